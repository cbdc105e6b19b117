"""Names that the encoder sees, alone and joined with the rules, on texts that it was not trained on.

GermEval 2014 is read as running text (the blanks of its tokens taken out), and only the fifth of its development part
that training leaves out, told by the hash of its name; of re3d and NEREL training takes the other part, of UNER PUD
nothing. Strict spans and types; nested names count once, by the longest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpora import tokenised
from training.examples import NAMES_LEFT_OUT, held_out

from bench.names import Key, article_of, found_in, score
from bench.score import Score, digest
from lagebild import encoder, settings
from lagebild.encoder import Sight
from lagebild.encoder.session import available
from lagebild.extract.names.tags import tagged
from lagebild.text import analyse
from lagebild.types import Document, Language

CLASSES = frozenset({"PER", "LOC", "ORG"})


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its outer names, under the labels of the encoder's scheme."""

    text: str
    language: Language
    gold: frozenset[Key]
    published: str | None = None


def outermost(spans: Sequence[Key]) -> frozenset[Key]:
    """The longest of nested names."""
    kept: list[Key] = []
    for begin, end, label in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= other[0] or other[1] <= begin for other in kept):
            kept.append((begin, end, label))
    return frozenset(kept)


def germeval(path: Path) -> Iterator[Sample]:
    """The sentences that training leaves out, as running text."""
    for row in _rows(path):
        name = f"ner_de_germeval14/{row['id']}"
        if not held_out(name, NAMES_LEFT_OUT):
            continue
        example, bounds = tokenised(name, row["text"])
        text, moved = "", dict[int, int]()
        for word, spaced, (begin, end) in zip(example.words, example.spaced, bounds, strict=True):
            text += " " if spaced and text else ""
            moved |= {begin: len(text), end: len(text) + len(word)}
            text += word
        spans = [(moved[s["begin"]], moved[s["end"]], s["label"]) for s in row["spans"]]
        yield Sample(text, "de", outermost(spans), row["date"])


def plain(language: Language, key: str, label: str, classes: Mapping[str, str]) -> Callable[[Path], Iterator[Sample]]:
    """A reader of a set of running text; labels that are not in `classes` are no names."""

    def read(path: Path) -> Iterator[Sample]:
        for row in _rows(path):
            spans = [
                (s["begin"], s["end"], classes[s[label]])
                for s in row[key]
                if s[label] in classes and s.get("confidence", 1)
            ]
            yield Sample(row["text"], language, outermost(spans))

    return read


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


_SAME = {name: name for name in CLASSES}
_RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
_NEREL = {"PERSON": "PER", "ORGANIZATION": "ORG"} | dict.fromkeys(
    ("COUNTRY", "CITY", "STATE_OR_PROVINCE", "LOCATION", "DISTRICT"), "LOC"
)
_LEFT_OUT = "the fifth of the development part that training leaves out; best trained model on test: 88.95"
_NEVER = "no text of this set is trained on"
_OTHER_PART = "trained on the other part of this set"
#: suite -> folder, reader, note, whether rules and joined names are measured too
SUITES: tuple[tuple[str, str, Callable[[Path], Iterator[Sample]], str, bool], ...] = (
    ("names-de-germeval14-left-out", "ner_de_germeval14", germeval, _LEFT_OUT, True),
    ("names-de-uner-pud", "ner_de_uner_pud", plain("de", "spans", "label", _SAME), _NEVER, True),
    ("names-en-re3d", "ner_en_re3d", plain("en", "entities", "type", _RE3D), _OTHER_PART, True),
    ("names-ru-uner-pud", "ner_ru_uner_pud", plain("ru", "spans", "label", _SAME), _NEVER, False),
    ("names-ru-nerel", "ner_ru_nerel", plain("ru", "entities", "label", _NEREL), _OTHER_PART, False),
)


def run(corpora: Path) -> list[Score]:
    """The figures of each set that is there; nothing without weights."""
    scores: list[Score] = []
    if settings.text("weights") not in available():
        return scores
    for suite, folder, read, note, with_rules in SUITES:
        path = corpora / folder / "dev.jsonl"
        if not path.exists():
            continue
        samples = list(read(path))
        for metric, value in measures(samples, with_rules=with_rules):
            scores.append(Score(suite, metric, value, len(samples), {}, digest(path), note))
    return scores


def measures(samples: Sequence[Sample], *, with_rules: bool) -> Iterator[tuple[str, float]]:
    """F1 in percent: the encoder's own tags and, with a gazetteer, the rules alone and both joined."""
    documents = [analyse(article_of(s.text, s.language, s.published)) for s in samples]
    sights = [sight for sight in encoder.look(documents) if sight is not None]
    own = [tags(document, sight) for document, sight in zip(documents, sights, strict=True)]
    gold = [set(sample.gold) for sample in samples]
    if with_rules:
        of_classes = [_of(CLASSES, names) for names in gold]
        rules = [found_in(document) for document in documents]
        joined = [found_in(document, sight) for document, sight in zip(documents, sights, strict=True)]
        yield "F1, rules alone", score(zip(of_classes, rules, strict=True))[2]
        yield "F1, joined", score(zip(of_classes, joined, strict=True))[2]
    for metric, labels in (
        ("F1, encoder alone", CLASSES),
        ("F1, encoder, four classes", CLASSES | {"OTH"}),
        ("F1, encoder, twelve classes", None),
    ):
        if labels == CLASSES or any(label not in CLASSES for names in gold for *_, label in names):
            yield metric, score((_of(labels, g), _of(labels, o)) for g, o in zip(gold, own, strict=True))[2]


def tags(document: Document, sight: Sight) -> set[Key]:
    """The names by the encoder's tags alone, as (start, end, label)."""
    found = tagged(sight.seen.names, sight.seen.labels, document.sentences)
    return {(document.tokens[t.first].start, document.tokens[t.end - 1].end, t.label) for t in found}


def _of(labels: frozenset[str] | None, names: set[Key]) -> set[Key]:
    """The names of some labels; None for all."""
    return {name for name in names if labels is None or name[2] in labels}
