"""Bodies that are named beside a saying: who briefed a speaker is whom he leans on, who met is not.

"Lawmakers said after a briefing by the service": what they say is the service's. "Told reporters after a meeting of
ministers", "at the BRICS summit": the meeting is only where it was said. The rules are `[[occasions]]` in
`lang/*/attribution.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from lagebild.lang.load import rows, table
from lagebild.types import Attribution, Language, SourceMention, Span


@dataclass(frozen=True, slots=True)
class OccasionRow:
    """A pattern of one language; in the examples brackets mark the body.

    `side`: the pattern ends right before the body ("before") or begins right behind it ("behind"), and then the speaker
    does not lean on it; or it holds the body as `who` ("briefing"), and then he does.
    """

    id: str
    side: Literal["before", "behind", "briefing"]
    pattern: str
    example: str
    counter_example: str


@cache
def occasions(language: Language) -> tuple[tuple[OccasionRow, re.Pattern[str]], ...]:
    """The rules of a language with their patterns."""
    shapes = {"before": r"(?<!\w)(?:{})$", "behind": r"^(?:{})(?!\w)", "briefing": r"(?<!\w)(?:{})"}
    where = f"lang/{language}/attribution.toml"
    found = rows(table(language, "attribution"), "occasions", OccasionRow, where=where)
    return tuple((row, re.compile(shapes[row.side].format(row.pattern), re.IGNORECASE)) for row in found)


def settled(attributions: Iterable[Attribution], language: Language) -> tuple[Attribution, ...]:
    """Attributions whose chains name who briefed the speaker, and nobody who only met."""
    briefed: dict[Span, SourceMention] = {}
    found = []
    for one in attributions:
        who = briefing(one, language)
        if who is None and one.form == "free_indirect" and one.source.span is not None:
            who = briefed.get(one.source.span)
        if who is not None and one.source.span is not None:
            briefed[one.source.span] = who
        chain = tuple(c for c in one.chain if not _is_met(one.sentence, c, language))
        if who is not None and all(c.span is None or c.span.overlaps(who.span or c.span) for c in chain):
            chain = (who,)
        found.append(one if chain == one.chain else replace(one, chain=chain))
    return tuple(found)


def is_meeting(before: str, behind: str, language: Language) -> bool:
    """Whether the words before and behind a body tell that it met."""
    return any(
        pattern.search(before if row.side == "before" else behind)
        for row, pattern in occasions(language)
        if row.side != "briefing"
    )


def _is_met(sentence: Span, link: SourceMention, language: Language) -> bool:
    if link.span is None or not sentence.contains(link.span):
        return False
    start, end = link.span.start - sentence.start, link.span.end - sentence.start
    return is_meeting(sentence.text[:start], sentence.text[end:], language)


def briefing(one: Attribution, language: Language) -> SourceMention | None:
    """Who briefed the speaker, told in the sentence of his saying but outside of what he says."""
    if one.form == "author" or one.source.span is None or not one.sentence.contains(one.source.span):
        return None
    for row, pattern in occasions(language):
        for match in pattern.finditer(one.sentence.text) if row.side == "briefing" else ():
            start, end = (one.sentence.start + at for at in match.span("who"))
            words = Span(start, end, match["who"])
            if not any(words.overlaps(part) for part in (*one.content, one.source.span)):
                return SourceMention("named", words)
    return None
