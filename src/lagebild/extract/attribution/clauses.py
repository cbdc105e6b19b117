"""Shallow clauses: a sentence cut at its punctuation and coordinators, with the finite verb of every piece.

No parse is built. A clause knows its words, how it opens, where its finite verb stands and in which mood;
what belongs together is decided by those who ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lagebild.extract.attribution.grammar import Mood
from lagebild.extract.attribution.rules import Rules
from lagebild.types import Document, Sentence

Opener = Literal["main", "sub", "rel", "wh", "inf", "frag", "quote"]
_CUTS = frozenset(",;:–—-")
_SHORT_MAIN = 4
_DATELINE = 8
_WITH_DATELINE = 2
_DASHES = frozenset("–—-")
_ASIDES = frozenset(",–—-")
_ENDS = frozenset(".!?…")
_MARKS = frozenset("„“”«»\"‚‘’›‹'")


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
            and self._final(clause.last, self._verbs(clause.lead, clause.last)) is None
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
        verbs = [at for at, _ in self._verbs(first, last)] if candidates else []
        cuts = [at for at in candidates if any(v < at for v in verbs) and any(v > at for v in verbs)]
        parts: list[tuple[int, int, bool]] = []
        start = first
        for at in cuts:
            parts.append((start, at, joined))
            start, joined = at, True
        parts.append((start, last, joined))
        return parts

    def _verbs(self, first: int, last: int) -> list[tuple[int, Mood]]:
        found: list[tuple[int, Mood]] = []
        for at in range(first, last):
            token = self._tokens[at].text
            if not token[0].isalpha() or (token[0].isupper() and at != first):
                continue
            mood = self._grammar.mood(self.lower[at])
            if token[0].isupper() and (
                mood == "plural" or (mood == "unreal" and self.lower[at] not in self._grammar.auxiliaries)
            ):
                continue
            if mood == "reported" and self._first_person(at, first, last):
                mood = "plain"
            if (
                mood
                and not self._attributive(at, first, last)
                and not (mood == "plural" and self._infinitive_at(at, first, last))
            ):
                found.append((at, mood))
        return found or self._after_pointing(first, last)

    def _after_pointing(self, first: int, last: int) -> list[tuple[int, Mood]]:
        """The verb of "Das erklärte X", which looks like an adjective; only where the piece has no other."""
        if first + 1 >= last or self.lower[first] not in self._words["pointing_objects"]:
            return []
        mood = self._grammar.mood(self.lower[first + 1]) if self.lower[first + 1] in self._rules.by_finite else None
        return [(first + 1, mood)] if mood in ("plain", "plural") else []

    def _first_person(self, at: int, first: int, last: int) -> bool:
        """Whether a form of reported speech is the first person ("ich sage") or an imperative here."""
        if self._tokens[at].text[0].isupper():
            return self.lower[at] not in self._grammar.auxiliaries
        speakers = self._words["first_persons"]
        return any(self.lower[i] in speakers for i in (at - 1, at + 1) if first <= i < last)

    def _infinitive_at(self, at: int, first: int, last: int) -> bool:
        """Whether a form that may be an infinitive is one: after its mark, or governed by a verb of the piece."""
        if at > first and self.lower[at - 1] in self._words["infinitive_marks"]:
            return True
        if (
            at + 1 < last
            and self.lower[at + 1] in self._grammar.auxiliaries
            and self.lower[at] not in self._grammar.auxiliaries
        ):
            return True
        return at == last - 1 and any(self._governs(i) for i in range(first, at))

    def _governs(self, at: int) -> bool:
        word = self.lower[at]
        return (
            word in self._grammar.auxiliaries
            and word not in self._grammar.have
            and word not in self._grammar.be
            and not self._tokens[at].text[0].isupper()
        )

    def _attributive(self, at: int, first: int, last: int) -> bool:
        """Whether a verb form is an adjective here: inflected, before a noun and after a determiner or preposition."""
        word = self.lower[at]
        if word in self._grammar.auxiliaries or self._grammar.mood(word) == "unreal":
            return False
        if at + 1 >= last or not word.endswith(("e", "en", "n", "er", "es", "em")):
            return False
        following = self._tokens[at + 1].text
        if not (following[0].isupper() or following[0] in _MARKS):
            return False
        if at == first:
            return False
        previous = self.lower[at - 1]
        if previous in self._words["clause_coordinators"] and at > first + 1:
            previous = self.lower[at - 2]
            return (
                previous.endswith(("en", "er", "es", "e"))
                and self._tokens[at - 2].text[0].islower()
                and self._grammar.mood(previous) is None
            )
        if previous in self._words["pointing_objects"] and word.endswith("en"):
            return False
        if previous in self._words["subject_determiners"] or previous in self._words["oblique_determiners"]:
            return True
        if previous in self._words["prepositions"]:
            return True
        return (
            previous.endswith(("en", "er", "es", "e"))
            and self._tokens[at - 1].text[0].islower()
            and previous not in self._words["pronouns"]
            and self._grammar.mood(previous) is None
        )

    def _clause(self, first: int, last: int, before: str, joined: bool) -> Clause:
        lead = first
        while lead < last - 1 and (
            self.lower[lead] in self._words["coordinators"] or self._tokens[lead].text in _MARKS
        ):
            lead += 1
        if lead < last - 1 and self.lower[lead] in self._words["focus_words"]:
            lead += self.lower[lead + 1] in self._words["subordinators"]
        verbs = self._verbs(lead, last)
        opener, verb = self._opener(lead, last, verbs, before)
        at, mood = verb if verb else (None, None)
        return Clause(first, last, opener, at, mood, before, joined, lead, last)

    def _opener(
        self, lead: int, last: int, verbs: list[tuple[int, Mood]], before: str
    ) -> tuple[Opener, tuple[int, Mood] | None]:
        word = self.lower[lead]
        if self._is_infinitive(lead, last) and not self._governed(lead, last, verbs):
            return "inf", None
        if not verbs:
            return "frag", None
        final = self._final(last, verbs)
        if final and self._participle_final(lead, final, verbs):
            final = None
        if word in self._words["complementizers"]:
            return "sub", final or verbs[-1]
        if final and final[0] > lead:
            if word in self._words["subordinators"]:
                return "sub", final
            if before == "," and self._relative(lead, last) and not self._reported_main(lead, last, final):
                return "rel", final
            if word in self._words["interrogatives"]:
                return "wh", final
        return "main", self._second(lead, last, verbs)

    def _participle_final(self, lead: int, final: tuple[int, Mood], verbs: list[tuple[int, Mood]]) -> bool:
        """Whether what looks like a verb at the end is a participle: "es sei verseucht"."""
        if self.lower[final[0]] in self._grammar.auxiliaries or self.lower[lead] in self._words["complementizers"]:
            return False
        return any(self.lower[at] in self._grammar.auxiliaries for at, _ in verbs[:-1])

    def _reported_main(self, lead: int, last: int, final: tuple[int, Mood]) -> bool:
        """Whether a short clause that begins like a relative one is a reported main clause: "der Deich halte"."""
        short = last - lead <= _SHORT_MAIN and final[0] == last - 1
        return (
            short
            and final[1] == "reported"
            and self._tokens[lead + 1].text[0].isupper()
            and self.lower[lead] in self._words["subject_determiners"]
        )

    def _second(self, lead: int, last: int, verbs: list[tuple[int, Mood]]) -> tuple[int, Mood]:
        """The finite verb of a main clause: the first one that no noun phrase encloses."""
        for at, mood in verbs[:-1]:
            word = self.lower[at]
            enclosed = (
                word not in self._grammar.auxiliaries
                and word.endswith(("e", "en"))
                and at + 1 < last
                and self._tokens[at + 1].text[0].isupper()
                and self.lower[lead] in self._words["subject_determiners"]
                and any(a > at and m != "plural" for a, m in verbs)
            )
            participle = word.endswith(("t", "en")) and any(
                self.lower[a] in self._grammar.auxiliaries for a, _ in verbs if a == at + 1
            )
            if not enclosed and not participle:
                return at, mood
        return verbs[-1]

    def _final(self, last: int, verbs: list[tuple[int, Mood]]) -> tuple[int, Mood] | None:
        """The verb at the end of a clause, also before its infinitives ("hätte kommen sollen")."""
        at, mood = verbs[-1]
        if at >= last - 1:
            return at, mood
        rest = range(at + 1, last)
        if self.lower[at] in self._grammar.auxiliaries and all(
            self._tokens[i].text in _MARKS or self._grammar.infinitive(self.lower[i]) for i in rest
        ):
            return at, mood
        if all(self._tokens[i].text in _MARKS for i in rest):
            return at, mood
        return None

    def _relative(self, lead: int, last: int) -> bool:
        if self.lower[lead] in self._words["relatives"]:
            return True
        return (
            lead + 1 < last
            and self.lower[lead] in self._words["prepositions"]
            and self.lower[lead + 1] in self._words["relatives"]
        )

    def _is_infinitive(self, lead: int, last: int) -> bool:
        marks = self._words["infinitive_marks"]
        for at in range(lead, last):
            if at + 1 < last and self.lower[at] in marks and self._tokens[at + 1].text[0].islower():
                following = self.lower[at + 1]
                if self._grammar.infinitive(following) or (
                    at + 2 == last and following.endswith(self._grammar.infinitive_endings)
                ):
                    return True
            if self._tokens[at].text[0].islower() and self._grammar.marked_infinitive(self.lower[at], marks):
                return True
        return False

    def _governed(self, lead: int, last: int, verbs: list[tuple[int, Mood]]) -> bool:
        """Whether a finite verb of the same piece governs its infinitive; a participle before the mark does not."""
        marks = self._words["infinitive_marks"]
        if self.lower[lead] in self._words["infinitive_openers"]:
            return False
        return any(
            not (at + 1 < last and self.lower[at + 1] in marks and self.lower[at].endswith(("t", "en")))
            or self.lower[at] in self._grammar.auxiliaries
            for at, _ in verbs
        )
