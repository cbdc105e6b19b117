"""What stands behind a cue: its complement, over circumstances and those who were told."""

from __future__ import annotations

from lagebild.extract.attribution.adjacent.line import Line, Range
from lagebild.extract.attribution.rules import VerbClass
from lagebild.types import Form


def opened(line: Line, at: int) -> bool:
    """Whether a content begins with what opens one: "that", "to", a quotation."""
    return line.listed(at, "complementizers") or line.opens_quote(at) or line.listed(at, "infinitive_marks")


def skip_circumstances(line: Line, at: int) -> int:
    """Behind "on Monday", "in a statement", "after the vote", adverbs and the one who was told."""
    while at < line.end and (stop := _circumstance_end(line, at)) is not None and stop > at:
        at = stop
    return at


def _circumstance_end(line: Line, at: int) -> int | None:
    if line.listed(at, "adverbs") or line.listed(at, "object_pronouns") or line.listed(at, "time_nouns"):
        return at + 1
    if line.listed(at, "invertible_tail"):
        return _phrase_end(line, at + 1)
    return _told_end(line, at) if line.is_word(at) and not line.finite(at) else None


def _phrase_end(line: Line, at: int) -> int | None:
    """The end of a phrase without a finite verb, at a comma, quotation, complementizer or the end."""
    for end in range(at, line.end + 1):
        if end >= line.end or line.comma(end) or line.strong(end) or line.opens_quote(end) or line.listed(end, "that"):
            return end
        if line.finite(end) or (line.listed(end, "pronouns") and end > at and not line.listed(end, "determiners")):
            return None
    return None


def _told_end(line: Line, at: int) -> int | None:
    """The end of the words for those who were told something, where a comma, quotation or "that" follows them."""
    for end in range(at, min(line.end, at + 8) + 1):
        if end >= line.end or line.comma(end) or line.opens_quote(end) or line.listed(end, "that"):
            return end
        if end > at and line.listed(end, "invertible_tail"):
            return end
        if line.finite(end) or line.strong(end) or line.listed(end, "openers"):
            return None
    return None


def complement(line: Line, kind: VerbClass, behind: int) -> tuple[Range, Form] | None:
    """What follows the cue as its content, with its form; None where nothing does."""
    at = line.skip(behind, line.end, lambda i: line.listed(i, "adverbs") or line.listed(i, "time_nouns"))
    if at >= line.end:
        return None
    if "addressee" in kind.takes and not line.opens_quote(at):
        at = _behind_addressee(line, at)
        if at >= line.end:
            return None
    jump = _to_complement(line, at)
    if jump is not None:
        at = jump
    if line.text(at) in ",:" and at + 1 < line.sentence.last and line.opens_quote(at + 1):
        at += 1
    if line.opens_quote(at) and ({"quote", "clause"} & set(kind.takes)):
        stop = line.quote_end(at)
        whole = stop >= line.end or not line.any_finite(stop, line.end)
        return ((at, max(stop, content_end(line, at))), "direct" if whole else "indirect")
    if line.text(at) == ":" and "clause" in kind.takes:
        return piece(line, at + 1, "indirect")
    if not line.is_word(at) and not line.opens_quote(at):
        return None
    if line.listed(at, "complementizers") and "clause" in kind.takes:
        return piece(line, at, "indirect")
    if line.listed(at, "infinitive_marks") and "infinitive" in kind.takes:
        return piece(line, at, "indirect")
    if "clause" in kind.takes and not line.listed(at, "prepositions") and _is_clause(line, kind, at):
        return piece(line, at, "indirect")
    if "object" in kind.takes:
        if line.listed(at, "object_prepositions") and at == behind and not line.listed(at + 1, "time_nouns"):
            at += 1
        if _object_begins(line, at):
            return piece(line, at, "reported")
    return None


def _is_clause(line: Line, kind: VerbClass, at: int) -> bool:
    """Whether a clause begins here without a word that opens it.

    Verbs that also take plain objects of which nothing is reported ("wrote songs that summer, and sang") want their
    verb before any comma or relative.
    """
    verb = next((i for i in range(at, line.end) if line.finite(i)), None)
    if verb is None or "object" in kind.takes or "addressee" in kind.takes:
        return verb is not None
    return not any(line.comma(i) or line.listed(i, "relatives") for i in range(at + 1, verb))


def _object_begins(line: Line, at: int) -> bool:
    return not (line.listed(at, "prepositions") or line.listed(at, "openers") or line.listed(at, "coordinators"))


def _behind_addressee(line: Line, at: int) -> int:
    """The token behind those who were told: before "that", a quotation, "to", or the clause itself."""
    for end in range(at, min(line.end, at + 14)):
        if line.listed(end, "complementizers") or line.opens_quote(end) or line.text(end) in ",:":
            return end
        if line.finite(end) or (line.listed(end, "infinitive_marks") and end > at):
            break
    for end in range(at + 1, min(line.end, at + 10)):
        if line.listed(end, "infinitive_marks"):
            return end
        begins = line.listed(end, "pronouns") or line.listed(end, "determiners")
        if begins and not line.listed(end - 1, "prepositions") and line.any_finite(end, line.end):
            return end
    return line.skip(at, line.end, lambda i: i == at or line.listed(i, "adverbs"))


def _to_complement(line: Line, at: int) -> int | None:
    """Over "in a statement on Monday" to "that", a colon or a quotation, where one follows before any other verb."""
    if not (line.listed(at, "invertible_tail") or line.comma(at)):
        return None
    for end in range(at, line.end):
        if line.listed(end, "that") and end > at:
            return end
        if line.opens_quote(end) or line.text(end) == ":":
            return end
        if line.finite(end):
            return _clause_begin(line, at, end)
    return None


def _clause_begin(line: Line, at: int, verb: int) -> int | None:
    """Where the subject of a finite verb begins behind a circumstance: "said in a statement on Monday it would …"."""
    for start in range(verb - 1, at, -1):
        if line.listed(start, "pronouns") or line.listed(start, "determiners"):
            return start if start > at + 1 and not line.listed(start - 1, "prepositions") else None
    return None


def piece(line: Line, start: int, form: Form) -> tuple[Range, Form] | None:
    """The content that begins at a token, with its form; None where nothing is left of it."""
    found = line.bare(start, content_end(line, start))
    return (found, form) if found else None


def content_end(line: Line, start: int) -> int:
    """Where a content ends at the latest: at a semicolon, the bracket around it, or the end of the sentence."""
    open_brackets = 0
    for at in range(start, line.end):
        open_brackets += (line.text(at) == "(") - (line.text(at) == ")")
        if at not in line.quoted and (line.text(at) == ";" or open_brackets < 0):
            return at
    return line.sentence.last if line.sentence.last - 1 in line.quoted else line.end
