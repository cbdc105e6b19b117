"""The tree of origins of a proposition: whom it goes back to, through whom it came, and where it was printed.

From an origin a claim runs along its chain to the speaker, then over the agency or the page that it was copied from to
the pages that carry it. What nobody is named for goes back to the outlet or agency whose text it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lagebild.compare.voices import Voice, leaned_on, origin, speaker
from lagebild.ledger import Membership

Kind = Literal["origin", "voice", "agency", "copied", "page"]
Key = tuple[str, ...]

_DAY = len("2024-10-20")


@dataclass(frozen=True, slots=True)
class Branch:
    """A step of the way from an origin to the pages.

    kind: `origin` (the root), `voice` (who passed it on), `agency` and `copied` (whose text the pages below it print),
    `page` (where it stands). `name` is that of the outlet or agency; `voice` who speaks, for origins and voices.
    `claims` are the members of a page, `branches` of a page are its copies. `is_first`: no other page is known to have
    had it on an earlier day, and it is no copy. Days are ISO 8601, None where no page of the branch tells its own.
    """

    kind: Kind
    name: str
    voice: Voice | None = None
    claims: tuple[Membership, ...] = ()
    branches: tuple[Branch, ...] = ()
    is_first: bool = False

    @property
    def members(self) -> tuple[Membership, ...]:
        """All claims of the branch, in the order of their days."""
        below = [member for branch in self.branches for member in branch.members]
        return tuple(sorted((*self.claims, *below), key=_when))

    @property
    def first(self) -> str | None:
        """The day of its earliest page."""
        return min((day for member in self.members if (day := member.entry.article.published)), default=None)

    @property
    def last(self) -> str | None:
        """The day of its latest page."""
        return max((day for member in self.members if (day := member.entry.article.published)), default=None)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry it, by name, each once."""
        return tuple(dict.fromkeys(member.outlet for member in self.members if member.outlet))


@dataclass(slots=True)
class _Node:
    kind: Kind
    name: str
    voice: Voice | None = None
    members: list[Membership] = field(default_factory=list)
    below: dict[Key, _Node] = field(default_factory=dict)


def lineage(members: Iterable[Membership]) -> tuple[Branch, ...]:
    """The origins of the members with their branches: who is known first, then the earliest.

    A page that copied another page of its branch stands below it, however often it was copied on.
    """
    ordered = sorted(members, key=_when)
    first = first_pages(ordered)
    by_way = {(_way(member), member.entry.article.id): member for member in reversed(ordered)}
    roots: dict[Key, _Node] = {}
    for member in ordered:
        below = roots
        for key, made in _steps(member, _original(member, by_way)):
            below = below.setdefault(key, made).below
        page = ("page", member.entry.article.id)
        below.setdefault(page, _Node("page", member.outlet)).members.append(member)
    found = [_branch(node, first) for node in roots.values()]
    return tuple(sorted(found, key=lambda root: not (root.voice and root.voice.identified)))


def first_pages(members: Sequence[Membership]) -> frozenset[str]:
    """The articles that had it on the earliest day; those that tell only a month or a year do not count."""
    days = {
        member.entry.article.id: day for member in members if len(day := member.entry.article.published or "") >= _DAY
    }
    earliest = min(days.values(), default=None)
    return frozenset(article for article, day in days.items() if day == earliest)


def _branch(node: _Node, first: frozenset[str]) -> Branch:
    pages = {key[1]: below for key, below in node.below.items() if below.kind == "page"}
    others = [_branch(below, first) for below in node.below.values() if below.kind != "page"]
    copies: dict[str, list[str]] = {article: [] for article in pages}
    own: list[str] = []
    for article in pages:
        original = _copied(pages, article)
        (copies[original] if original else own).append(article)

    def page(article: str, is_copy: bool = False) -> Branch:
        claims = tuple(pages[article].members)
        below = tuple(page(copy, is_copy=True) for copy in copies[article])
        return Branch("page", pages[article].name, None, claims, below, article in first and not is_copy)

    branches = sorted((*others, *map(page, own)), key=lambda branch: _when(branch.members[0]))
    return Branch(node.kind, node.name, node.voice, (), tuple(branches))


def _copied(pages: dict[str, _Node], article: str) -> str | None:
    """The page here that a page copied; None where that would lead back to the page itself."""
    original = pages[article].members[0].copy_of
    seen, at = {article}, original
    while at is not None and at in pages:
        if at in seen:
            return None
        seen.add(at)
        at = pages[at].members[0].copy_of
    return original if original in pages else None


def _steps(member: Membership, home: Membership) -> list[tuple[Key, _Node]]:
    """The way from the origin to the page; `home` is the member whose page the page goes back to."""
    end, way = origin(member.entry), _voices(member)
    known = end.identified
    kind: Literal["author", "unnamed"] = "author" if end.kind == "author" else "unnamed"
    # What a named agency has from nobody that is named goes back to the agency, else to the home of the page.
    whose = member.origin if member.origin_kind == kind else member.home
    root = end if known else Voice(f"{kind}:{whose}", kind, whose)
    # The home of a page without outlet has no name: then each article is a home.
    scope = root.key if known else f"{kind}:{whose or member.entry.article.id}"
    steps: list[tuple[Key, _Node]] = [(("origin", scope), _Node("origin", root.name, root))]
    steps += [(("voice", voice.key), _Node("voice", voice.name, voice)) for voice in way]
    if known and home.home_basis == "agency":
        steps.append((("agency", home.home), _Node("agency", home.home)))
    elif known and home.home_basis == "copy":
        steps.append((("copied", home.home), _Node("copied", home.home)))
    return steps


def _voices(member: Membership) -> list[Voice]:
    """Who passed it on, from the origin to the speaker; without authors, for whom their pages stand."""
    line = [*reversed(leaned_on(member.entry)), speaker(member.entry)]
    passed = line[1:] if line[0].identified else line
    return [voice for voice in passed if voice.kind != "author" and voice.name]


def _way(member: Membership) -> Key:
    return (origin(member.entry).key, *(voice.key for voice in _voices(member)))


def _original(member: Membership, by_way: dict[tuple[Key, str], Membership]) -> Membership:
    """The member at the beginning of the copies that a member stands in, as far as they came the same way."""
    way, seen = _way(member), {member.entry.article.id}
    while member.copy_of is not None and member.copy_of not in seen and (way, member.copy_of) in by_way:
        seen.add(member.copy_of)
        member = by_way[way, member.copy_of]
    return member


def _when(member: Membership) -> tuple[bool, str, int]:
    day = member.entry.article.published
    return day is None, day or "", member.seq
