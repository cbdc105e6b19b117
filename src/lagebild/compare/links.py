"""Finds the claim that another one answers: it denies, confirms, revises or retracts it; who, when, and why.

A claim answers by its act (deny, confirm) or by the words of its sentence (`lang/*/links.toml`). What it answers is
found by what both share: words of content, figures, places, actors, events. Where the answer has no content of its own
("the allegations"), it is the nearest claim about the speaker in its article, else the only recent one. Where several
fit about equally, it stays open: a missing link is better than a wrong one. Numbers: `ontology/comparison.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lagebild.compare.answerers import days_between, is_about, is_one_voice, keys_of, numbers_of_links, voice_of_answer
from lagebild.compare.figure_views import said_of
from lagebild.compare.figures import Reason, day_of
from lagebild.compare.replies import (
    OWN,
    LinkKind,
    ReferentRow,
    answers,
    by_outlet,
    content_of,
    is_no_answer,
    is_of_matter,
    is_told_of_before,
    is_unsaid,
    is_within,
    may_be_named_before,
    owner,
    referent,
)
from lagebild.compare.shared_content import Found, Likeness, by_content, is_mere_phrase, says_the_same
from lagebild.compare.timex import interval
from lagebild.compare.voices import Voice, actor_key, outlet_of, speaker
from lagebild.types import Act, Entry, Event

#: How the day of an answer is known.
AnswerBasis = Literal["text", "before", "publication", "unknown"]

#: What is wanted, asked or offered is turned down and not denied.
_WANTED: tuple[Act, ...] = ("demand", "ask")


#: Reasons by which it is only guessed which claim is meant: the words tell no more than "such reports".
GUESSES = frozenset({"nearest_about", "nearest", "only_recent", "referent"})


@dataclass(frozen=True, slots=True)
class Link:
    """`answer` denies, confirms, revises or retracts `target`; `voice` says it, on the day `said` (a TIMEX3 value).

    `score` is the sum of what they share, or 1 where the place in the article decided; `reasons` open it.
    """

    kind: LinkKind
    answer: Entry
    target: Entry
    voice: Voice
    said: str | None
    score: float
    reasons: tuple[Reason, ...]


def link_of(entry: Entry, candidates: Iterable[Entry], *, likeness: Likeness | None = None) -> Link | None:
    """The claim among the candidates that a claim answers, or None where it answers none or where it stays open which.

    Candidates are claims of the same article and earlier ones of others, in any order. `likeness`, where it is given,
    takes the place of the share of words of content.
    """
    language = entry.article.language
    kind = answers(entry.claim, language)
    if kind is None or is_no_answer(entry.claim, language, kind):
        return None
    possible = [other for other in candidates if _is_possible(entry, other, kind)]
    if whose := owner(entry.claim, language):
        keys = keys_of(whose) | ({whose.country} if whose.kind == "place" and whose.country else set())
        possible = [other for other in possible if keys & keys_of(speaker(other).actor)]  # "from Seoul": of its land
    if row := referent(entry.claim, language):
        # "Russia has previously dismissed such reports": which, and of which day, nothing tells.
        found = None if is_told_of_before(entry.claim, language) else _by_referent(entry, possible, row, kind)
    elif kind == "denies" and is_of_matter(entry.claim, language):
        found = _by_matter(entry, possible)
    else:
        found = by_content(entry, possible, kind, likeness)
    if found is None:
        return None
    target, score, reasons = found
    voice = voice_of_answer(entry)
    return Link(kind, entry, target, voice, said_of(entry)[0], round(score, 3), reasons)


# --- which claims can be meant ----------------------------------------------------------------------------------


def _is_possible(entry: Entry, other: Entry, kind: LinkKind) -> bool:
    if other.claim.id == entry.claim.id and other.article.id == entry.article.id:
        return False
    if other.article.id == entry.article.id:
        if other.claim.sentence == entry.claim.sentence and other.claim.source.kind == "author":
            return False
    elif (between := days_between(other, entry)) is None or not 0 <= between <= int(numbers_of_links()["days"]):
        return False  # without its day nobody knows which of two pages came first
    if is_unsaid(other.claim, other.article.language) or _is_said_after(other, entry):
        return False
    if other.claim.source.kind == "author" and answers(other.claim, other.article.language):
        return False
    if kind == "denies" and other.claim.act in ("deny", *_WANTED):
        return False
    if kind == "confirms" and may_be_named_before(other.claim, other.article.language):
        return False  # "the company" may be who confirms
    if other.claim.sentence == entry.claim.sentence and other.claim.act in ("deny", "confirm"):
        return False
    if by_outlet(entry.claim, entry.article.language):
        return other.article.id != entry.article.id and outlet_of(other.article) == outlet_of(entry.article) != ""
    same = is_one_voice(voice_of_answer(entry), speaker(other))
    return same if kind in OWN else not same


def _is_said_after(other: Entry, entry: Entry) -> bool:
    """Whether a claim was said only after the day that the text tells of the answer: nobody answers that."""
    day, basis = said_of(entry)
    said, told = interval(said_of(other)[0]), interval(day)
    if said is None or told is None or basis != "text":
        return False
    published = interval(entry.article.published)
    last = min(told.last, published.last) if published else told.last  # "this month" ends with the page
    return last < said.first


# --- "the allegations": the claim that stands nearest -------------------------------------------------------------


def _by_referent(entry: Entry, candidates: Sequence[Entry], row: ReferentRow, kind: LinkKind) -> Found | None:
    """The claim that "the allegations" stand for: what fits the word, else any claim that is about who answers."""
    if is_within(entry.claim, entry.article.language):
        first = min(part.start for part in entry.claim.content)
        candidates = [
            other
            for other in candidates
            if other.article.id == entry.article.id
            and other.claim.sentence == entry.claim.sentence
            and other.claim.content
            and not is_mere_phrase(other.claim)
            and max(part.end for part in other.claim.content) <= first
        ]
    fitting = [other for other in candidates if not row.acts or other.claim.act in row.acts]
    if found := _nearest(entry, fitting, kind) or _recent(entry, fitting, row, kind):
        return found
    if row.acts and kind == "denies":  # what is called an accusation is often only told
        about = [other for other in candidates if is_about(other.claim, voice_of_answer(entry))]
        return _nearest(entry, about, kind)
    return None if row.acts else _sentence_before(entry, candidates)


def _nearest(entry: Entry, fitting: Sequence[Entry], kind: LinkKind) -> Found | None:
    """The nearest claim before in the article that can be meant, best one about who answers."""
    here = [o for o in fitting if o.article.id == entry.article.id and o.claim.source.kind != "author"]
    before = [other for other in here if _is_earlier(other, entry) or _is_told_before(other, entry)]
    about = [other for other in before if kind in OWN or is_about(other.claim, voice_of_answer(entry))]
    for group, code in ((about, "nearest_about"), (before, "nearest")):
        if group and (code == "nearest_about" or not _about_others(group)):
            nearest = max(other.claim.sentence.start for other in group)
            last = [other for other in group if other.claim.sentence.start == nearest]
            return (last[0], 1.0, (Reason(code), _meant(entry))) if len(last) == 1 else None
    return None


def _recent(entry: Entry, fitting: Sequence[Entry], row: ReferentRow, kind: LinkKind) -> Found | None:
    """The only claim about the speaker of the last days, where the article has none that can be meant."""
    here = [o for o in fitting if o.article.id == entry.article.id and o.claim.source.kind != "author"]
    if any(other.claim.sentence.start <= entry.claim.sentence.start for other in here):
        return None
    recent = [
        other
        for other in fitting
        if other.article.id != entry.article.id
        and (days_between(other, entry) or 0) <= int(numbers_of_links()["referent_days"])
        and (kind in OWN or is_about(other.claim, voice_of_answer(entry)))
        and (row.acts or other.claim.source.kind != "author")
    ]
    distinct: list[Entry] = []
    for other in recent:
        if not any(says_the_same(other.claim, known.claim) for known in distinct):
            distinct.append(other)
    return (distinct[0], 1.0, (Reason("only_recent"), _meant(entry))) if len(distinct) == 1 else None


def _sentence_before(entry: Entry, candidates: Sequence[Entry]) -> Found | None:
    """What the author tells in the sentence before, where it is one claim: "they denied the account"."""
    here = [other for other in candidates if other.article.id == entry.article.id and _is_earlier(other, entry)]
    last = max((other.claim.sentence.start for other in here), default=-1)
    told = [other for other in here if other.claim.sentence.start == last]
    end = told[0].claim.sentence.end if told else 0
    between = entry.article.text[end : entry.claim.sentence.start]
    if len(told) != 1 or told[0].claim.source.kind != "author" or between.strip():
        return None
    return told[0], 1.0, (Reason("nearest"), _meant(entry))


def _is_told_before(other: Entry, entry: Entry) -> bool:
    """Whether another claim of the sentence stands before the answer: "few would admit this, but he says ..." """
    one, two = other.claim, entry.claim
    starts = [min((part.start for part in claim.content), default=claim.sentence.start) for claim in (one, two)]
    return one.sentence == two.sentence and starts[0] <= starts[1]


def _is_earlier(other: Entry, entry: Entry) -> bool:
    return other.claim.sentence.start < entry.claim.sentence.start


def _meant(entry: Entry) -> Reason:
    return Reason("referent", (("words", content_of(entry.claim)),))


def _by_matter(entry: Entry, candidates: Sequence[Entry]) -> Found | None:
    """The nearest claim before in the article by which who denies his part did something, or is accused."""
    keys = keys_of(voice_of_answer(entry).actor)
    before = [other for other in candidates if other.article.id == entry.article.id and _is_earlier(other, entry)]
    meant = [
        other
        for other in before
        if any(event.actor and keys & keys_of(event.actor) for event in other.claim.content_events)
        or (other.claim.act == "accuse" and any(keys & keys_of(m.actor) for m in other.claim.actors))
    ]
    nearest = max((other.claim.sentence.start for other in meant), default=-1)
    last = [other for other in meant if other.claim.sentence.start == nearest]
    return (last[0], 1.0, (Reason("nearest_about"), _meant(entry))) if len(last) == 1 else None


def _about_others(group: Sequence[Entry]) -> bool:
    """Whether the claims name somebody, so that who is meant would be named too."""
    return any(other.claim.act == "accuse" and other.claim.actors for other in group)


def answerer(entry: Entry) -> Voice:
    """Who denies or confirms in a claim: its speaker, or whom a sentence of the author tells to do so."""
    claim = entry.claim
    told = next((e.actor for e in claim.content_events if is_denying(e) and e.actor is not None), None)
    if claim.source.kind == "author" and told is not None:
        return Voice(actor_key(told), "named", told.name, told)
    return (
        voice_of_answer(entry) if claim.act in ("deny", "confirm") and claim.source.kind != "author" else speaker(entry)
    )


def is_denying(event: Event) -> bool:
    """Whether an event is that somebody denies something."""
    return event.type == "DENY" and event.status == "happened"


def told_on(entry: Entry) -> tuple[str | None, AnswerBasis]:
    """The day of an answer as a TIMEX3 value, and how it is known.

    `text`: the sentence tells it; `before`: it tells only that it was some time before the page; `publication`: it
    tells nothing. Where the whole sentence is the content ("On Monday he called the reports false") its one day is
    that of the answer.
    """
    said, basis = said_of(entry)
    claim = entry.claim
    whole = [part.text for part in claim.content] == [claim.sentence.text]
    days = {time.value for time in claim.times if _is_past_day(time.value, entry)} if whole else set()
    if basis != "text" and len(days) == 1:
        return days.pop(), "text"
    if basis != "text" and is_told_of_before(claim, entry.article.language):
        return said, "before"
    return said, basis


def _is_past_day(value: str | None, entry: Entry) -> bool:
    day, published = day_of(value), interval(entry.article.published)
    return day is not None and (published is None or day <= published.last)


def said_first(link: Link) -> bool:
    """Whether the answer is known to come after what it answers."""
    one, other = day_of(said_of(link.target)[0]), day_of(link.said)
    return one is not None and other is not None and one <= other
