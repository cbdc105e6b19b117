"""Names against GermEval 2014 (German) and UNER EWT (English), links against News-100: what the rules alone find.

Strict spans and types, micro-averaged over PER, LOC and ORG. Adjectives of nationality and roles are no names for
these sets and are left out on both sides; so are parts of compounds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from bench.score import Score, digest
from lagebild.encoder import Sight
from lagebild.extract import names
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.resolve import actors
from lagebild.text import analyse
from lagebild.types import Article, Block, Document, Language, Mention

_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})")

Key = tuple[int, int, str]

KINDS = {
    "person": "PER",
    "place": "LOC",
    "state": "LOC",
    "government": "ORG",
    "military": "ORG",
    "organisation": "ORG",
    "group": "ORG",
    "outlet": "ORG",
}


def article_of(text: str, language: Language, published: str | None = None) -> Article:
    """An article of one paragraph for each line of the text."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Article("bench", None, None, None, None, published, "unknown", language, text, tuple(blocks))


def found(text: str, language: Language, published: str | None = None) -> set[Key]:
    """The names that are read in a text, as (start, end, type)."""
    return found_in(analyse(article_of(text, language, published)))


def found_in(document: Document, sight: Sight | None = None) -> set[Key]:
    """The names that are read in a document by the rules, joined with what an encoder sees if it is given."""
    language = document.article.language
    mentions = actors.resolve(document, names.read(document, sight))
    return {(m.span.start, m.span.end, KINDS[m.actor.kind]) for m in mentions if _is_name(m, language)}


def _is_name(mention: Mention, language: Language) -> bool:
    """Whether the sets would count a mention as a name: adjectives, peoples and roles are none."""
    words = mention.span.text.split()
    if mention.actor.kind not in KINDS or not all(word[:1].isupper() for word in (words[0], words[-1])):
        return False
    senses = gazetteer(language).senses(folded(mention.span.text))
    return not senses or senses[0].use not in ("adjective", "people")


def score(pairs: Iterable[tuple[set[Key], set[Key]]]) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent over (gold, found) pairs."""
    hits = gold_total = found_total = 0
    for gold, read in pairs:
        hits += len(gold & read)
        gold_total += len(gold)
        found_total += len(read)
    precision = hits / found_total if found_total else 0.0
    recall = hits / gold_total if gold_total else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return 100 * precision, 100 * recall, 100 * f1


def germeval(path: Path) -> Iterator[tuple[set[Key], set[Key], str]]:
    """Gold and found names of each sentence of GermEval 2014, with its text."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = {(s["begin"], s["end"], s["label"]) for s in row["spans"] if s["label"] in ("PER", "LOC", "ORG")}
        yield gold, found(row["text"], "de", row["date"]), row["text"]


def uner(path: Path) -> Iterator[tuple[set[Key], set[Key], str]]:
    """Gold and found names of each sentence of UNER English-EWT, with its text."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = {(s["begin"], s["end"], s["label"]) for s in row["spans"]}
        yield gold, found(row["text"], "en"), row["text"]


def _title(address: str) -> str:
    """The title of a DBpedia resource without what tells it from others: "Riga_(Band)" is "Riga"."""
    name = unquote(address.rpartition("/")[2]).replace("_", " ")
    plain = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), name)
    return folded(plain.partition(" (")[0].partition(", ")[0])


def linked(path: Path) -> tuple[int, int, int]:
    """Mentions of News-100, those of them with an actor read at the same words, and those with the right one.

    An actor is right where the title of the gold article leads to it in the gazetteer, or is its name.
    """
    gold = read = right = 0
    known = gazetteer("de")
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = analyse(article_of(row["text"], "de"))
        meant = {(m.span.start, m.span.end): m.actor for m in actors.resolve(document, names.read(document))}
        for mention in row["mentions"]:
            gold += 1
            actor = meant.get((mention["begin"], mention["end"]))
            if actor is None:
                continue
            read += 1
            title = _title(mention["dbpedia"])
            titles = {known.actor(sense.key).name for sense in known.senses(title)}
            right += actor.name in titles or folded(actor.name).casefold() == title.casefold()
    return gold, read, right


def run(corpora: Path) -> list[Score]:
    """The figures on the development parts; nothing where the sets are not there."""
    scores = []
    for suite, folder, read, note in (
        ("names-de-germeval14", "ner_de_germeval14", germeval, "best trained model (GELECTRA-large) on test: 88.95"),
        ("names-en-uner-ewt", "ner_en_uner_ewt", uner, "web forums, reviews, mails and weblogs"),
    ):
        path = corpora / folder / "dev.jsonl"
        if not path.exists():
            continue
        pairs = [(gold, got) for gold, got, _ in read(path)]
        for metric, value in zip(("precision", "recall", "F1"), score(pairs), strict=True):
            scores.append(Score(suite, metric, value, len(pairs), {}, digest(path), note))
    path = corpora / "el_de_news100" / "train.jsonl"
    if path.exists():
        gold, read_, right = linked(path)
        note = "2010 agency texts about the word Golf; exact words, title of the German article"
        for metric, value in (("precision", right / read_ if read_ else 0.0), ("recall", right / gold)):
            scores.append(Score("names-de-news100-links", metric, 100 * value, gold, {}, digest(path), note))
    return scores
