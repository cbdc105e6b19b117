"""Gathers what a run is fed: examples of each set (kept once read), their windows, the share that is left out."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from lagebild.encoder.contents import Words
from lagebild.encoder.pieces import Pieces
from lagebild.encoder.windows import LONGEST
from lagebild.extract import attribution
from lagebild.extract.attribution.reports import Joined, Report
from lagebild.types import Document
from training import corpora
from training.batches import cut
from training.examples import NAMES_LEFT_OUT, Example, Quote, held_out
from training.fit import Part
from training.mentions import replaced
from training.own import FOLDER as OWN

#: set -> the part that training reads; sets that are not listed have a part named train.
PARTS = {"ner_de_germeval14": "dev", "ner_en_uner_ewt": "dev"}
WITH_RULES = frozenset({"quote_de_uhh", "attr_en_polnear"})
#: sets of which a share is left out: the decoder is fitted on it, or (names) the choice between runs made
LEFT_OUT = frozenset({"quote_de_uhh", "attr_en_polnear", "ner_de_germeval14", "own"})
#: a set whose names are replaced -> the set that it is made of
REPLACED = {"ner_de_germeval14_replaced": "ner_de_germeval14"}


def examples(folder: Path, name: str, kept: Path, part: str | None = None) -> list[Example]:
    """The examples of a set, with what the rules propose where the sets of attribution are concerned."""
    part = part or PARTS.get(name, "train")
    path = kept / f"{name}.{part}.pickle"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(_examples(folder, name, part)))
    found: list[Example] = pickle.loads(path.read_bytes())
    return found


def _examples(folder: Path, name: str, part: str) -> list[Example]:
    if name in SILVER:
        return [example for example in silver(folder, name) if example.words]
    if name == "own":
        return [e for path in sorted(OWN.glob("*.xml")) for e in corpora.read(folder, name, path.stem)]
    found = corpora.read(folder, name, part)
    if name in WITH_RULES:
        for example, row in zip(found, corpora.rows(folder / name / f"{part}.jsonl"), strict=True):
            example.candidates = proposals(corpora.document_of(row["text"], row["lang"]))
    return found


#: Texts free for any use (with attribution), read by the rules for the free weights: file, language, texts taken.
SILVER = {
    "silver_de": ("quote_de_uhh/train.jsonl", "de", 700),  # the text of German Wikinews (CC BY 2.5), not its annotation
    "silver_en": ("conflict_en_wikipedia_current/all.jsonl", "en", 4000),  # Wikipedia, CC BY-SA 4.0
}
_FORMS = {"direct": "Direct", "indirect": "Indirect", "reported": "Reported", "free_indirect": "IndirectFreeIndirect"}


def silver(folder: Path, name: str) -> Iterator[Example]:
    """Texts with what the rules read in them in place of gold."""
    path, language, count = SILVER[name]
    for number, row in enumerate(corpora.rows(folder / path)):
        if number == count:
            break
        document = corpora.document_of(row["text"], language)
        example = corpora.of_document(f"{name}/{number}", document)
        example.convention = "layered" if language == "de" else "flat"
        known = frozenset({"speaker", "cue", "frame"} if language == "de" else {"speaker", "cue"})
        for report in reports_of(document):
            roles = {role: report.roles.get(role, ()) for role in known}
            example.quotes.append(Quote(report.content, roles, known, _FORMS[report.form]))
        yield example


def reports_of(document: Document) -> list[Report]:
    """What the rules alone hand to the decoder."""
    found: list[Report] = []

    def keep(reports: Sequence[Report]) -> list[Joined]:
        found.extend(reports)
        return []

    attribution.read(document, (), keep)
    return found


def proposals(document: Document) -> list[Words]:
    """The contents that the rules find in a document, as word numbers."""
    return [report.content for report in reports_of(document)]


def is_left_out(name: str, example: Example, share: float) -> bool:
    """Whether training leaves an example out."""
    name = REPLACED.get(name, name)
    share = NAMES_LEFT_OUT if name == "ner_de_germeval14" else share
    return name in LEFT_OUT and held_out(example.id, share)


def mixture(
    times: Mapping[str, float], folder: Path, kept: Path, pieces: Pieces, share: float, longest: int = LONGEST
) -> list[Part]:
    """The windows of each set of a recipe."""
    parts = []
    for name, shown in times.items():
        found = examples(folder, REPLACED.get(name, name), kept)
        chosen: Iterable[Example] = [e for e in found if not is_left_out(name, e, share)]
        if name in REPLACED:
            chosen = replaced(list(chosen))
        windows = [window for example in chosen for window in cut(example, pieces, longest)]
        parts.append(Part(name, windows, float(shown)))
    return parts
