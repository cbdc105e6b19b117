"""Prints what is asked of a whole ledger to a terminal: propositions, trees of origins, sources, conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from lagebild.addresses import address
from lagebild.compare.match import Match
from lagebild.compare.voices import origin
from lagebild.ledger import Membership, Speaking
from lagebild.picture.conflicts import Conflict
from lagebild.picture.lineage import Branch
from lagebild.picture.propositions import Proposition
from lagebild.types import Entry, Figure
from lagebild.views.answer_tables import grade_of, reasons
from lagebild.views.writer import Writer, content, plain

#: So many signs of an id are shown where it is not the id that a person would type.
SHORT = 12
#: Parts of a score that are shown, the strongest first, and outlets of an origin.
PARTS, OUTLETS = 5, 6

_MARKS = {1: "green", 2: "green", 3: "yellow", 4: "yellow", 5: "red", 6: "dim"}
_GROUPS = ("named", "author", "unnamed")


def print_propositions(console: Console, found: Sequence[Proposition], ui: str = "en") -> None:
    """Prints what several claims say, with its tallies, its mark and its address."""
    page = _Answers(console, ui)
    page.empty(found)
    for one in found:
        page.proposition(one)


def print_proposition(console: Console, one: Proposition, ui: str = "en") -> None:
    """Prints one proposition with the tree of its origins and its members."""
    page = _Answers(console, ui)
    page.proposition(one)
    page.heading("tree")
    page.tree(one.branches)
    page.heading("members")
    for member in one.members:
        page.member(member, one.matches.get(member.entry.claim.id))


def print_origins(console: Console, found: Sequence[Speaking], ui: str = "en") -> None:
    """Prints whom claims go back to, those whom nobody names last."""
    page = _Answers(console, ui)
    page.heading("origins")
    page.empty(found)
    for kind in _GROUPS:
        page.origins(kind, [one for one in found if _group(one) == kind])


def print_sources(console: Console, found: Sequence[Speaking], ui: str = "en") -> None:
    """Prints who speaks, how often, and on whose word."""
    page = _Answers(console, ui)
    page.heading("sources")
    page.empty(found)
    for kind in ("named", "described", "unnamed", "author"):
        page.sources(kind, [one for one in found if one.kind == kind])


def print_conflicts(console: Console, found: Sequence[Conflict], ui: str = "en") -> None:
    """Prints who says what against whom, and why the two are linked."""
    page = _Answers(console, ui)
    page.heading("disputes")
    if not found:
        page.show(Text(page.words("text", "no_disputes"), style="dim"))
    for one in found:
        page.conflict(one)


def _group(one: Speaking) -> str:
    return "named" if one.identified else "unnamed" if one.kind == "unnamed" else "author"


class _Answers(Writer):
    """The views, each a method."""

    def empty(self, found: Sequence[object]) -> None:
        if not found:
            self.show(Text(self.words("text", "rows_none"), style="dim"))

    # --- propositions ---

    def proposition(self, one: Proposition) -> None:
        known, words = one.gathered, self.words
        self.gap()
        self.show(Text(content(one.founder.claim), style="bold"))
        tallies = [
            words.count("claim", known.claims),
            words.count("article", known.articles),
            words.count("outlet", known.outlets),
            self.origin_count(known.origins, known.identified),
        ]
        if days := words.days(one.first, one.last):
            tallies.append(days)
        if known.denials:
            tallies.append(f"{words('column', 'denials')}{words('text', 'colon')}{known.denials}")
        self.show(Text(f" {self.glyphs.dot} ".join(tallies)), 2)
        mark = Text(f"{one.grade.mark} {one.grade.reason(words.ui)}", style=_MARKS[one.grade.mark])
        self.show(self.dots([mark, Text(address("proposition", known.id), style="dim")]), 2)

    def origin_count(self, number: int, known: int) -> str:
        return f"{self.words.count('all_origin', number)} ({self.words.count('known', known)})"

    def member(self, member: Membership, match: Match | None) -> None:
        words = self.words
        self.gap()
        self.show(Text(content(member.entry.claim)))
        claim = Text(address("claim", member.entry.claim.id), style="dim")
        self.show(self.dots([self.by(member.entry), self.place(member.entry), claim]), 2)
        self.show(Text.assemble((f"{words('column', 'origin')}{words('text', 'colon')}", "dim"), self.end(member)), 2)
        self.show(Text(f"{words('column', 'member')}{words('text', 'colon')}{self.why(member, match)}", style="dim"), 2)

    def end(self, member: Membership) -> Text:
        home = plain(member.home) or self.words("text", "no_outlet")
        if member.identified:
            text = self.voice(origin(member.entry))
        else:
            text = Text(self.words("lineage", member.origin_kind, name=home))
        if member.home_basis != "own":
            text.append(f" ({self.words('lineage', member.home_basis, name=home)})", style="dim")
        return text

    def why(self, member: Membership, match: Match | None) -> str:
        words = self.words
        if member.against is None:
            return words("text", "member_first")
        if member.decision is not None:
            return words("text", "member_decided")
        percent = words.percent(member.score or 0.0)
        why = words("text", "member_same", claim=plain(member.against[:SHORT]), percent=percent)
        parts = sorted((part for part in match.parts if part[0] != "bias") if match else (), key=lambda p: -abs(p[1]))
        named = "; ".join(f"{words('match_part', name)} {words.signed(added)}" for name, added in parts[:PARTS])
        return f"{why}{words('text', 'colon')}{named}" if named else why

    # --- the tree of origins ---

    def tree(self, branches: Sequence[Branch]) -> None:
        for root in branches:
            self.gap()
            self.show(self.branch(root))
            self.below(root.branches, "")

    def below(self, branches: Sequence[Branch], before: str) -> None:
        glyphs = self.glyphs
        for place, branch in enumerate(branches):
            is_last = place == len(branches) - 1
            more = glyphs.blank if is_last else glyphs.trunk
            trunk = more if not branch.branches else more + glyphs.trunk
            self.row(before + (glyphs.last if is_last else glyphs.fork), before + trunk, self.branch(branch))
            self.below(branch.branches, before + more)

    def row(self, first: str, following: str, text: Text) -> None:
        """A line of the tree; what does not fit goes on below, with the trunks that pass by."""
        width = max(self.console.width - max(len(first), len(following)), 20)
        for number, line in enumerate(text.wrap(self.console, width)):
            line.rstrip()
            self.show(Text.assemble((first if number == 0 else following, "dim"), line))

    def branch(self, branch: Branch) -> Text:
        words, name = self.words, plain(branch.name) or self.words("text", "no_outlet")
        if branch.kind == "page":
            return self.page(branch, name)
        if branch.kind == "voice" and branch.voice:
            return self.voice(branch.voice)
        if branch.kind in ("agency", "copied"):
            return Text(words("lineage", branch.kind, name=name), style="italic")
        voice = branch.voice
        if voice is not None and voice.identified:
            text = self.voice(voice)
        else:
            text = Text(words("lineage", voice.kind if voice else "unnamed", name=name), style="bold")
        tallies = [words.count("outlet", len(branch.outlets))] if branch.outlets else []
        tallies += [words.days(branch.first, branch.last)] if branch.first else []
        return Text.assemble(text, "  ", (f" {self.glyphs.dot} ".join(tallies), "dim"))

    def page(self, branch: Branch, name: str) -> Text:
        words, member = self.words, branch.claims[0]
        text = Text(name)
        if member.entry.article.published:
            text.append(f", {words.day(member.entry.article.published)}")
        if branch.is_first:
            text.append(f" {self.glyphs.dot} {words('lineage', 'first')}", style="green")
        if member.copy_of is not None:
            text.append(f" {self.glyphs.dot} {words('lineage', 'copy_page')}", style="yellow")
        ids = ", ".join(plain(one.entry.claim.id[:SHORT]) for one in branch.claims)
        return text.append(f" {self.glyphs.dot} {ids}", style="dim")

    # --- voices ---

    def origins(self, kind: str, found: Sequence[Speaking]) -> None:
        if not found:
            return
        self.gap()
        self.show(Text(self.words("origin_group", kind), style="bold"))
        for one in found:
            parts = [self.words.count("claim", one.ends), self.words.count("article", one.articles)]
            parts.append(f"{self.words.count('outlet', len(one.reach))}{self.listed(one.reach)}")
            if one.through:
                via = ", ".join(plain(self.words.voice(voice)) for voice, _ in one.through)
                parts.append(f"{self.words('column', 'through')}{self.words('text', 'colon')}{via}")
            self.voice_line(one, parts, self.origin_name(one))

    def origin_name(self, one: Speaking) -> Text:
        if one.identified:
            return self.voice(one.voice)
        return Text(self.words("lineage", one.kind, name=plain(one.name) or self.words("text", "no_outlet")))

    def listed(self, pairs: Sequence[tuple[str, int]]) -> str:
        names = [plain(name) for name, _ in pairs if name]
        more = f", {self.words('text', 'more', number=len(names) - OUTLETS)}" if len(names) > OUTLETS else ""
        return f" ({', '.join(names[:OUTLETS])}{more})" if names else ""

    def sources(self, kind: str, found: Sequence[Speaking]) -> None:
        if not found:
            return
        self.gap()
        self.show(Text(self.words("kind", kind), style="bold"))
        for one in found:
            parts = [self.words.count("claim", one.claims), self.words.count("article", one.articles)]
            parts.append(", ".join(self.words("form", form) for form, _ in one.forms))
            if one.denials:
                parts.append(f"{self.words('column', 'denials')}{self.words('text', 'colon')}{one.denials}")
            leans = ", ".join(plain(self.words.voice(voice)) for voice, _ in one.leans_on if voice.name)
            self.voice_line(one, parts, self.voice(one.voice), f" {self.glyphs.arrow} {leans}" if leans else "")

    def voice_line(self, one: Speaking, parts: Sequence[str], name: Text, after: str = "") -> None:
        line = Text.assemble(name, "  ", (f" {self.glyphs.dot} ".join(parts) + after, "dim"))
        grade = grade_of(one)
        if grade.is_set:
            reason = f"{self.words('text', 'colon')}{plain(grade.reason)}" if grade.reason else ""
            line.append(
                f" {self.glyphs.dot} {self.words('column', 'reliability')} {grade.mark}{reason}", style="yellow"
            )
        self.show(line, 2)

    # --- conflicts ---

    def conflict(self, one: Conflict) -> None:
        self.gap()
        style = "yellow" if one.kind in ("confirms", "revision", "revises") else "red"
        if one.other is None:
            self.show(Text(f"{self.glyphs.no} {self.words('dispute', one.kind)}", style=style))
            self.said(one.entry, None, one.repeats)
            return
        tie = self.words("answer", one.kind)
        tie = self.words("text", "guess", tie=tie) if one.is_guess else tie
        self.show(Text(f"{self.glyphs.note} {tie}", style=style))
        self.said(one.entry, one.figure)
        self.show(Text(self.words("answer_other", one.kind), style="dim"), 2)
        self.said(one.other, one.other_figure)
        if why := "; ".join(reasons(one, self.words)):
            self.show(Text(f"{self.words('column', 'why')}{self.words('text', 'colon')}{plain(why)}", style="dim"), 2)

    def said(self, entry: Entry, figure: Figure | None, repeats: Iterable[Entry] = ()) -> None:
        self.show(Text(content(entry.claim)), 2)
        self.show(self.dots(list(self.around(entry, figure, repeats))), 4)

    def around(self, entry: Entry, figure: Figure | None, repeats: Iterable[Entry]) -> Iterator[Text]:
        if figure is not None:
            yield Text(plain(figure.span.text), style="bold")
        yield self.by(entry)
        yield self.place(entry)
        yield from (self.place(other) for other in repeats)
        yield Text(plain(entry.claim.id[:SHORT]), style="dim")
