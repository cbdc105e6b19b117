"""Attribution in German against the Wikinews quotation set, with its official measure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bench.quotation_scorer import PARTS, PRF, Quote, score
from bench.score import Score, digest
from lagebild.encoder import look
from lagebild.extract import attribution
from lagebild.extract.attribution.rules import rules
from lagebild.text import analyse
from lagebild.types import Article, Attribution, Block, Span

#: The rule-based system of the predecessor task on its test set (KONVENS 2023), for comparison.
PEER = {"message F1": 47.9, "joint F1": 39.1}
_MEDIA = {"speech": "Speech", "writing": "SW", "thought": "ST"}
_TYPES = {"direct": "Direct", "indirect": "Indirect", "reported": "Reported"}


#: What is measured: the rules alone, and the rules joined with each set of weights.
READERS = ("none", "full", "free")
_METRICS = {
    "message": "message F1",
    "roles": "roles F1",
    "joint": "joint F1",
    "type": "form F1",
    "medium": "medium F1",
}


def run(corpora: Path) -> list[Score]:
    """Message, roles, joint, form and medium F1 in percent on the development part, by reader; and for each form."""
    path = corpora / "quote_de_uhh" / "dev.jsonl"
    if not path.exists():
        return []
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    scores = []
    for weights in READERS:
        suite = f"attribution de (quote_de_uhh dev){suffix(weights)}"
        pairs = [(found, gold(record)) for record, found in zip(records, readings(records, weights), strict=True)]
        for key, value in score(pairs).items():
            if key in _METRICS:
                metric = _METRICS[key]
                peers = {"rule system 2023 (published, its own test)": PEER[metric]} if metric in PEER else {}
                scores.append(Score(suite, metric, round(100 * value.f1, 1), len(records), peers, digest(path)))
        for form, (f1, size) in by_form(pairs).items():
            scores.append(Score(suite, f"message F1 of {form}", round(100 * f1, 1), size, {}, digest(path)))
    return scores


def suffix(weights: str) -> str:
    """How a suite is told from that of the rules alone."""
    return "" if weights == "none" else f", {weights} weights"


def by_form(pairs: Sequence[tuple[list[Quote], list[Quote]]]) -> dict[str, tuple[float, int]]:
    """Message F1 of each form by itself, with its number of gold quotes: both sides keep only that form."""
    found = {}
    for form, types in FORMS.items():
        kept = [([q for q in a if q.type in types], [q for q in b if q.type in types]) for a, b in pairs]
        found[form] = (score(kept)["message"].f1, sum(len(b) for _, b in kept))
    return found


FORMS = {
    "direct speech": {"Direct"},
    "indirect speech": {"Indirect"},
    "free indirect speech": {"FreeIndirect", "IndirectFreeIndirect"},
    "reported speech": {"Reported"},
}


def evaluate(records: Iterable[dict[str, Any]], weights: str | None = None) -> dict[str, PRF]:
    """The official figures over records of the set; `weights` as in the settings, None for what they say."""
    rows = list(records)
    return score((found, gold(row)) for row, found in zip(rows, readings(rows, weights), strict=True))


def gold(record: dict[str, Any]) -> list[Quote]:
    """The gold quotes of a record."""
    return [
        Quote(**{part: frozenset(quote[f"{part}_tok"]) for part in PARTS}, type=quote["type"], medium=quote["medium"])
        for quote in record["quotes"]
    ]


def predicted(record: dict[str, Any], weights: str | None = None) -> list[Quote]:
    """What our reader finds in a record, as its token numbers; the author's own statements are no quotes."""
    return next(readings([record], weights))


def readings(records: Sequence[dict[str, Any]], weights: str | None = None) -> Iterator[list[Quote]]:
    """What our reader finds in each record."""
    for begin in range(0, len(records), _TOGETHER):
        group = records[begin : begin + _TOGETHER]
        documents = [analyse(article_of(record["text"])) for record in group]
        sights = look(documents, weights)
        for record, document, sight in zip(group, documents, sights, strict=True):
            found = attribution.read(document, (), attribution.joiner(sight) if sight else None)
            bounds = token_bounds(record)
            with_nouns = {a.source.span: _convention(a)[0] for a in found if a.source.span and _adpositional(a)}
            yield [_quote(a, bounds, with_nouns) for a in found if a.form != "author"]


_TOGETHER = 8


def article_of(text: str) -> Article:
    """A text as an article with one paragraph block a line, unchanged."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Article("bench", None, None, None, None, None, "unknown", "de", text, tuple(blocks))


def token_bounds(record: dict[str, Any]) -> list[tuple[int, int]]:
    """The offsets of the corpus's tokens, numbered through the document."""
    bounds, at = [], 0
    for sentence in record["tokens"]:
        for token in sentence:
            start = record["text"].index(token, at)
            at = start + len(token)
            bounds.append((start, at))
    return bounds


def _adpositional(found: Attribution) -> bool:
    """Whether a preposition or postposition is the cue, or begins or ends it ("nach Angaben", "zufolge")."""
    if "adposition" in (found.why[0].rule or ""):
        return True
    words = [word.lower() for span in found.cue for word in span.text.split()]
    return bool(words) and found.why[0].rule is None and any(w in rules("de").by_adposition for w in words)


def _quote(found: Attribution, bounds: list[tuple[int, int]], with_nouns: Mapping[Span, tuple[Span, ...]]) -> Quote:
    rule = found.why[0].rule or ""
    source, cue = _convention(found)
    if not found.cue and found.source.span is not None:
        source = with_nouns.get(found.source.span, source)
    form = "indirect" if found.form == "reported" and found.frame else found.form  # "laut X" is indirect speech there
    framed = form in ("direct", "indirect")
    kind = _TYPES.get(form, "FreeIndirect" if rule == "free:hearsay" else "IndirectFreeIndirect")
    return Quote(
        quote=_tokens(found.content, bounds),
        addressee=_tokens((found.addressee,) if found.addressee else (), bounds),
        cue=_tokens(cue if framed else (), bounds),
        frame=_tokens(found.frame if framed else (), bounds),
        speaker=_tokens(source, bounds),
        type=kind,
        medium=_medium(rule),
    )


@cache
def _media() -> dict[str, str]:
    found = rules("de")
    pairs = [(row.id, row.medium) for row in found.verbs]
    pairs += [(row.id, row.medium) for row in found.adpositions]
    pairs += [(row.id, row.medium) for row in found.saying_nouns]
    pairs += [(row.id, row.medium) for row in found.phrases]
    return {name: _MEDIA[medium] for name, medium in pairs}


def _medium(rule: str) -> str:
    """The medium of the class of verbs or words that a rule's name ends in; most often speech where nothing tells."""
    return next((_media()[part] for part in rule.split(":") if part in _media()), "Speech")


def _convention(found: Attribution) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Source and cue where the set draws the line: "nach | Angaben der Polizei", not "nach Angaben | der Polizei"."""
    if found.source.span is None:
        return (), found.cue
    source = (found.source.span,)
    if found.chain and found.chain[0].span and (found.why[0].rule or "").endswith(":quote"):
        return (found.chain[0].span,), found.cue  # there the quoted one speaks, here the one who quotes leans on him
    if not found.cue or not _adpositional(found):
        return source, found.cue
    if found.cue[0].start < source[0].start:
        head, _, noun = found.cue[0].text.partition(" ")
        if not noun:
            return source, found.cue
        at = found.cue[0].start + len(head)
        return (Span(at, at + 1 + len(noun), " " + noun), *source), (Span(found.cue[0].start, at, head),)
    return (*found.cue[:-1], *source), found.cue[-1:]


def _tokens(spans: Iterable[Span], bounds: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(_inside(spans, bounds))


def _inside(spans: Iterable[Span], bounds: list[tuple[int, int]]) -> Iterator[int]:
    for span in spans:
        for number, (start, end) in enumerate(bounds):
            if start < span.end and span.start < end:
                yield number
