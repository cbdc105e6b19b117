"""The day that a page is about: when what it tells without a day was done.

News dates its deed once, in the lead, and tells the rest of it without a day. On the development part of SemEval 2015's
timelines the day of the lead is right for more of the undated deeds than the day of publication (docs/quality.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from lagebild.compare.timex import Interval, interval
from lagebild.types import Article, Claim, Span, Time

#: So many sentences under the heading are the lead, and so many days before its publication news may be of.
LEAD, BACK = 2, 7

Basis = Literal["lead", "published"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Days, and what they rest on: told in the lead of a page, or the day of publication.

    `span` are the words of the lead.
    """

    days: Interval
    basis: Basis
    span: Span | None = None


def story(article: Article, claims: Sequence[Claim]) -> Occasion | None:
    """What day a page is about: the earliest single day that its lead tells of the week before its publication.

    The day of publication where the lead tells none; None where that is unknown or no single day.
    """
    published = interval(article.published)
    if published is None or published.grain != "day":
        return None
    told = [(days, time) for time in _of_lead(article, claims) if (days := _recent(time, published.first))]
    if not told:
        return Occasion(published, "published")
    days, time = min(told, key=lambda one: (one[0].first, one[1].span.start))
    return Occasion(days, "lead", time.span)


def _of_lead(article: Article, claims: Sequence[Claim]) -> list[Time]:
    headings = [block for block in article.blocks if block.kind == "heading"]
    sentences = sorted({claim.sentence for claim in claims}, key=lambda span: span.start)
    body = (s for s in sentences if not any(h.start <= s.start < h.end for h in headings) and not _dateline(s, claims))
    lead = {span.start for span in islice(body, LEAD)}
    return [time for claim in claims if claim.sentence.start in lead for time in claim.times]


def _dateline(sentence: Span, claims: Sequence[Claim]) -> bool:
    """Whether a sentence is nothing but a date."""
    times = (time.span for claim in claims if claim.sentence == sentence for time in claim.times)
    return any(_letters(time.text) >= _letters(sentence.text) for time in times)


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _recent(time: Time, published: date) -> Interval | None:
    """The day of a date or time, where it is a single one of the days before the publication or that day itself."""
    days = interval(time.value) if time.type in ("DATE", "TIME") else None
    if days is None or days.first != days.last:
        return None
    return days if 0 <= (published - days.first).days <= BACK else None
