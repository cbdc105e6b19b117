"""What is asked of a whole ledger as plain tables and objects: propositions, origins, sources, conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lagebild.addresses import address
from lagebild.compare.grading import SourceGrade, reliability
from lagebild.compare.voices import Voice, origin
from lagebild.ledger import Judged, Moderated, Speaking
from lagebild.picture.conflicts import Conflict
from lagebild.picture.denials import Denials, is_together
from lagebild.picture.lineage import Branch
from lagebild.picture.propositions import Proposition
from lagebild.types import Entry
from lagebild.views.tables import Cell, Table, place_of, said_by, words_of
from lagebild.views.wording import Wording

_WHERE = ("article", "url", "start", "end", "claim")
_WHO = ("source", "kind", "on_whose_word")


def propositions(found: Iterable[Proposition], words: Wording) -> Table:
    """One row for each proposition, with the words of the claim that speaks for all."""
    header = (
        *("proposition", "address", "what", "claims", "articles", "outlets", "origins", "identified", "denials"),
        *("first", "last", "credibility", "rule", "reason", "stated_by", "against", "agreeing"),
        *(*_WHO, "outlet", *_WHERE),
    )
    rows = []
    for one in found:
        known, grade = one.gathered, one.grade
        tallies = (known.claims, known.articles, known.outlets, known.origins, known.identified, known.denials)
        days = (one.first, one.last)
        evidence = (grade.evidence.origins, grade.evidence.against, grade.evidence.agreeing)
        mark = (grade.mark, grade.rule, grade.reason(words.ui), *evidence)
        what = (known.id, address("proposition", known.id), words_of(one.founder))
        rows.append((*what, *tallies, *days, *mark, *said_by(one.founder), *_stands(one.founder)))
    return Table(header, tuple(rows))


def members(one: Proposition) -> Table:
    """One row for each claim of a proposition, the earliest first."""
    header = (
        *("address", "what", "day", *_WHO, "origin", "origin_kind", "identified", "outlet", "home", "home_basis"),
        *("copy_of", "same_as", "score", "parts", "decision", *_WHERE),
    )
    rows = []
    for member in one.members:
        claim, match = member.entry.claim, one.matches.get(member.entry.claim.id)
        what = (address("claim", claim.id), words_of(member.entry), member.entry.article.published)
        ends = (member.origin or None, member.origin_kind, member.identified)
        home = (member.outlet or None, member.home or None, member.home_basis, member.copy_of)
        parts = "; ".join(f"{name} {added:+.2f}" for name, added in match.parts) if match else None
        why = (member.against, member.score, parts or None, member.decision)
        rows.append((*what, *said_by(member.entry), *ends, *home, *why, *place_of(member.entry, claim.sentence)))
    return Table(header, tuple(rows))


def origins(found: Iterable[Speaking]) -> Table:
    """One row for each voice that claims go back to; `reach` counts the outlets that carry it."""
    header = (
        *("name", "kind", "country", "identified", "claims", "articles", "reach", "outlets", "through"),
        *("reliability", "reliability_reason"),
    )
    rows = []
    for one in found:
        carried = (one.ends, one.articles, len(one.reach), _names(one.reach), _voices(one.through))
        grade = grade_of(one)
        who = (one.name or None, one.kind, one.country, one.identified)
        rows.append((*who, *carried, grade.mark, grade.reason or None))
    return Table(header, tuple(rows))


def sources(found: Iterable[Speaking]) -> Table:
    """One row for each voice that speaks."""
    header = (
        *("name", "kind", "country", "claims", "articles", "outlets", "forms", "acts", "denials"),
        *("on_whose_word", "relied_on", "reliability", "reliability_reason"),
    )
    rows = []
    for one in found:
        grade = grade_of(one)
        how = ("; ".join(f"{name} {number}" for name, number in pairs) for pairs in (one.forms, one.acts))
        said = (one.claims, one.articles, _names(one.outlets), *how, one.denials)
        leans = (_voices(one.leans_on) or "", one.relied_on)
        rows.append((one.name, one.kind, one.country, *said, *leans, grade.mark, grade.reason or None))
    return Table(header, tuple(rows))


def conflicts(found: Iterable[Conflict], words: Wording) -> Table:
    """One row for each link of two claims and for each denial without one; the second claim has keys of its own."""
    own = ("what", *_WHO, "outlet", "day", "figure")
    header = (
        *("tie", *own, *(f"against_{key}" for key in own), "reasons", "why"),
        *("guess", "said", "said_basis"),
        *(*_WHERE, *(f"against_{key}" for key in _WHERE)),
    )
    rows = []
    for one in found:
        figures = [" ".join(f.span.text.split()) if f else None for f in (one.figure, one.other_figure)]
        against: tuple[Cell, ...] = (None,) * len(own)
        where: tuple[Cell, ...] = (None,) * len(_WHERE)
        if one.other is not None:
            against = (*_said(one.other), figures[1])
            where = place_of(one.other, one.other.claim.sentence)
        codes = "; ".join(reason.code for reason in one.reasons) or None
        why = "; ".join(reasons(one, words)) or None
        place = place_of(one.entry, one.entry.claim.sentence)
        when = (one.is_guess, *one.said)
        rows.append((one.kind, *_said(one.entry), figures[0], *against, codes, why, *when, *place, *where))
    return Table(header, tuple(rows))


def sides(found: Iterable[Denials], words: Wording) -> list[dict[str, Any]]:
    """What each side denied, in the order of time, as objects."""
    return [
        {
            "side": side.name,
            "country": side.side.country if side.side else None,
            "reports": side.reports,
            "denials": [
                {
                    "said": one.said[0],
                    "said_basis": one.said[1],
                    "source": words.voice(one.voice),
                    "sentence": " ".join(one.entry.claim.sentence.text.split()),
                    "claim": address("claim", one.entry.claim.id),
                    "means": address("claim", one.other.claim.id) if one.other else None,
                    "guess": one.is_guess,
                    "both_sides": is_together(one),
                    "perhaps_one": len(group) > 1,
                }
                for group in side.groups
                for one in group
            ],
        }
        for side in found
    ]


def reasons(one: Conflict, words: Wording) -> list[str]:
    """Why two claims are linked, in words."""
    section = "link_reason" if one.figure is None else "figure_reason"
    ends: list[Voice] = [origin(entry) for entry in (one.entry, one.other) if entry is not None]
    return [words.tie_reason(section, reason.code, reason.params, ends) for reason in one.reasons]


def grade_of(one: Speaking) -> SourceGrade:
    """How reliable readers hold a voice, else the user's file of sources; there authors have that of their outlet."""
    return one.graded or reliability(one.voice, one.outlets[0][0] if len(one.outlets) == 1 else "")


def decided(found: Iterable[Judged]) -> Table:
    """One row for each decision of a reader, with the one that undid it."""
    header = ("made", "who", "kind", "target", "other", "cell", "content", "reason", "undone_by", "decision")
    rows = (
        (
            one.decision.made, one.decision.who, one.decision.kind, one.decision.target, one.decision.other,
            one.decision.cell, one.decision.content, one.decision.reason, one.undone_by,
            address("decision", one.decision.id),
        )
        for one in found
    )  # fmt: skip
    return Table(header, tuple(rows))


def comments(found: Iterable[Moderated]) -> Table:
    """One row for each comment of a reader, with what was decided about it."""
    header = ("comment", "made", "about", "name", "words", "language", "state", "who", "decided", "reason")
    rows = (
        (
            address("comment", one.comment.id), one.comment.made, one.comment.target, one.comment.name,
            one.comment.words, one.comment.language, one.state, one.who, one.decided, one.reason,
        )
        for one in found
    )  # fmt: skip
    return Table(header, tuple(rows))


def opened(one: Proposition, words: Wording) -> dict[str, Any]:
    """A proposition with its members and the tree of its origins, as nested objects."""
    (row,) = propositions([one], words).rows
    listed = members(one)
    found: list[dict[str, Any]] = [dict(zip(listed.header, cells, strict=True)) for cells in listed.rows]
    for cells, member in zip(found, one.members, strict=True):
        match = one.matches.get(member.entry.claim.id)
        cells["parts"] = dict(match.parts) if match else None
    made = dict(zip(propositions([], words).header, row, strict=True))
    return {**made, "members": found, "tree": [branch(root) for root in one.branches]}


def branch(one: Branch) -> dict[str, Any]:
    """A branch of the tree of origins as an object; `article` and `claims` only where it is a page."""
    made: dict[str, Any] = {
        "is": one.kind, "name": one.name or None, "kind": one.voice.kind if one.voice else None, "first": one.first,
        "last": one.last, "outlets": list(one.outlets), "is_first": one.is_first,
    }  # fmt: skip
    if one.claims:
        article = one.claims[0].entry.article
        made["article"] = address("article", article.id)
        made["url"] = article.url
        made["claims"] = [address("claim", member.entry.claim.id) for member in one.claims]
    return {**made, "branches": [branch(below) for below in one.branches]}


def _said(entry: Entry) -> tuple[Cell, ...]:
    return (words_of(entry), *said_by(entry), entry.article.publisher, entry.article.published)


def _stands(entry: Entry) -> tuple[Cell, ...]:
    return (entry.article.publisher, *place_of(entry, entry.claim.sentence))


def _voices(pairs: Iterable[tuple[Voice, int]]) -> str | None:
    return _names((voice.name, number) for voice, number in pairs)


def _names(pairs: Iterable[tuple[str, int]]) -> str | None:
    return "; ".join(name for name, _ in pairs if name) or None
