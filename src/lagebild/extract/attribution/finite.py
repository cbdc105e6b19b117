"""Finite verbs in a stretch of words: which there are, in which mood, and which one a clause of its kind goes by."""

from __future__ import annotations

from lagebild.extract.attribution.grammar import Mood
from lagebild.extract.attribution.rules import Rules
from lagebild.types import Document

MARKS = frozenset("„“”«»\"‚‘’›‹'")
_SHORT_MAIN = 4


class FiniteVerbs:
    """Finds the finite verbs of one document; `first` and `last` (exclusive) are token numbers throughout."""

    def __init__(self, document: Document, rules: Rules, lower: tuple[str, ...]) -> None:
        self._tokens = document.tokens
        self._rules = rules
        self._words = rules.words
        self._grammar = rules.grammar
        self._lower = lower

    def all_in(self, first: int, last: int) -> list[tuple[int, Mood]]:
        """The finite verbs of a stretch of words, in order."""
        found: list[tuple[int, Mood]] = []
        for at in range(first, last):
            token = self._tokens[at].text
            if not token[0].isalpha() or (token[0].isupper() and at != first):
                continue
            mood = self._grammar.mood(self._lower[at])
            if token[0].isupper() and (
                mood == "plural" or (mood == "unreal" and self._lower[at] not in self._grammar.auxiliaries)
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
        if first + 1 >= last or self._lower[first] not in self._words["pointing_objects"]:
            return []
        mood = self._grammar.mood(self._lower[first + 1]) if self._lower[first + 1] in self._rules.by_finite else None
        return [(first + 1, mood)] if mood in ("plain", "plural") else []

    def _first_person(self, at: int, first: int, last: int) -> bool:
        """Whether a form of reported speech is the first person ("ich sage") or an imperative here."""
        if self._tokens[at].text[0].isupper():
            return self._lower[at] not in self._grammar.auxiliaries
        speakers = self._words["first_persons"]
        if at == last - 1 and self._lower[first] in self._words["subordinators"]:
            return any(self._lower[i] in speakers for i in range(first, at))
        return any(self._lower[i] in speakers for i in (at - 1, at + 1) if first <= i < last)

    def _infinitive_at(self, at: int, first: int, last: int) -> bool:
        """Whether a form that may be an infinitive is one: after its mark, or governed by a verb of the piece."""
        if at > first and self._lower[at - 1] in self._words["infinitive_marks"]:
            return True
        if (
            at + 1 < last
            and self._lower[at + 1] in self._grammar.auxiliaries
            and self._lower[at] not in self._grammar.auxiliaries
        ):
            return True
        return at == last - 1 and any(self._governs(i) for i in range(first, at))

    def _governs(self, at: int) -> bool:
        word = self._lower[at]
        return (
            word in self._grammar.auxiliaries
            and word not in self._grammar.have
            and word not in self._grammar.be
            and not self._tokens[at].text[0].isupper()
        )

    def _attributive(self, at: int, first: int, last: int) -> bool:
        """Whether a verb form is an adjective here: inflected, before a noun and after a determiner or preposition."""
        word = self._lower[at]
        if word in self._grammar.auxiliaries or self._grammar.mood(word) == "unreal":
            return False
        if at + 1 >= last or not word.endswith(("e", "en", "n", "er", "es", "em")):
            return False
        following = self._tokens[at + 1].text
        if not (following[0].isupper() or following[0] in MARKS):
            return False
        if at == first:
            return False
        previous = self._lower[at - 1]
        if previous in self._words["clause_coordinators"] and at > first + 1:
            previous = self._lower[at - 2]
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

    def is_participle(self, lead: int, final: tuple[int, Mood], verbs: list[tuple[int, Mood]]) -> bool:
        """Whether what looks like a verb at the end is a participle: "es sei verseucht"."""
        if self._lower[final[0]] in self._grammar.auxiliaries or self._lower[lead] in self._words["complementizers"]:
            return False
        return any(self._lower[at] in self._grammar.auxiliaries for at, _ in verbs[:-1])

    def opens_main(self, lead: int, last: int, final: tuple[int, Mood]) -> bool:
        """Whether a short clause that begins like a relative one is a reported main clause: "der Deich halte"."""
        short = last - lead <= _SHORT_MAIN and final[0] == last - 1
        return (
            short
            and final[1] == "reported"
            and self._tokens[lead + 1].text[0].isupper()
            and self._lower[lead] in self._words["subject_determiners"]
        )

    def second(self, lead: int, last: int, verbs: list[tuple[int, Mood]]) -> tuple[int, Mood]:
        """The finite verb of a main clause: the first one that no noun phrase encloses."""
        for at, mood in verbs[:-1]:
            word = self._lower[at]
            enclosed = (
                word not in self._grammar.auxiliaries
                and word.endswith(("e", "en"))
                and at + 1 < last
                and self._tokens[at + 1].text[0].isupper()
                and self._lower[lead] in self._words["subject_determiners"]
                and any(a > at and m != "plural" for a, m in verbs)
            )
            participle = word.endswith(("t", "en")) and any(
                self._lower[a] in self._grammar.auxiliaries for a, _ in verbs if a == at + 1
            )
            if not enclosed and not participle:
                return at, mood
        return verbs[-1]

    def final(self, last: int, verbs: list[tuple[int, Mood]]) -> tuple[int, Mood] | None:
        """The verb at the end of a clause, also before its infinitives ("hätte kommen sollen")."""
        at, mood = verbs[-1]
        if at >= last - 1:
            return at, mood
        rest = range(at + 1, last)
        if self._lower[at] in self._grammar.auxiliaries and all(
            self._tokens[i].text in MARKS or self._grammar.infinitive(self._lower[i]) for i in rest
        ):
            return at, mood
        if all(self._tokens[i].text in MARKS for i in rest):
            return at, mood
        return None

    def is_infinitive(self, lead: int, last: int) -> bool:
        """Whether a clause is one of the infinitive ("das Werk zu schließen")."""
        marks = self._words["infinitive_marks"]
        for at in range(lead, last):
            if at + 1 < last and self._lower[at] in marks and self._tokens[at + 1].text[0].islower():
                following = self._lower[at + 1]
                if self._grammar.infinitive(following) or (
                    at + 2 == last and following.endswith(self._grammar.infinitive_endings)
                ):
                    return True
            if self._tokens[at].text[0].islower() and self._grammar.marked_infinitive(self._lower[at], marks):
                return True
        return False

    def governed(self, lead: int, last: int, verbs: list[tuple[int, Mood]]) -> bool:
        """Whether a finite verb of the same piece governs its infinitive; a participle before the mark does not."""
        marks = self._words["infinitive_marks"]
        if self._lower[lead] in self._words["infinitive_openers"]:
            return False
        return any(
            not (at + 1 < last and self._lower[at + 1] in marks and self._lower[at].endswith(("t", "en")))
            or self._lower[at] in self._grammar.auxiliaries
            for at, _ in verbs
        )
