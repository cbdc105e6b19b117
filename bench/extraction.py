"""Page to article against the pages of two public sets, with other libraries measured in the same run.

German: the pages of trafilatura's own evaluation (github.com/adbar/trafilatura, tests/eval_common.py): segments that must be in
the body and segments that must not. English: article-extraction-benchmark (github.com/scrapinghub, evaluate.py): 4-gram shingles
against the whole body. Both metrics are re-implemented here from their definition; the title heading is not part of the body.
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
from lagebild.errors import PageError
from lagebild.types import Article, Language, Page, ReadOptions

Extractor = Callable[[str, str], str]

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")


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

    def run(html: str, url: str) -> str:
        return extract(html, url=url, fast=fast, include_comments=False, include_tables=True) or ""

    return run


def _readability() -> Extractor:
    from lxml import html as lxml_html
    from readability import Document
    from readability.readability import Unparseable

    def run(html: str, url: str) -> str:
        try:
            summary = Document(html).summary(html_partial=True)
        except Unparseable:
            return ""
        return "\n".join(lxml_html.fromstring(summary).itertext())

    return run


def _newspaper() -> Extractor:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from newspaper import Article as NewspaperArticle
        from newspaper import Config

    config = Config()
    config.fetch_images = False

    def run(html: str, url: str) -> str:
        article = NewspaperArticle(url, config=config)
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    return run


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text

    def run(html: str, url: str) -> str:
        return str(extract_plain_text(html, main_content=True, alt_texts=False))

    return run


def _justext() -> Extractor:
    import justext

    def run(html: str, url: str) -> str:
        words = justext.get_stoplist("English" if "English" in url else "German")
        return "\n".join(p.text for p in justext.justext(html, words) if not p.is_boilerplate)

    return run


_MAKERS: Mapping[str, Callable[[], Extractor]] = {
    "trafilatura": lambda: _trafilatura(fast=False),
    "trafilatura fast": lambda: _trafilatura(fast=True),
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "resiliparse": _resiliparse,
    "jusText": _justext,
}
