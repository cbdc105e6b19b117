"""Shallow clauses: a sentence cut at its punctuation and coordinators, with the finite verb of every piece.

No parse is built. A clause knows its words, how it opens, where its finite verb stands and in which mood;
what belongs together is decided by those who ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lagebild.extract.attribution.finite import MARKS, FiniteVerbs
from lagebild.extract.attribution.grammar import Mood
from lagebild.extract.attribution.rules import Rules
from lagebild.types import Document, Sentence

Opener = Literal["main", "sub", "rel", "wh", "inf", "frag", "quote"]
_CUTS = frozenset(",;:–—-")
_DATELINE = 8
_WITH_DATELINE = 2
_DASHES = frozenset("–—-")
_ASIDES = frozenset(",–—-")
_ENDS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence: tokens `first` to `last` (exclusive), numbered as in the document.

    `verb` is the number of its finite verb. `reach` is where the clause ends when what follows an aside
    still belongs to it ("gab der Leiter, Jan Berg, | bekannt"). `before` is the punctuation mark before it ("" at the
    start of the sentence), `joined` whether a coordinator opens it, `lead` its first word after that coordinator.
    """

    first: int
    last: int
    opener: Opener
    verb: int | None
    mood: Mood | None
    before: str
    joined: bool
    lead: int
    reach: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its clauses; `start` comes after a dateline ("Kiew (dpa) –"), `end` is its first closing mark."""

    sentence: Sentence
    clauses: tuple[Clause, ...]
    end: int
    start: int


class Cutter:
    """Cuts the sentences of one document."""

    def __init__(self, document: Document, rules: Rules) -> None:
        self._tokens = document.tokens
        self._rules = rules
        self._words = rules.words
        self._grammar = rules.grammar
        self.lower: tuple[str, ...] = tuple(t.text.lower() for t in document.tokens)
        self._document = document
        self._finite = FiniteVerbs(document, rules, self.lower)

    def cut(
        self, sentence: Sentence, opaque: Sequence[tuple[int, int]], whole: Sequence[tuple[int, int]] = ()
    ) -> Parsed:
        """The clauses of a sentence.

        `opaque` lists token ranges that stand as one piece (quoted sentences), `whole` those that no comma cuts.
        """
        end = sentence.last
        while end > sentence.first and self._closing(end - 1):
            end -= 1
        pieces = self._pieces(sentence.first, end, opaque, dict(whole))
        clauses: list[Clause] = []
        for first, last, before, quoted in pieces:
            if quoted:
                clauses.append(Clause(first, last, "quote", None, None, before, False, first, last))
                continue
            for a, b, joined in self._coordinated(first, last):
                clauses.append(self._clause(a, b, before if a == first else "", joined))
        start = self._after_dateline(sentence, clauses)
        clauses = [c for c in clauses if c.first >= start]
        return Parsed(sentence, tuple(self._reaching(self._mended(clauses))), end, start)

    def _after_dateline(self, sentence: Sentence, clauses: list[Clause]) -> int:
        """Where a sentence begins after a place, an agency and a dash at the head of its block."""
        if len(clauses) < _WITH_DATELINE or clauses[0].opener != "frag" or clauses[1].before not in _DASHES:
            return sentence.first
        heads_block = self._document.article.blocks[sentence.block].start >= sentence.start
        short = clauses[0].last - clauses[0].first <= _DATELINE and self._tokens[clauses[0].first].text[0].isupper()
        return clauses[1].first if heads_block and short else sentence.first

    def _mended(self, clauses: list[Clause]) -> list[Clause]:
        """Joins a subordinate clause that an aside cuts off from its verb: "wie der Leiter, Jan Berg, | mitteilte"."""
        result: list[Clause] = []
        at = 0
        while at < len(clauses):
            clause = clauses[at]
            stop = self._verb_of(clauses, at) if self._verbless(clause) else None
            if stop is None:
                result.append(clause)
                at += 1
                continue
            end = clauses[stop]
            opener: Opener = "sub" if self.lower[clause.lead] in self._words["subordinators"] else "rel"
            result.append(replace(clause, last=end.last, opener=opener, verb=end.verb, mood=end.mood, reach=end.last))
            at = stop + 1
        return result

    def _verbless(self, clause: Clause) -> bool:
        """Whether a piece waits for its finite verb: none there, or none at the end where its conjunction wants it."""
        if clause.opener == "frag":
            return True
        waits = clause.opener == "sub" and self.lower[clause.lead] in self._words["complementizers"]
        return (
            waits
            and clause.verb is not None
            and clause.verb < clause.last - 2
            and self._finite.final(clause.last, self._finite.all_in(clause.lead, clause.last)) is None
        )

    def _verb_of(self, clauses: list[Clause], at: int) -> int | None:
        lead = clauses[at].lead
        word = self.lower[lead]
        opens = word in self._words["subordinators"] or (
            clauses[at].before == "," and self._relative(lead, clauses[at].last) and at > 0
        )
        if not opens or not self._rules.verb_final:
            return None
        stop = at + 1
        while stop < len(clauses) and clauses[stop].opener in ("frag", "rel") and not clauses[stop].joined:
            stop += 1
        if stop >= len(clauses):
            return None
        end = clauses[stop]
        waits = end.opener == "main" and end.verb is not None and end.verb == end.last - 1 and not end.joined
        if stop == at + 1 and end.verb == end.lead:
            return None
        return stop if waits and end.before in _ASIDES else None

    def _reaching(self, clauses: list[Clause]) -> list[Clause]:
        result = list(clauses)
        for at, clause in enumerate(clauses):
            if clause.opener != "main":
                continue
            stop, reach = at + 1, clause.last
            while (
                stop < len(clauses)
                and clauses[stop].opener in ("frag", "rel")
                and not clauses[stop].joined
                and clauses[stop].before not in (":", ";")
            ):
                reach = clauses[stop].last if clauses[stop].opener == "frag" else reach
                stop += 1
            result[at] = replace(clause, reach=reach)
        return result

    def _closing(self, at: int) -> bool:
        text = self._tokens[at].text
        return text[0] in _ENDS

    def _pieces(
        self, first: int, end: int, opaque: Sequence[tuple[int, int]], whole: dict[int, int]
    ) -> list[tuple[int, int, str, bool]]:
        pieces: list[tuple[int, int, str, bool]] = []
        start, before, at = first, "", first
        starts = dict(opaque)
        while at < end:
            if at in starts:
                if at > start:
                    pieces.append((start, at, before, False))
                    before = ""
                stop = min(starts[at], end) if starts[at] <= end else starts[at]
                pieces.append((at, stop, before, True))
                start = at = max(stop, at + 1)
                before = ""
                continue
            text = self._tokens[at].text
            if at in whole and whole[at] <= end:
                at = whole[at]
                continue
            if text in "([" and (close := self._bracket(at, end)):
                at = close + 1
                continue
            if text in _CUTS and not self._inside_word(at, text):
                if at > start:
                    pieces.append((start, at, before, False))
                start, before = at + 1, text
            at += 1
        if end > start:
            pieces.append((start, end, before, False))
        return pieces

    def _bracket(self, at: int, end: int) -> int | None:
        """The closing bracket of an aside, which belongs to the clause around it."""
        return next((i for i in range(at + 1, end) if self._tokens[i].text in ")]"), None)

    def _inside_word(self, at: int, text: str) -> bool:
        """A hyphen that touches a word on a side is no dash."""
        if text != "-":
            return False
        token = self._tokens[at]
        left = at > 0 and self._tokens[at - 1].end == token.start
        right = at + 1 < len(self._tokens) and self._tokens[at + 1].start == token.end
        return left or right

    def _coordinated(self, first: int, last: int) -> list[tuple[int, int, bool]]:
        """Splits a piece before a coordinator where both sides have a finite verb of their own."""
        joined = self.lower[first] in self._words["clause_coordinators"]
        candidates = [at for at in range(first + 2, last - 1) if self.lower[at] in self._words["clause_coordinators"]]
        verbs = [at for at, _ in self._finite.all_in(first, last)] if candidates else []
        cuts = [at for at in candidates if any(v < at for v in verbs) and any(v > at for v in verbs)]
        parts: list[tuple[int, int, bool]] = []
        start = first
        for at in cuts:
            parts.append((start, at, joined))
            start, joined = at, True
        parts.append((start, last, joined))
        return parts

    def _clause(self, first: int, last: int, before: str, joined: bool) -> Clause:
        lead = first
        while lead < last - 1 and (self.lower[lead] in self._words["coordinators"] or self._tokens[lead].text in MARKS):
            lead += 1
        if lead < last - 1 and self.lower[lead] in self._words["focus_words"]:
            lead += self.lower[lead + 1] in self._words["subordinators"]
        verbs = self._finite.all_in(lead, last)
        opener, verb = self._opener(lead, last, verbs, before)
        at, mood = verb if verb else (None, None)
        return Clause(first, last, opener, at, mood, before, joined, lead, last)

    def _opener(
        self, lead: int, last: int, verbs: list[tuple[int, Mood]], before: str
    ) -> tuple[Opener, tuple[int, Mood] | None]:
        word = self.lower[lead]
        if self._finite.is_infinitive(lead, last) and not self._finite.governed(lead, last, verbs):
            return "inf", None
        if not verbs:
            return "frag", None
        final = self._finite.final(last, verbs)
        if final and self._finite.is_participle(lead, final, verbs):
            final = None
        if word in self._words["complementizers"]:
            return "sub", final or verbs[-1]
        if final and final[0] > lead:
            if word in self._words["subordinators"]:
                return "sub", final
            if before == "," and self._relative(lead, last) and not self._finite.opens_main(lead, last, final):
                return "rel", final
            if word in self._words["interrogatives"]:
                return "wh", final
        return "main", self._finite.second(lead, last, verbs)

    def _relative(self, lead: int, last: int) -> bool:
        if self.lower[lead] in self._words["relatives"]:
            return True
        return (
            lead + 1 < last
            and self.lower[lead] in self._words["prepositions"]
            and self.lower[lead + 1] in self._words["relatives"]
        )
