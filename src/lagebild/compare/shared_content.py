"""Finds the claim that an answer means by what both share: words of content, figures, places, actors, events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from lagebild.compare.answerers import beginnings, is_about, keys_of, numbers_of_links, voice_of_answer
from lagebild.compare.figures import Reason
from lagebild.compare.replies import OWN, WORD, LinkKind, content_of, names_in
from lagebild.compare.voices import actor_key
from lagebild.lang.load import has, having, table
from lagebild.types import Claim, Entry, Figure

#: How alike two claims are, 0 to 1: a likeness of meaning can take the place of shared words.
Likeness = Callable[[Claim, Claim], float]

#: What the claim that is answered shares with the answer: the claim, how much, and in what.
Found = tuple[Entry, float, tuple[Reason, ...]]


def by_content(
    entry: Entry, candidates: Sequence[Entry], kind: LinkKind, likeness: Likeness | None
) -> tuple[Entry, float, tuple[Reason, ...]] | None:
    """The claim that shares most with an answer; None where none shares enough, or two of other words about as much."""
    numbers = numbers_of_links()
    scored = []
    for other in candidates:
        if _conflicts(entry.claim, other.claim) or is_mere_phrase(other.claim) or _repeats(entry.claim, other.claim):
            continue
        if kind == "confirms" and (_is_negated(entry) != _is_negated(other) or _counts_otherwise(entry, other)):
            continue
        shares = tuple(_shared(entry, other, kind, likeness))
        score = sum(share for share, _ in shares)
        if kind == "denies" and (
            other.claim.act == "condition" or (_is_bare(entry.claim) and not _is_at(entry, other))
        ):
            continue
        if score >= float(numbers["least"]) and _is_enough(entry, other, kind, shares):
            scored.append((score, other, tuple(reason for _, reason in shares)))
    if not scored:
        return None
    scored.sort(key=lambda one: (-one[0], one[1].article.published or "", one[1].claim.sentence.start))
    best = scored[0]
    for score, other, _ in scored[1:]:
        if best[0] - score < float(numbers["margin"]) and not says_the_same(best[1].claim, other.claim):
            return None
    return best[1], best[0], best[2]


def _is_enough(entry: Entry, other: Entry, kind: LinkKind, shares: Sequence[tuple[float, Reason]]) -> bool:
    """Whether two claims share content and not only names: most words of the answer, and something beside them."""
    numbers, by_code = numbers_of_links(), {reason.code: share for share, reason in shares}
    words = by_code.get("words", 0.0) / float(numbers["words"])
    common = len(_own_stems(entry.claim) & _stems(other.claim)) + _common_names(entry, other)
    if by_code.keys() & {"figure", "other_count"} and "place" in by_code:
        return True
    if words < float(numbers["words_most" if kind == "confirms" else "words_least"]):
        return False
    named = by_code.keys() & {"place", "actor", "about", "other_count"}  # words alone are said of many
    if "figure" in by_code or (common >= int(numbers["words_alone"]) and (named or words >= 1)):
        return True
    return common > 1 and ("place" in by_code or ("about" in by_code and words >= float(numbers["words_most"])))


def _shared(entry: Entry, other: Entry, kind: LinkKind, likeness: Likeness | None) -> Iterator[tuple[float, Reason]]:
    """What two claims share, with its weight; nothing where they share nothing of that kind."""
    a, b, numbers = entry.claim, other.claim, numbers_of_links()
    share = likeness(a, b) if likeness else _word_share(a, b)
    if share > 0:
        yield share * float(numbers["words"]), Reason("words", (("percent", f"{100 * share:.0f}"),))
    figures = [x for x in a.figures for y in b.figures if _is_one_figure(x, y)]
    if figures:
        yield float(numbers["figure"]), Reason("figure", (("words", figures[0].span.text),))
    elif kind == "revises" and (changed := [y for x in a.figures for y in b.figures if _is_other_count(x, y)]):
        yield float(numbers["figure"]), Reason("other_count", (("words", changed[0].span.text),))
    for code, one, two in (
        ("place", _keys(a.places), _keys(b.places)),
        ("actor", _keys(a.actors), _keys(b.actors)),
        ("event", {e.type: e.type for e in a.content_events}, {e.type: e.type for e in b.content_events}),
    ):
        if both := sorted(one.keys() & two.keys()):
            yield float(numbers[code]), Reason(code, (("words", one[both[0]]),))
    if kind not in OWN and is_about(b, voice_of_answer(entry)):
        yield float(numbers["about"]), Reason("about", (("name", voice_of_answer(entry).name),))


def _is_bare(claim: Claim) -> bool:
    """Whether a denial names only a thing ("denied arson"), without a clause or a word for something said."""
    return claim.form == "reported"


def _is_at(entry: Entry, other: Entry) -> bool:
    """Whether a claim accuses, or speaks of who denies."""
    return other.claim.act == "accuse" or is_about(other.claim, voice_of_answer(entry))


def _repeats(claim: Claim, other: Claim) -> bool:
    """Whether another claim of the sentence is read from the very words of the answer."""
    return other.sentence == claim.sentence and content_of(claim) in content_of(other)


def is_mere_phrase(claim: Claim) -> bool:
    """Whether a claim is only about something ("described the progress of the committee") and says nothing of it."""
    return claim.form == "reported" and claim.act != "accuse" and not (claim.content_events or claim.figures)


def _conflicts(a: Claim, b: Claim) -> bool:
    """Whether two claims cannot be about one thing: each names places, and none of them is the other's."""
    towns_a, towns_b = (_keys(m for m in c.places if m.actor.place and m.actor.place.type == "town") for c in (a, b))
    return bool(towns_a and towns_b and not towns_a.keys() & towns_b.keys())


def _counts_otherwise(entry: Entry, other: Entry) -> bool:
    """Whether two claims count the same thing differently, or give one number of the missing and of the dead."""
    pairs = [
        (x, y) for x in entry.claim.figures for y in other.claim.figures if x.unit == y.unit and x.stage and y.stage
    ]
    return any((x.stage == y.stage) != (x.min == y.min) for x, y in pairs if x.stage == y.stage or x.min == y.min)


def _is_negated(entry: Entry) -> bool:
    """Whether the content says that something is not so: it confirms nothing that says it is."""
    if not has(entry.article.language, "links"):
        return False
    words = {word.casefold() for word in table(entry.article.language, "links")["negations"]}
    return bool(words & set(WORD.findall(content_of(entry.claim).casefold())))


def _is_one_figure(one: Figure, other: Figure) -> bool:
    told = not (one.vague or other.vague) and one.min == one.max and (one.min or 0) >= numbers_of_links()["figure_from"]
    return told and (one.min, one.max, one.unit) == (other.min, other.max, other.unit)


def _is_other_count(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same in the same stage and differ: what a revision changes."""
    return bool(one.stage) and (one.stage, one.unit) == (other.stage, other.unit) and one.min != other.min


def _keys(mentions: Iterable[Any]) -> dict[str, str]:
    return {actor_key(mention.actor): mention.actor.name for mention in mentions}


def _word_share(a: Claim, b: Claim) -> float:
    """The part of the answer's words of content that the other claim has, names apart, by their beginnings."""
    own = _own_stems(a)
    return len(own & _stems(b)) / len(own) if own else 0.0


@cache
def _common_words() -> frozenset[str]:
    """Words that half of all claims of a conflict share, in any language that has a list of them."""
    lists = (table(language, "links")["common"] for language in having("links"))
    return beginnings(word.casefold() for words in lists for word in words)


def _common_names(entry: Entry, other: Entry) -> int:
    """How many actors and places both claims name, those apart that speak for the one who answers."""
    own = keys_of(voice_of_answer(entry).actor)
    a, b = ({actor_key(m.actor) for m in (*c.actors, *c.places)} for c in (entry.claim, other.claim))
    return len((a & b) - own)


def _own_stems(claim: Claim) -> frozenset[str]:
    """The words of content without the names of actors and places, which count for themselves."""
    names = beginnings(word for words in names_in(claim) for word in WORD.findall(words.casefold()))
    return _stems(claim) - names - _common_words()


def says_the_same(a: Claim, b: Claim) -> bool:
    """Whether two claims share most of their words."""
    one, other = _stems(a), _stems(b)
    return bool(one and other) and len(one & other) / max(len(one), len(other)) >= float(numbers_of_links()["same"])


def _stems(claim: Claim) -> frozenset[str]:
    return beginnings(WORD.findall(content_of(claim).casefold()))
