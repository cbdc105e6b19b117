"""Whose words they are: the noun phrase before a cue, or behind it where cue and subject change places."""

from __future__ import annotations

from lagebild.extract.attribution.adjacent.line import Line, Range


def before(line: Line, group: int, floor: int) -> Range | None:
    """The subject that ends where the verb group begins; `floor` is the first token that may belong to it."""
    end = group
    while end > floor and line.listed(end - 1, "adverbs"):
        end -= 1
    start = _start(line, end, floor)
    if (line.listed(end - 1, "personal") or line.listed(end - 1, "contractions")) and not line.listed(
        end - 2, "coordinators"
    ):
        return (end - 1, end) if end > floor else None  # such a pronoun is a subject by itself
    start = _without_lead(line, start, end)
    if start >= end:
        return None
    last = _without_trail(line, start, end)
    return _checked(line, (start, last), floor) if last > start else None


def _checked(line: Line, found: Range, floor: int) -> Range | None:
    """The subject, unless a verb stands in it: of verbs joined by "and" it is that of the first one.

    A participle may stand there ("a poll released on Monday found").
    """
    start, end = found
    verb = next((at for at in range(start, end) if line.finite(at) and not _shortened(line, at, end)), None)
    if line.listed(end - 1, "coordinators"):
        return before(line, verb, floor) if verb is not None and verb > start else None
    if verb is None or any(line.listed(at, "relatives") for at in range(start, verb)):
        return found
    return None


def _shortened(line: Line, at: int, end: int) -> bool:
    """Whether a form in "ed" is the rest of a relative clause: nothing, a preposition or a time follows it."""
    if line.lower(at)[-2:] != "ed":
        return False
    return at + 1 == end or line.listed(at + 1, "prepositions") or line.listed(at + 1, "time_nouns")


def _without_trail(line: Line, start: int, end: int) -> int:
    """Leaves out what stands between subject and verb: a comma, "on Monday", "late on Friday"."""
    while end > start and line.comma(end - 1):
        end -= 1
    if not line.listed(end - 1, "time_nouns"):
        return end
    cut = next((at for at in range(end - 1, max(start, end - 5), -1) if line.listed(at, "prepositions")), None)
    if cut is None and end - 2 >= start and not line.listed(end - 2, "determiners"):
        cut = end - 1
    if cut is None:
        return end
    while cut - 1 > start and line.listed(cut - 1, "adverbs"):
        cut -= 1
    return cut


def _start(line: Line, end: int, floor: int) -> int:
    at = end - 1
    if line.comma(at):
        opening = _apposition(line, at, floor)
        if opening is None:
            return end
        at = opening - 1
    while at >= floor:
        if line.text(at) == ")" and (opening := _bracket(line, at, floor)) is not None:
            at = opening - 1
            continue
        if line.text(at) == "(":
            break
        if at in line.quoted and line.quote_end(at) == at + 1 and _sentence_like(line, at):
            break
        if line.strong(at) or line.comma(at):
            break
        if line.listed(at, "openers") and not (line.listed(at, "relatives") and at + 1 == end):
            break
        if line.listed(at, "coordinators") and line.any_finite(_clause_start(line, at, line.first), at):
            break
        at -= 1
    return at + 1


def _bracket(line: Line, closing: int, floor: int) -> int | None:
    return next((at for at in range(closing - 1, floor, -1) if line.text(at) == "("), None)


def _apposition(line: Line, comma: int, floor: int) -> int | None:
    """The comma that opens the apposition or relative clause closed by `comma`: "X, the Y of Z, said"."""
    at = comma - 1
    candidates = []
    while at > floor:
        if line.strong(at) or (at in line.quoted and line.opens_quote(at)):
            break
        if line.comma(at):
            candidates.append(at)
        at -= 1
    for opening in reversed(candidates):  # the farthest first: appositions may have commas inside
        relative = line.listed(opening + 1, "relatives")
        if line.listed(opening + 1, "openers") and not relative:
            continue
        head = _clause_start(line, opening, floor)
        names = not line.any_finite(head, opening) and not _circumstance(line, head, opening)
        if names and (relative or not line.any_finite(opening + 1, comma)):
            return opening
    return None


def _circumstance(line: Line, start: int, end: int) -> bool:
    """Whether a stretch tells when or where, not who: "On Monday", "Two days earlier", "Still"."""
    if start >= end:
        return True
    return line.listed(start, "prepositions") or line.listed(end - 1, "adverbs") or line.listed(end - 1, "time_nouns")


def _clause_start(line: Line, at: int, floor: int) -> int:
    while at > floor and not (line.comma(at - 1) or line.strong(at - 1) or line.listed(at - 1, "openers")):
        at -= 1
    return at


def _sentence_like(line: Line, at: int) -> bool:
    """Whether the quotation that ends here is speech, not a word or a title within the subject."""
    start = at
    while start - 1 in line.quoted and line.quoted[start - 1] == line.quoted[at]:
        start -= 1
    return at - start > 4 or line.text(at - 1) in ",.!?"


def _without_lead(line: Line, start: int, end: int) -> int:
    """Leaves out what stands before the subject in its clause: coordinators, adverbs, "on Monday"."""
    while start < end:
        if line.listed(start, "coordinators") or (
            line.listed(start, "adverbs") and not line.listed(start, "determiners") and end - start > 1
        ):
            start += 1
        elif line.listed(start, "prepositions") and (behind := _behind_time(line, start, end)) is not None:
            start = behind
        elif (line.listed(start, "relatives") and end - start == 1) or (
            line.opens_quote(start) and line.quote_end(start) < end
        ):
            return start
        elif not line.is_word(start):
            start += 1
        else:
            break
    return start


def _behind_time(line: Line, start: int, end: int) -> int | None:
    """The token behind "On Monday", "In May 2024": a preposition, a few words and a word of time."""
    for at in range(start + 1, min(end, start + 5)):
        if line.listed(at, "time_nouns"):
            while at + 1 < end and (line.text(at + 1).isdigit() or line.listed(at + 1, "time_nouns")):
                at += 1
            return at + 1 if at + 1 < end else None
    return None


def behind(line: Line, start: int, end: int) -> Range | None:
    """The subject that follows its cue: "said X, the Y of Z, on Monday"; up to what tells where, when or to whom."""
    at = start
    while at < end:
        if line.strong(at) or (line.opens_quote(at) and at > start and line.quote_end(at) - at > 6):
            break
        if (
            at > start
            and line.listed(at, "invertible_tail")
            and not line.listed(at, "genitive_prepositions")
            and not _inside_name(line, at)
        ):
            break
        if at > start and line.listed(at, "time_nouns") and line.text(at)[0].isupper():
            break
        if line.comma(at) and not _apposition_follows(line, at, end):
            break
        at += 1
    found = line.bare(start, at)
    if found is None or not (line.is_word(found[0]) or line.opens_quote(found[0])):
        return None
    return found


def _inside_name(line: Line, at: int) -> bool:
    """Whether a preposition belongs to a title: "director at the Institute", "Republican from Ohio"."""
    return line.listed(at, "name_prepositions") and (
        line.is_word(at - 1)
        and line.text(at - 1)[0].islower()
        and not line.listed(at + 1, "loose_determiners")
        and not line.listed(at + 1, "time_nouns")
    )


def _apposition_follows(line: Line, comma: int, end: int) -> bool:
    at = comma + 1
    if at >= end or line.opens_quote(at):
        return False
    if line.lower(at) in line.lexicon.present or line.listed(at, "invertible_tail") or line.listed(at, "coordinators"):
        return False
    if line.listed(at, "openers") and not line.listed(at, "relatives"):
        return False
    return line.listed(at, "relatives") or not line.any_finite(at, min(end, at + 12))


def first_of(line: Line) -> Range | None:
    """The subject of the sentence: the noun phrase before its first finite verb."""
    for at in range(line.first, line.end):
        if at not in line.quoted and line.finite(at):
            return before(line, at, line.first)
    return None
