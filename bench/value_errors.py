"""The errors in times, figures, actors and places by kind: python -m bench.value_errors [times] [figures] [actors]

Counted on the development parts that `bench` measures, and printed as Markdown tables. A kind says what differs,
not how much it harms: some of what differs are slips of the gold sets.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from bench import actors, figures, figures_de, seen_names
from bench.names import article_of, found_in
from bench.score import CORPORA
from bench.times import read_times, set_rows
from bench.timex_scorer import Timex, matches
from lagebild import encoder
from lagebild.text import analyse

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_REFERENCE = re.compile(r"[A-Z]+_REF")
TIME_SETS = (
    ("timex_de_krauts", "de", "KRAUTS"),
    ("timex_en_tbaq", "en", "TBAQ"),
    ("timex_en_te3platinum", "en", "Platinum"),
)


def time_kinds(gold: Sequence[Timex], found: Sequence[Timex], day: str) -> Iterable[str]:
    """The errors of one document with its day."""
    wanted = sorted(t for t in gold if t[1] > t[0])
    had = sorted(t for t in found if t[1] > t[0])
    pairs = matches(wanted, had)
    yield from ["missed"] * (len(wanted) - len(pairs)) + ["spurious"] * (len(had) - len(pairs))
    for g, f in pairs:
        (begin, end, value), (ours_begin, ours_end, ours) = wanted[g], had[f]
        if (begin, end) != (ours_begin, ours_end):
            longer = ours_end - ours_begin > end - begin
            yield f"extent: {'longer' if longer else 'shorter'} than in the gold"
        if value is not None and value != ours:
            yield f"value: {value_kind(value, ours, day)}"


def value_kind(gold: str, ours: str | None, day: str) -> str:
    """How one TIMEX3 value differs from another."""
    if ours is None:
        return "not resolved"
    if _REFERENCE.fullmatch(gold) or _REFERENCE.fullmatch(ours):
        return "a vague one on one side only"
    if gold.startswith("P") or ours.startswith("P"):
        both = gold.startswith("P") and ours.startswith("P")
        return "another length" if both else "a length for a date, or a date for a length"
    if "X" in gold or "X" in ours:
        return "what happens again and again"
    if _grain(gold) != _grain(ours):
        return "another grain"
    return "wrong direction" if (gold < day) != (ours < day) else "another one on the same side"


def _grain(value: str) -> str:
    """The shape of a value: of a day, a week, a month, a season, ..."""
    return re.sub(r"[A-Z]{2,}", "AA", re.sub(r"\d", "0", value))


def newsquant_kinds(gold: Sequence[figures.Tag], found: Sequence[figures.Tag]) -> Iterable[str]:
    """The errors of one sentence of NewsQuant."""
    left = list(found)
    for wanted in gold:
        same = [tag for tag in left if figures.close(wanted.value, tag.value)]
        if not same:
            yield "missed"
            continue
        best = max(same, key=lambda tag: (tag.unit == wanted.unit) + (tag.change == wanted.change))
        left.remove(best)
        if best.change != wanted.change:
            moves = {wanted.change, best.change} & {"up", "down"}
            yield "wrong change (rise or fall)" if moves else "wrong bound or approximation"
        if best.unit != wanted.unit:
            yield "wrong unit or thing counted" if best.unit != "-" else "unit or thing counted missing"
    yield from ["spurious"] * len(left)


def german_kinds(gold: Sequence[figures_de.Cells], found: Sequence[figures_de.Cells]) -> Iterable[str]:
    """The errors of one German sentence."""
    pairs = figures_de.pairs(gold, found)
    yield from ["missed"] * (len(gold) - len(pairs)) + ["spurious"] * (len(found) - len(pairs))
    for wanted, ours in pairs:
        if wanted.change != ours.change:
            yield "wrong change (rise or fall)"
        elif wanted.bounds != ours.bounds:
            yield "wrong bound or approximation"
        for name, label in (("unit", "unit"), ("of", "thing counted"), ("whose", "whose"), ("stage", "stage")):
            one, other = getattr(wanted, name), getattr(ours, name)
            if one != other:
                yield (
                    f"{label} missing"
                    if other is None
                    else f"{label} that is none"
                    if one is None
                    else f"wrong {label}"
                )


def actor_kinds(pairs: Iterable[tuple[actors.Marked, object]]) -> Iterable[str]:
    """The errors of passages of our own: whom a mention means."""
    for mark, mention in pairs:
        meant, told = actors.without_region(mark.meant), actors.told(mention)  # type: ignore[arg-type]
        if meant == told:
            continue
        what = "place" if meant.startswith("place:") else "actor"
        if mention is None:
            yield f"{what}: missed"
        elif told == actors.OPEN:
            yield f"{what}: left open"
        elif meant == actors.OPEN:
            yield "told where it must stay open"
        else:
            same = meant.partition(":")[0] == told.partition(":")[0]
            yield f"{what}: {'a namesake or another one' if same else 'another kind (a government for its town)'}"


def name_kinds(gold: Iterable[tuple[int, int, str]], found: Iterable[tuple[int, int, str]]) -> Iterable[str]:
    """The errors in names of a text, places apart from persons and bodies."""
    wanted, read = set(gold), set(found)
    left = read - wanted
    for begin, end, label in sorted(wanted - read):
        what = "place" if label == "LOC" else "actor"
        over = [one for one in left if one[0] < end and begin < one[1]]
        if not over:
            yield f"{what}: missed"
            continue
        ours = over[0]
        left.discard(ours)
        if ours[:2] != (begin, end):
            yield f"{what}: wrong extent"
        elif "LOC" in (label, ours[2]):
            yield f"{what}: {'a body or person' if label == 'LOC' else 'taken for a place'}"
        else:
            yield f"{what}: person for body or body for person"
    yield from (f"{'place' if label == 'LOC' else 'actor'}: spurious" for _, _, label in left)


def times_table() -> dict[str, Counter[str]]:
    """Kinds for each set of times that is there."""
    columns = {}
    for name, language, label in TIME_SETS:
        path = CORPORA / name / "dev.jsonl"
        if path.exists():
            rows = set_rows(path, language)  # type: ignore[arg-type]
            columns[label] = Counter(
                k for gold, found, day in map(read_times, rows) for k in time_kinds(gold, found, day)
            )
    return columns


def figures_table() -> dict[str, Counter[str]]:
    """Kinds for NewsQuant, where it is there, and for the German sentences."""
    columns = {}
    path = CORPORA / "quant_en_newsquant" / "dev.jsonl"
    if path.exists():
        rows = [row for row in figures.rows_of(path) if row["set"] == "NewsQuant"]
        pairs = [([figures.gold_tag(q) for q in row["quantities"]], figures.tags(row["text"])) for row in rows]
        columns["NewsQuant"] = Counter(kind for gold, found in pairs for kind in newsquant_kinds(gold, found))
    for label, kept_back in (("German", False), ("German, kept back", True)):
        part = [s for s in figures_de.sentences() if s.kept_back == kept_back]
        columns[label] = Counter(k for s in part for k in german_kinds(s.figures, figures_de.read(s.text)))
    return columns


def actors_table() -> dict[str, Counter[str]]:
    """Kinds for the passages of our own and for the sets of names with the trained reader."""
    passages = tomllib.loads(Path(actors.GOLD).read_text(encoding="utf-8"))["passage"]
    columns = {"own passages, rules": Counter(actor_kinds(p for row in passages for p in actors.compared(row)))}
    for label, folder in (("GermEval, joined", "ner_de_germeval14"), ("UNER PUD de, joined", "ner_de_uner_pud")):
        path = CORPORA / folder / "dev.jsonl"
        reader = next(read for _, name, read, *_ in seen_names.SUITES if name == folder)
        if path.exists():
            samples = list(reader(path))
            documents = [analyse(article_of(s.text, s.language, s.published)) for s in samples]
            kinds = (
                kind
                for sample, document, sight in zip(samples, documents, encoder.look(documents), strict=True)
                for kind in name_kinds(
                    (one for one in sample.gold if one[2] in seen_names.CLASSES), found_in(document, sight)
                )
            )
            columns[label] = Counter(kinds)
    return columns


TABLES: Mapping[str, Callable[[], dict[str, Counter[str]]]] = {
    "times": times_table,
    "figures": figures_table,
    "actors": actors_table,
}


def main(names: Sequence[str]) -> int:
    """Prints a table for each name; exit code 2 for an unknown one."""
    if unknown := sorted(set(names) - set(TABLES)):
        print(f"no table {unknown[0]!r}; choose from: {', '.join(TABLES)}", file=sys.stderr)
        return 2
    for name in names or TABLES:
        columns = TABLES[name]()
        kinds = sorted(
            {k for c in columns.values() for k in c}, key=lambda k: (-sum(c[k] for c in columns.values()), k)
        )
        print(f"\n| {name} | {' | '.join(columns)} |\n| --- {'| ---: ' * len(columns)}|")
        for kind in kinds:
            print(f"| {kind} | {' | '.join(str(counts[kind]) for counts in columns.values())} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
