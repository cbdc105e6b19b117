"""Which times of a reporting frame date the saying: those beside the verb of saying itself.

A time in a relative clause, an apposition or another clause dates neither the saying nor what is said ("Berger, who
served from 2012, said"); one in a sentence whose source only acted dates the deed ("In May the council imposed
sanctions"), as does one that lies ahead or that another time parts from the verb ("On Saturday he condemned the attack
of Friday"). A time before a noun dates the saying only where the noun is one of saying ("in last week's interview").
The words are those of `times.toml`: `occasion`, `time_adjective`, `beside_a_time`, `opens_attribute`,
`parts_clause`,
`dates_deed`, `meant_for`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from lagebild.extract.attribution.vocabulary import Vocabulary, vocabulary
from lagebild.extract.times.rules import rule_book
from lagebild.types import Claim, Document, Span, Time, TimeRole, Token

_CUTS = frozenset({",", ";", ":", "(", ")", "–", "—", "-"})
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_NOUNS = 4  # tokens behind a time that may hold the noun it qualifies ("a recent evidence-free assertion")


def role_of(document: Document, claim: Claim, time: Time, beside: Sequence[Time] = ()) -> TimeRole | None:
    """The role of a time in the frame of a claim, outside of its content; None where it dates another clause.

    `beside` are the times of the same sentence, of whichever role.
    """
    known = vocabulary(document.article.language)
    if known is None:
        return "saying"
    occasions = rule_book(document.article.language).lexicon.words.get("occasion", {})
    cues = tuple(cue for cue in claim.cue if known.says(cue.text.split()) or _holds_one(cue, occasions))
    if claim.cue and not cues and claim.form != "direct" and not _holds_one(claim.source.span, occasions):
        return None if time.type == "DURATION" else "content"
    if time.type == "DURATION" or _in_apposition(claim, time.span):
        return None
    if _is_ahead(time.value, document.article.day):
        return "content"
    clause = _Clause(document, time.span, known)
    if claim.cue and claim.source.span is None and not clause.names_occasion:
        return "content"  # "on Monday jets are reported to have fired"
    cues = cues or claim.cue
    holds_cue = any(clause.holds(cue) for cue in cues)
    if clause.is_relative and not holds_cue:
        return None
    if clause.qualifies_other_noun or (cues and not holds_cue and not clause.may_tell(claim.source.span)):
        return None
    if not holds_cue and _is_beside(claim, cues, time.span):
        return None
    if clause.is_meant_for or (not holds_cue and _is_behind_content(claim, cues, time.span)):
        return "content"
    return clause.role_among(cues, beside) if cues else "saying"


def _in_apposition(claim: Claim, span: Span) -> bool:
    """Whether a time lies in the words of the source, behind a comma: "Murphy, now a consultant"."""
    source = claim.source.span
    if source is None or not source.contains(span):
        return False
    return "," in source.text[: span.start - source.start]


def _is_beside(claim: Claim, cues: Sequence[Span], span: Span) -> bool:
    """Whether the cue is a remark beside the clause of a time, with its source behind it: ", also claimed by X,"."""
    source = claim.source.span
    behind = bool(cues) and source is not None and source.start > cues[0].start
    return behind and claim.form != "direct" and span.end < cues[0].start


def _is_behind_content(claim: Claim, cues: Sequence[Span], span: Span) -> bool:
    """Whether what is said stands between the cue and a time: "reports that clashes killed eleven, on Sunday"."""
    last = max((cue.end for cue in cues), default=span.end)
    return any(last <= content.start and content.end <= span.start for content in claim.content)


def _holds_one(span: Span | None, words: Mapping[str, str]) -> bool:
    return span is not None and any(word.lower() in words for word in span.text.split())


def _is_ahead(value: str | None, day: date | None) -> bool:
    """Whether all of a time lies behind the day of publication: nothing has been said then."""
    if value == "FUTURE_REF":
        return True
    if value is None or day is None or not value[:4].isdecimal():
        return False
    if value[4:6] == "-W":
        year, week, _ = day.isocalendar()
        return value[:8] > f"{year:04}-W{week:02}"
    plain = value.partition("T")[0]
    return plain.replace("-", "").isdecimal() and plain > day.isoformat()[: len(plain)]


class _Clause:
    """The tokens around a time, from the punctuation mark before them to that after them."""

    def __init__(self, document: Document, span: Span, known: Vocabulary) -> None:
        self._span, self._known = span, known
        self._words: Mapping[str, Mapping[str, str]] = rule_book(document.article.language).lexicon.words
        sentence = document.sentence_at(span.start)
        tokens = document.tokens_of(sentence) if sentence is not None else ()
        outside = [at for at, token in enumerate(tokens) if not span.start <= token.start < span.end]
        cuts = [at for at in outside if tokens[at].text in _CUTS]
        first = max((at for at in cuts if tokens[at].start < span.start), default=0)
        last = min((at for at in cuts if tokens[at].start > span.start), default=len(tokens))
        self._tokens: tuple[Token, ...] = tokens[first:last]
        self._others = [token for token in self._tokens if token.end <= span.start or token.start >= span.end]

    def holds(self, cue: Span) -> bool:
        """Whether the words of a cue stand in the clause."""
        return bool(self._tokens) and self._tokens[0].start <= cue.start and cue.end <= self._tokens[-1].end

    @property
    def is_relative(self) -> bool:
        """Whether a comma opens the clause and a relative pronoun stands behind it."""
        opened = len(self._tokens) > 1 and self._tokens[0].text == ","
        return opened and self._tokens[1].lower in self._known.relatives

    def may_tell(self, source: Span | None) -> bool:
        """Whether a clause without the cue tells when it was said: "In an interview on Monday," "On Monday,".

        So does that of a deed of the source ("He fired back on Monday, saying that").
        """
        words = [token for token in self._others if token.text[0].isalpha()]
        if words and self._is("dates_deed", words[0]):
            return False
        if source is not None and self.holds(source):
            return True
        if all(self._is("beside_a_time", word) for word in words):
            return True
        return not self._is("parts_clause", words[0]) and any(self._tells(word) for word in words)

    @property
    def is_meant_for(self) -> bool:
        """Whether the word before the time tells what something is meant for: "strikes for this evening"."""
        before = [token for token in self._others if token.end <= self._span.start][-1:]
        return any(self._is("meant_for", token) for token in before)

    @property
    def names_occasion(self) -> bool:
        """Whether the clause names an occasion of saying: "asked at a briefing on Monday"."""
        return any(self._is("occasion", token) for token in self._others)

    @property
    def qualifies_other_noun(self) -> bool:
        """Whether the time stands before a noun that is none of saying: "last week's vote", "the recent attacks"."""
        text = self._span.text
        at = next((at for at, token in enumerate(self._tokens) if token.end > self._span.end - 1), len(self._tokens))
        behind = self._tokens[at + 1 :]
        if not behind or not behind[0].text[0].isalpha() or self._is("beside_a_time", behind[0]):
            return False
        before = [token for token in self._tokens if token.end <= self._span.start][-1:]
        own = self._tokens[at].text.endswith(_POSSESSIVE) and self._tokens[at].end > self._span.end
        opened = any(self._is("opens_attribute", token) or token.text.endswith(_POSSESSIVE) for token in before)
        if not (own or opened or text.lower() in self._words.get("time_adjective", {})):
            return False
        return not any(self._is("occasion", noun) or self._known.names(noun.text) for noun in self._nouns(behind))

    def _nouns(self, behind: Sequence[Token]) -> list[Token]:
        """The tokens up to the noun that a time before them qualifies."""
        nouns: list[Token] = []
        for token in behind[:_NOUNS]:
            if self._is("beside_a_time", token) or (token.text[0] not in "/-" and not token.text[0].isalnum()):
                break
            nouns.append(token)
        return nouns

    def role_among(self, cues: Sequence[Span], beside: Sequence[Time]) -> TimeRole | None:
        """The role of a time in a clause with others: that which is nearest to the verb of saying dates the saying."""
        said = [t for t in self._others if self._tells(t) or any(c.start <= t.start < c.end for c in cues)]
        if not said:
            return "saying"
        rivals = [
            time.span
            for time in beside
            if time.type in ("DATE", "TIME") and time.span != self._span and self.holds(time.span)
        ]
        nearest = min(said, key=lambda token: _distance(token, self._span))
        if any(_distance(nearest, rival) < _distance(nearest, self._span) for rival in rivals):
            return "content" if nearest.start < self._span.start else None
        return "saying"

    def _tells(self, token: Token) -> bool:
        return self._is("occasion", token) or self._known.tells(token.text)

    def _is(self, name: str, token: Token) -> bool:
        return token.lower in self._words.get(name, {})


def _distance(token: Token, span: Span) -> int:
    return max(token.start - span.end, span.start - token.end, 0)
