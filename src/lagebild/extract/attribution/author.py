"""The author's own statements: what no attribution covers."""

from __future__ import annotations

from bisect import bisect_left

from lagebild.extract.attribution.clauses import Clause, Parsed
from lagebild.extract.attribution.drafts import Draft, Range, Text, without


def read_author(text: Text, drafts: list[Draft]) -> list[Draft]:
    """One draft for every sentence, or rest of a sentence, that has a finite verb and no source."""
    covered = sorted({r for d in drafts for r in [*d.content, *d.frame, *d.cue]})
    found: list[Draft] = []
    at = 0
    for parsed in text.parsed:
        while at < len(covered) and covered[at][1] <= parsed.sentence.first:
            at += 1
        end = bisect_left(covered, (parsed.sentence.last, 0))
        holes = [r for r in covered[at:end] if r[1] > parsed.sentence.first]
        if draft := _rest(text, parsed, holes):
            found.append(draft)
    return found


def _rest(text: Text, parsed: Parsed, holes: list[Range]) -> Draft | None:
    if not holes:
        if not any(c.verb is not None for c in parsed.clauses):
            return None
        return Draft(parsed.sentence.index, "author", "author", [(parsed.start, parsed.sentence.last)])
    pieces: list[Range] = []
    verb = False
    for clause in parsed.clauses:
        open_pieces = without((clause.first, clause.last), holes)
        if not open_pieces or clause.opener == "quote":
            continue
        if clause.verb is not None and not any(a <= clause.verb < b for a, b in open_pieces):
            continue
        if (
            clause.opener in ("frag", "inf", "rel", "sub")
            and _belongs_elsewhere(clause, parsed, holes)
            and open_pieces == [(clause.first, clause.last)]
            and clause.opener == "frag"
        ):
            continue
        verb = verb or clause.verb is not None
        pieces.extend(open_pieces)
    if not verb or not pieces:
        return None
    return Draft(parsed.sentence.index, "author", "author:rest", _merged(text, pieces))


def _belongs_elsewhere(clause: Clause, parsed: Parsed, holes: list[Range]) -> bool:
    """Whether a piece touches an attributed one on both sides."""
    return any(b in (clause.first, clause.first - 1) for _, b in holes) and clause.last != parsed.end


def _merged(text: Text, pieces: list[Range]) -> list[Range]:
    """Pieces that only a punctuation mark parts become one."""
    result: list[Range] = []
    for first, last in pieces:
        if result and first - result[-1][1] <= 1 and (first == result[-1][1] or not text.word(result[-1][1])):
            result[-1] = (result[-1][0], last)
        else:
            result.append((first, last))
    return result
