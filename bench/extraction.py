"""Page to article against the pages of two public sets, with other libraries measured in the same run.

German: the pages of trafilatura's own evaluation (github.com/adbar/trafilatura, tests/eval_common.py): segments
that must be in the body and segments that must not. English: article-extraction-benchmark
(github.com/scrapinghub, evaluate.py): 4-gram shingles against the whole body. Both metrics are re-implemented
here from their definition. The body is the text without its title heading and its captions.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.score import Score, digest
from lagebild.article import article_of
from lagebild.article.metadata import metadata_of
from lagebild.article.published import from_address
from lagebild.article.tree import parse
from lagebild.errors import PageError
from lagebild.types import Article, Language, Page, ReadOptions

#: A library: mark-up, address and language of a page to the text of its body.
Extractor = Callable[[str, str, Language], str]
Record = Mapping[str, Any]

GERMAN = "extraction de (html_de_trafilatura dev)"
ENGLISH = "extraction en (html_en_scrapinghub dev)"
METADATA = "metadata (pages of both sets with JSON-LD, read without it)"
#: What libraries raise on single pages: such a page counts as missed, as it would in use.
CRASHES = (ValueError, TypeError, AttributeError, IndexError, KeyError, ImportError, AssertionError, RecursionError)
_JSON_LD = re.compile(r"<script[^>]*application/ld\+json[^>]*>.*?</script>", re.S | re.I)
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")


def run(corpora: Path) -> list[Score]:
    """Body, metadata and speed, each with the installed libraries beside it."""
    german, english = corpora / "html_de_trafilatura" / "dev.jsonl.gz", corpora / "html_en_scrapinghub" / "dev.jsonl.gz"
    if not (german.exists() and english.exists()):
        return []
    ours: Extractor = lambda html, url, language: body_of(read(html, url, language))  # noqa: E731
    runs = {"ours": ours, **peers()}
    records_de, records_en = _records(german), _records(english)
    spent: dict[str, float] = {}
    bodies_de = {name: _bodies(extract, records_de, "de", spent, name) for name, extract in runs.items()}
    bodies_en = {name: _bodies(extract, records_en, "en", spent, name) for name, extract in runs.items()}
    scores = _rows(GERMAN, {n: _german(records_de, b) for n, b in bodies_de.items()}, len(records_de), digest(german))
    scores += _rows(
        ENGLISH, {n: _english(records_en, b) for n, b in bodies_en.items()}, len(records_en), digest(english)
    )
    pages = len(records_de) + len(records_en)
    speed = {name: pages / seconds for name, seconds in spent.items()}
    scores += _rows("extraction", {name: {"pages a second": rate} for name, rate in speed.items()}, pages, "")
    return scores + metadata_scores([*records_de, *records_en], digest(german, english))


def _records(path: Path) -> list[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _bodies(
    extract: Extractor, records: Sequence[Record], language: Language, spent: dict[str, float], name: str
) -> list[str]:
    bodies: list[str] = []
    begun = time.perf_counter()
    for record in records:
        try:
            bodies.append(extract(record["html"], record["url"], language))
        except CRASHES:
            bodies.append("")
    spent[name] = spent.get(name, 0.0) + time.perf_counter() - begun
    return bodies


def _german(records: Sequence[Record], bodies: Sequence[str]) -> dict[str, float]:
    return segment_scores(segment_counts(r["with"], r["without"], b) for r, b in zip(records, bodies, strict=True))


def _english(records: Sequence[Record], bodies: Sequence[str]) -> dict[str, float]:
    return shingle_scores([shingle_counts(r["articleBody"], b) for r, b in zip(records, bodies, strict=True)])


def _rows(suite: str, results: Mapping[str, Mapping[str, float]], size: int, digest_: str) -> list[Score]:
    """One row a metric, ours with the others beside it."""
    return [
        Score(
            suite,
            metric,
            round(value, 2),
            size,
            {name: round(result[metric], 2) for name, result in results.items() if name != "ours"},
            digest_,
        )
        for metric, value in results["ours"].items()
    ]


# --- segments kept and segments dropped -----------------------------------------------------------------------


def segment_counts(kept: Iterable[str], dropped: Iterable[str], body: str) -> tuple[int, int, int, int]:
    """True positives, false positives, false negatives and true negatives of one page, white space normalised."""
    flat = _flat(body)
    kept, dropped = list(kept), list(dropped)
    hits = sum(_flat(segment) in flat for segment in kept)
    slips = sum(_flat(segment) in flat for segment in dropped)
    return hits, slips, len(kept) - hits, len(dropped) - slips


def segment_scores(counts: Iterable[tuple[int, int, int, int]]) -> dict[str, float]:
    """Precision, recall, accuracy and F1 in percent over all pages together."""
    tp, fp, fn, tn = (sum(column) for column in zip(*counts, strict=True))
    return {
        "precision": _percent(tp, tp + fp),
        "recall": _percent(tp, tp + fn),
        "accuracy": _percent(tp + tn, tp + fp + fn + tn),
        "F1": _percent(2 * tp, 2 * tp + fp + fn),
    }


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


# --- shingles of four words -----------------------------------------------------------------------------------


def shingle_counts(gold: str, body: str, size: int = 4) -> tuple[float, float, float]:
    """Shares of true positive, false positive and false negative shingles of one page; they add up to one."""
    wanted, found = _shingles(gold, size), _shingles(body, size)
    tp = sum((wanted & found).values())
    fp = sum((found - wanted).values())
    fn = sum((wanted - found).values())
    total = tp + fp + fn
    return (tp / total, fp / total, fn / total) if total else (0.0, 0.0, 0.0)


def shingle_scores(counts: Sequence[tuple[float, float, float]]) -> dict[str, float]:
    """Precision and recall in percent, each averaged over the pages where it is defined, and their harmonic mean."""
    precision = statistics.mean(tp / (tp + fp) for tp, fp, _ in counts if tp + fp > 0)
    recall = statistics.mean(tp / (tp + fn) for tp, _, fn in counts if tp + fn > 0)
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": 100 * precision, "recall": 100 * recall, "F1": 100 * f1}


def _shingles(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    grams = (tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))
    return Counter(gram for gram in grams if gram)


# --- who is measured ------------------------------------------------------------------------------------------


def read(html: str, url: str, language: Language) -> Article | None:
    """Our article of a page, or None where we say that there is none."""
    page = Page(html.encode("utf-8", "surrogatepass"), "html", url, url, "utf-8", "http")
    try:
        return article_of(page, ReadOptions(language=language))
    except PageError:
        return None


def body_of(article: Article | None) -> str:
    """The text of an article without its title heading and without captions, which neither set counts as body."""
    if article is None:
        return ""
    blocks = [block for block in article.blocks if block.kind != "caption"]
    if article.title and blocks and article.text[blocks[0].start : blocks[0].end] == article.title:
        blocks = blocks[1:]
    return "\n\n".join(article.text[block.start : block.end] for block in blocks)


def peers() -> dict[str, Extractor]:
    """The libraries that are installed, under their names."""
    found: dict[str, Extractor] = {}
    for name, make in _MAKERS.items():
        try:
            found[name] = make()
        except ImportError:
            continue
    return found


def _trafilatura(*, fast: bool) -> Extractor:
    from trafilatura import extract

    def run(html: str, url: str, _language: Language) -> str:
        return extract(html, url=url, fast=fast, include_comments=False, include_tables=True) or ""

    return run


def _readability() -> Extractor:
    from lxml import html as lxml_html
    from readability import Document
    from readability.readability import Unparseable

    def run(html: str, _url: str, _language: Language) -> str:
        try:
            summary = Document(html).summary(html_partial=True)
        except Unparseable:
            return ""
        return "\n".join(str(text) for text in lxml_html.fromstring(summary).itertext())

    return run


def _newspaper() -> Extractor:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from newspaper import Article as NewspaperArticle
        from newspaper import Config

    config = Config()
    config.fetch_images = False

    def run(html: str, url: str, _language: Language) -> str:
        article = NewspaperArticle(url, config=config)
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    return run


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text

    def run(html: str, _url: str, _language: Language) -> str:
        return str(extract_plain_text(html, main_content=True, alt_texts=False))

    return run


def _justext() -> Extractor:
    import justext

    stop_words = {"de": justext.get_stoplist("German"), "en": justext.get_stoplist("English")}

    def run(html: str, _url: str, language: Language) -> str:
        return "\n".join(p.text for p in justext.justext(html, stop_words[language]) if not p.is_boilerplate)

    return run


_MAKERS: Mapping[str, Callable[[], Extractor]] = {
    "trafilatura": lambda: _trafilatura(fast=False),
    "trafilatura fast": lambda: _trafilatura(fast=True),
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "resiliparse": _resiliparse,
    "jusText": _justext,
}


# --- metadata -------------------------------------------------------------------------------------------------


def metadata_scores(records: Iterable[Record], digest_: str) -> list[Score]:
    """Of the pages whose JSON-LD gives a field, the share where it is found with the JSON-LD taken out.

    A wrong value is worse than none, so the note says how many were wrong.
    """
    from trafilatura.metadata import extract_metadata

    rows: list[tuple[str, bool, bool, bool, bool]] = []
    for record in records:
        if not _JSON_LD.search(record["html"]):
            continue
        bare = _JSON_LD.sub("", record["html"])
        gold = metadata_of(parse(record["html"], "page"), record["url"])
        ours = metadata_of(parse(bare, "page"), record["url"])
        theirs = extract_metadata(bare, record["url"])
        day = ours.published or from_address(record["url"])
        given = _from_json_ld(record["html"])
        for field, mine, other in (
            ("title", ours.title, theirs.title),
            ("byline", ours.byline, theirs.author),
            ("day", day, theirs.date),
        ):
            truth = {"title": gold.titles[0] if gold.titles else None, "byline": gold.byline, "day": gold.published}[
                field
            ]
            if field in given and truth:
                rows.append((field, same(field, mine, truth), bool(mine), same(field, other, truth), bool(other)))
    return [
        _metadata_row(field, [row for row in rows if row[0] == field], digest_) for field in ("title", "byline", "day")
    ]


def _from_json_ld(html: str) -> set[str]:
    """Which fields the JSON-LD of a page gives."""
    keys = {"title": '"headline"', "byline": '"author"', "day": '"datePublished"'}
    found = " ".join(_JSON_LD.findall(html))
    return {field for field, key in keys.items() if key in found}


def same(field: str, found: str | None, truth: str) -> bool:
    """Whether a value is right: days exactly, titles but for words around them, bylines by the first author's name."""
    if not found:
        return False
    if field == "day":
        return found[:10] == truth[:10]
    a, b = (_WORD.findall(text.lower()) for text in (found, truth))
    if field == "byline":
        return bool(b) and b[1 if len(b) > 1 else 0] in a
    return " ".join(a) in " ".join(b) or " ".join(b) in " ".join(a)


def _metadata_row(field: str, rows: Sequence[tuple[str, bool, bool, bool, bool]], digest_: str) -> Score:
    right, told = sum(row[1] for row in rows), sum(row[2] for row in rows)
    peer_right, peer_told = sum(row[3] for row in rows), sum(row[4] for row in rows)
    note = f"wrong: ours {told - right}, trafilatura {peer_told - peer_right}"
    peer = {"trafilatura": round(_percent(peer_right, len(rows)), 1)}
    return Score(METADATA, f"{field} right", round(_percent(right, len(rows)), 1), len(rows), peer, digest_, note)
