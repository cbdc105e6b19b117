"""Shifts of level on twenty months of real coverage: none by shuffling, none by doubling, and a threefold month found.

The items on armed conflicts of `conflict_en_wikipedia_current` are read by the rules and gathered in a ledger in
memory; the pairs of sides with most hostile intensity are looked at. There is no gold of what escalated: what is
measured is that nothing is found where nothing is, and something where something was put.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from bench.score import Score, digest
from lagebild.compare.voices import actor_key
from lagebild.errors import PageError
from lagebild.ledger import Ledger, open_ledger
from lagebild.ontology.intensity import IDS
from lagebild.picture.acts import Act, acts_of, series_of
from lagebild.picture.escalation import ranked
from lagebild.picture.shifts import Series, Shift, limits, shifts, together
from lagebild.pipeline import read_pages
from lagebild.types import Page, ReadOptions

CORPUS = "conflict_en_wikipedia_current/all.jsonl"
SUITE = "shifts of level (conflict_en_wikipedia_current, armed conflicts)"
PAIRS, RUNS = 10, 100
#: The month whose coverage is doubled, and the days of the series in which the deeds of a pair are tripled.
MONTH = "2025-09"
TRIPLED = slice(250, 280)


def pages(corpora: Path, *, month: str = "", outlet: str = "") -> Iterator[Page]:
    """The items as pages, of all months or of one; with an outlet under another address and by that outlet."""
    for line in (corpora / CORPUS).read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if not item["category"].startswith(("Armed", "Attacks")) or not item["date"].startswith(month):
            continue
        source = item["sources"][0] if item["sources"] else {"name": "Wikipedia", "url": None}
        record = {
            "text": item["text"], "published": item["date"], "publisher": outlet or source["name"],
            "url": f"https://copy.example/{item['id']}" if outlet else source["url"], "language": "en",
        }  # fmt: skip
        yield Page(json.dumps(record).encode(), "json", "x")


def fill(ledger: Ledger, found: Iterator[Page]) -> None:
    """Reads pages into a ledger."""
    for reading in read_pages(found, ReadOptions(language="en", weights="none"), _pass_over):
        ledger.add(reading)


def _pass_over(_: Page, error: PageError) -> None:
    """One item of the corpus holds no sentence."""


def series_by_pair(ledger: Ledger, number: int) -> dict[frozenset[str], tuple[Series, ...]]:
    """The series on each scale of the pairs with most hostile intensity."""
    acts, coverage = acts_of(ledger.deeds(limit=None)), ledger.coverage()
    pairs = [frozenset(map(actor_key, sides)) for sides in ranked(acts, limit=number)]
    return {pair: _series(acts, coverage, pair) for pair in pairs}


def _series(acts: Sequence[Act], coverage: Mapping[date, int], pair: frozenset[str]) -> tuple[Series, ...]:
    between = [act for act in acts if act.pair == pair]
    return tuple(series_of(between, coverage, name) for name in IDS)


def held(both: Sequence[Series], seed: int = 0) -> tuple[Shift, ...]:
    """The shifts that both scales show."""
    one, other = (shifts(series, seed=seed) for series in both)
    return together(one, other)


def shuffled(both: Sequence[Series], seed: int) -> list[Series]:
    """The same days in another order, the same for each scale."""
    order = np.random.default_rng(seed).permutation(len(both[0].values))
    return [
        Series(one.first, tuple(np.asarray(one.values)[order]), tuple(np.asarray(one.exposures)[order]), one.deeds)
        for one in both
    ]


def tripled(both: Sequence[Series]) -> list[Series]:
    """The same series with three times the intensity in a month."""
    found = []
    for one in both:
        values = np.asarray(one.values)
        values[TRIPLED] *= 3
        found.append(Series(one.first, tuple(values), one.exposures, one.deeds))
    return found


def run(corpora: Path) -> list[Score]:
    """Shares in percent: shuffled series without a shift, pairs to which a doubled month adds none, tripled months."""
    if not (corpora / CORPUS).is_file():
        return []
    with open_ledger() as ledger:
        fill(ledger, pages(corpora))
        before = {pair: both for pair, both in series_by_pair(ledger, 40).items() if _is_enough(both[0])}
        before = dict(list(before.items())[:PAIRS])
        quiet = [not held(shuffled(both, seed), seed) for both in before.values() for seed in range(RUNS)]
        known = {pair: held(both) for pair, both in before.items()}
        even = {pair: shuffled(both, 0) for pair, both in before.items()}
        found = [any(map(_is_the_tripled(both[0]), held(tripled(both)))) for both in even.values()]
        fill(ledger, pages(corpora, month=MONTH, outlet="The Copying Gazette"))
        acts, coverage = acts_of(ledger.deeds(limit=None)), ledger.coverage()
        again = {pair: held(_series(acts, coverage, pair)) for pair in before}
    unmoved = [not _added(known[pair], again[pair]) for pair in before]
    return [
        Score(SUITE, name, round(100 * sum(right) / len(right), 1), len(right), {}, digest(corpora / CORPUS))
        for name, right in (
            ("shuffled days without a shift", quiet),
            ("pairs to which doubling a month adds none", unmoved),
            ("threefold months found in shuffled days", found),
        )
        if right
    ]


def _is_enough(series: Series) -> bool:
    return series.deeds >= limits().deeds


def _is_the_tripled(series: Series) -> Callable[[Shift], bool]:
    first = series.first + timedelta(TRIPLED.start)
    return lambda shift: shift.is_rise and abs((shift.day - first).days) <= limits().together


def _added(before: Sequence[Shift], after: Sequence[Shift]) -> list[Shift]:
    """Shifts in or beside the doubled month that were not there before."""
    days = [one.day for one in before]
    return [one for one in after if not any(abs((one.day - day).days) <= limits().together for day in days)]
