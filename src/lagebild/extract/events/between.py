"""What stands between and around two parties, as features from which the type of a deed can be learnt.

A stretch of words with its source and target as marks; the features are its words and the sequences of two and three
of them, by where they stand. The words count whole and by their first letters, so that forms of one word are alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.types import Token

SOURCE, TARGET = "<S>", "<T>"
_NUMBER = "#"
_NEAR, _BEFORE = 8, 5  # words behind the source and around the target that count by themselves
BEGINNING = 5  # letters of a word that stand for its forms

Range = tuple[int, int]  # half-open, of tokens


def marked(tokens: Sequence[Token], source: Range | None, target: Range | None) -> tuple[list[str], list[int]]:
    """The words in lower case, numbers as "#", the tokens of source and target (by their `index`) as one mark each;
    and the index of the token of each (of a mark its first).
    """
    found: list[str] = []
    places: list[int] = []
    for token in tokens:
        mark = SOURCE if _within(token, source) else TARGET if _within(token, target) else ""
        if mark and found and found[-1] == mark:
            continue
        found.append(mark or (_NUMBER if token.text[0].isdigit() else token.lower))
        places.append(token.index)
    return found, places


def _within(token: Token, party: Range | None) -> bool:
    return party is not None and party[0] <= token.index < party[1]


def features(words: Sequence[str]) -> dict[str, float]:
    """The features of marked words with their weights, before those of how seldom they are."""
    found: dict[str, float] = {}
    _add(found, words, "")
    _add(found, [w if w in (SOURCE, TARGET) else w[:BEGINNING] for w in words], "p")
    source = words.index(SOURCE) if SOURCE in words else -1
    target = words.index(TARGET) if TARGET in words else len(words)
    found[f"order={source < target}"] = found[f"target={target < len(words)}"] = 1.0
    return found


def _add(found: dict[str, float], words: Sequence[str], kind: str) -> None:
    """Adds the words and their sequences, by the zone that they stand in and by their distance from the parties."""

    def add(name: str, weight: float) -> None:
        name = kind + name
        found[name] = found.get(name, 0.0) + weight

    source = words.index(SOURCE) if SOURCE in words else -1
    target = words.index(TARGET) if TARGET in words else len(words)
    low, high = min(source, target), max(source, target)
    for i, word in enumerate(words):
        zone = "B" if low < i < high else "A" if i >= high else "P"  # between, after, prior to the parties
        add(f"w={word}", 0.5)
        add(f"{zone}={word}", 1.0)
        if i + 1 < len(words):
            add(f"2={word} {words[i + 1]}", 1.0)
        if i + 2 < len(words):
            add(f"3={word} {words[i + 1]} {words[i + 2]}", 1.0)
            add(f"s={word} {words[i + 2]}", 0.5)
    if source >= 0:
        for k, word in enumerate(words[source + 1 : source + _NEAR], 1):
            add(f"S+={word}", 1.5 / (1 + 0.15 * k))
        for size in (2, 3):
            add(f"S{size}={' '.join(words[source + 1 : source + 1 + size])}", 1.0)
    if target < len(words):
        for k in range(1, _BEFORE):
            for side, at, weight in (("-", target - k, 1.2), ("+", target + k, 0.7)):
                if 0 <= at < len(words):
                    add(f"T{side}={words[at]}", weight / (1 + 0.15 * k))
