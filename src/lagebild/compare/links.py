"""Finds the claim that another one answers: it denies, confirms, revises or retracts it; who, when, and why.

A claim answers by its act (deny, confirm) or by the words of its sentence (`lang/*/links.toml`). What it answers is
found by what both share: words of content, figures, places, actors, events. Where the answer has no content of its own
("the allegations"), it is the nearest claim about the speaker in its article, else the only recent one. Where several
fit about equally, it stays open: a missing link is better than a wrong one. Numbers: `ontology/comparison.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from lagebild.compare.figure_views import said_of
from lagebild.compare.figures import Reason, day_of
from lagebild.compare.replies import (
    OWN,
    WORD,
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
    names_in,
    owner,
    referent,
)
from lagebild.compare.timex import interval
from lagebild.compare.voices import Voice, actor_key, outlet_of, speaker
from lagebild.lang.load import has, having, ontology, table
from lagebild.types import Act, Actor, Claim, Entry, Event, Figure

#: How alike two claims are, 0 to 1: a likeness of meaning can take the place of shared words.
Likeness = Callable[[Claim, Claim], float]

#: What the claim that is answered shares with the answer: the claim, how much, and in what.
Found = tuple[Entry, float, tuple[Reason, ...]]

#: How the day of an answer is known.
AnswerBasis = Literal["text", "before", "publication", "unknown"]

_SHORT = 3
#: Codes of PLOVER for those who answer for their state.
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
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
        possible = [other for other in possible if _keys_of(whose) & _keys_of(speaker(other).actor)]
    if row := referent(entry.claim, language):
        # "Russia has previously dismissed such reports": which, and of which day, nothing tells.
        found = None if is_told_of_before(entry.claim, language) else _by_referent(entry, possible, row, kind)
    elif kind == "denies" and is_of_matter(entry.claim, language):
        found = _by_matter(entry, possible)
    else:
        found = _by_content(entry, possible, kind, likeness)
    if found is None:
        return None
    target, score, reasons = found
    voice = _voice(entry)
    return Link(kind, entry, target, voice, said_of(entry)[0], round(score, 3), reasons)


# --- which claims can be meant ----------------------------------------------------------------------------------


def _is_possible(entry: Entry, other: Entry, kind: LinkKind) -> bool:
    if other.claim.id == entry.claim.id and other.article.id == entry.article.id:
        return False
    if other.article.id == entry.article.id:
        if other.claim.sentence == entry.claim.sentence and other.claim.source.kind == "author":
            return False
    elif (between := _days_between(other, entry)) is None or not 0 <= between <= int(_numbers()["days"]):
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
    same = _is_one_voice(_voice(entry), speaker(other))
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


def _is_one_voice(one: Voice, other: Voice) -> bool:
    """Whether two voices are one or speak for one state; an unknown name may end in a known one."""
    if one.key == other.key or _keys_of(one.actor) & _keys_of(other.actor):
        return True
    short, long = sorted((one.name.casefold(), other.name.casefold()), key=len)
    return len(short.split()) > 1 and long.endswith(f" {short}")


def _days_between(earlier: Entry, later: Entry) -> int | None:
    one, other = earlier.article.day, later.article.day
    return (other - one).days if one and other else None


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
            and not _is_mere_phrase(other.claim)
            and max(part.end for part in other.claim.content) <= first
        ]
    fitting = [other for other in candidates if not row.acts or other.claim.act in row.acts]
    if found := _nearest(entry, fitting, kind) or _recent(entry, fitting, row, kind):
        return found
    if row.acts and kind == "denies":  # what is called an accusation is often only told
        about = [other for other in candidates if _is_about(other.claim, _voice(entry))]
        return _nearest(entry, about, kind)
    return None if row.acts else _sentence_before(entry, candidates)


def _nearest(entry: Entry, fitting: Sequence[Entry], kind: LinkKind) -> Found | None:
    """The nearest claim before in the article that can be meant, best one about who answers."""
    here = [o for o in fitting if o.article.id == entry.article.id and o.claim.source.kind != "author"]
    before = [other for other in here if _is_earlier(other, entry) or _is_told_before(other, entry)]
    about = [other for other in before if kind in OWN or _is_about(other.claim, _voice(entry))]
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
        and (_days_between(other, entry) or 0) <= int(_numbers()["referent_days"])
        and (kind in OWN or _is_about(other.claim, _voice(entry)))
        and (row.acts or other.claim.source.kind != "author")
    ]
    distinct: list[Entry] = []
    for other in recent:
        if not any(_same(other.claim, known.claim) for known in distinct):
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
    keys = _keys_of(_voice(entry).actor)
    before = [other for other in candidates if other.article.id == entry.article.id and _is_earlier(other, entry)]
    meant = [
        other
        for other in before
        if any(event.actor and keys & _keys_of(event.actor) for event in other.claim.events)
        or (other.claim.act == "accuse" and any(keys & _keys_of(m.actor) for m in other.claim.actors))
    ]
    nearest = max((other.claim.sentence.start for other in meant), default=-1)
    last = [other for other in meant if other.claim.sentence.start == nearest]
    return (last[0], 1.0, (Reason("nearest_about"), _meant(entry))) if len(last) == 1 else None


def _about_others(group: Sequence[Entry]) -> bool:
    """Whether the claims name somebody, so that who is meant would be named too."""
    return any(other.claim.act == "accuse" and other.claim.actors for other in group)


def _is_about(claim: Claim, voice: Voice) -> bool:
    """Whether a claim, or the sentence that reports it ("warf Ruanda vor"), names a voice or its country."""
    keys = _keys_of(voice.actor)
    named = [mention.actor for mention in (*claim.actors, *claim.places)]
    if keys & {key for one in named for key in _keys_of(one)}:
        return True
    source = claim.source.span
    own = WORD.findall(source.text.casefold()) if source else []
    words = [word for word in WORD.findall(claim.sentence.text.casefold()) if word not in own]
    return bool(_beginnings(WORD.findall(voice.name.casefold())) & _beginnings(words))


def _keys_of(actor: Actor | None) -> set[str]:
    """An actor and, for bodies of a state, its country: capital, ministry and president answer for their state."""
    if actor is None:
        return set()
    code = (actor.plover or "").split()[1:2]
    of_state = actor.country and (actor.kind in ("state", "government") or not _STATE.isdisjoint(code))
    return {actor_key(actor), actor.country} if of_state and actor.country else {actor_key(actor)}


# --- shared content -----------------------------------------------------------------------------------------------


def _by_content(
    entry: Entry, candidates: Sequence[Entry], kind: LinkKind, likeness: Likeness | None
) -> tuple[Entry, float, tuple[Reason, ...]] | None:
    numbers = _numbers()
    scored = []
    for other in candidates:
        if _conflicts(entry.claim, other.claim) or _is_mere_phrase(other.claim) or _repeats(entry.claim, other.claim):
            continue
        if kind == "confirms" and (_is_negated(entry) != _is_negated(other) or _counts_otherwise(entry, other)):
            continue
        shares = tuple(_shared(entry, other, kind, likeness))
        score = sum(share for share, _ in shares)
        if kind == "denies" and (
            other.claim.act == "condition" or (_is_bare(entry.claim) and not _is_at(entry, other))
        ):
            continue
        if score >= float(numbers["least"]) and _is_enough(entry, other, kind, shares):
            scored.append((score, other, tuple(reason for _, reason in shares)))
    if not scored:
        return None
    scored.sort(key=lambda one: (-one[0], one[1].article.published or "", one[1].claim.sentence.start))
    best = scored[0]
    for score, other, _ in scored[1:]:
        if best[0] - score < float(numbers["margin"]) and not _same(best[1].claim, other.claim):
            return None
    return best[1], best[0], best[2]


def _is_enough(entry: Entry, other: Entry, kind: LinkKind, shares: Sequence[tuple[float, Reason]]) -> bool:
    """Whether two claims share content and not only names: most words of the answer, and something beside them."""
    numbers, by_code = _numbers(), {reason.code: share for share, reason in shares}
    words = by_code.get("words", 0.0) / float(numbers["words"])
    common = len(_own_stems(entry.claim) & _stems(other.claim)) + _common_names(entry, other)
    if by_code.keys() & {"figure", "other_count"} and "place" in by_code:
        return True
    if words < float(numbers["words_most" if kind == "confirms" else "words_least"]):
        return False
    named = by_code.keys() & {"place", "actor", "about", "other_count"}  # words alone are said of many
    if "figure" in by_code or (common >= int(numbers["words_alone"]) and (named or words >= 1)):
        return True
    return common > 1 and ("place" in by_code or ("about" in by_code and words >= float(numbers["words_most"])))


def _shared(entry: Entry, other: Entry, kind: LinkKind, likeness: Likeness | None) -> Iterator[tuple[float, Reason]]:
    """What two claims share, with its weight; nothing where they share nothing of that kind."""
    a, b, numbers = entry.claim, other.claim, _numbers()
    share = likeness(a, b) if likeness else _word_share(a, b)
    if share > 0:
        yield share * float(numbers["words"]), Reason("words", (("percent", f"{100 * share:.0f}"),))
    figures = [x for x in a.figures for y in b.figures if _is_one_figure(x, y)]
    if figures:
        yield float(numbers["figure"]), Reason("figure", (("words", figures[0].span.text),))
    elif kind == "revises" and (changed := [y for x in a.figures for y in b.figures if _is_other_count(x, y)]):
        yield float(numbers["figure"]), Reason("other_count", (("words", changed[0].span.text),))
    for code, one, two in (
        ("place", _keys(a.places), _keys(b.places)),
        ("actor", _keys(a.actors), _keys(b.actors)),
        ("event", {e.type: e.type for e in a.events}, {e.type: e.type for e in b.events}),
    ):
        if both := sorted(one.keys() & two.keys()):
            yield float(numbers[code]), Reason(code, (("words", one[both[0]]),))
    if kind not in OWN and _is_about(b, _voice(entry)):
        yield float(numbers["about"]), Reason("about", (("name", _voice(entry).name),))


def _is_bare(claim: Claim) -> bool:
    """Whether a denial names only a thing ("denied arson"), without a clause or a word for something said."""
    return claim.form == "reported"


def _is_at(entry: Entry, other: Entry) -> bool:
    """Whether a claim accuses, or speaks of who denies."""
    return other.claim.act == "accuse" or _is_about(other.claim, _voice(entry))


def _repeats(claim: Claim, other: Claim) -> bool:
    """Whether another claim of the sentence is read from the very words of the answer."""
    return other.sentence == claim.sentence and content_of(claim) in content_of(other)


def _is_mere_phrase(claim: Claim) -> bool:
    """Whether a claim is only about something ("described the progress of the committee") and says nothing of it."""
    return claim.form == "reported" and claim.act != "accuse" and not (claim.events or claim.figures)


def _conflicts(a: Claim, b: Claim) -> bool:
    """Whether two claims cannot be about one thing: each names places, and none of them is the other's."""
    towns_a, towns_b = (_keys(m for m in c.places if m.actor.place and m.actor.place.type == "town") for c in (a, b))
    return bool(towns_a and towns_b and not towns_a.keys() & towns_b.keys())


def _counts_otherwise(entry: Entry, other: Entry) -> bool:
    """Whether two claims count the same thing differently, or give one number of the missing and of the dead."""
    pairs = [
        (x, y) for x in entry.claim.figures for y in other.claim.figures if x.unit == y.unit and x.stage and y.stage
    ]
    return any((x.stage == y.stage) != (x.min == y.min) for x, y in pairs if x.stage == y.stage or x.min == y.min)


def _is_negated(entry: Entry) -> bool:
    """Whether the content says that something is not so: it confirms nothing that says it is."""
    if not has(entry.article.language, "links"):
        return False
    words = {word.casefold() for word in table(entry.article.language, "links")["negations"]}
    return bool(words & set(WORD.findall(content_of(entry.claim).casefold())))


def _is_one_figure(one: Figure, other: Figure) -> bool:
    told = not (one.vague or other.vague) and one.min == one.max and (one.min or 0) >= _numbers()["figure_from"]
    return told and (one.min, one.max, one.unit) == (other.min, other.max, other.unit)


def _is_other_count(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same in the same stage and differ: what a revision changes."""
    return bool(one.stage) and (one.stage, one.unit) == (other.stage, other.unit) and one.min != other.min


def _keys(mentions: Iterable[Any]) -> dict[str, str]:
    return {actor_key(mention.actor): mention.actor.name for mention in mentions}


def _word_share(a: Claim, b: Claim) -> float:
    """The part of the answer's words of content that the other claim has, names apart, by their beginnings."""
    own = _own_stems(a)
    return len(own & _stems(b)) / len(own) if own else 0.0


@cache
def _common_words() -> frozenset[str]:
    """Words that half of all claims of a conflict share, in any language that has a list of them."""
    lists = (table(language, "links")["common"] for language in having("links"))
    return _beginnings(word.casefold() for words in lists for word in words)


def _common_names(entry: Entry, other: Entry) -> int:
    """How many actors and places both claims name, those apart that speak for the one who answers."""
    own = _keys_of(_voice(entry).actor)
    a, b = ({actor_key(m.actor) for m in (*c.actors, *c.places)} for c in (entry.claim, other.claim))
    return len((a & b) - own)


def _own_stems(claim: Claim) -> frozenset[str]:
    """The words of content without the names of actors and places, which count for themselves."""
    names = _beginnings(word for words in names_in(claim) for word in WORD.findall(words.casefold()))
    return _stems(claim) - names - _common_words()


def _same(a: Claim, b: Claim) -> bool:
    one, other = _stems(a), _stems(b)
    return bool(one and other) and len(one & other) / max(len(one), len(other)) >= float(_numbers()["same"])


def _stems(claim: Claim) -> frozenset[str]:
    return _beginnings(WORD.findall(content_of(claim).casefold()))


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    letters = int(_numbers()["letters"])
    return frozenset(word[:letters] for word in words if len(word) > _SHORT)


# --- the words of a claim -----------------------------------------------------------------------------------------


def _voice(entry: Entry) -> Voice:
    """Who answers: the speaker, or in a sentence of the author the first actor that it names."""
    claim = entry.claim
    if claim.source.kind == "author" and claim.actors:
        first = min(claim.actors, key=lambda mention: mention.span.start)
        return Voice(actor_key(first.actor), "named", first.actor.name, first.actor)
    return speaker(entry)


def answerer(entry: Entry) -> Voice:
    """Who denies or confirms in a claim: its speaker, or whom a sentence of the author tells to do so."""
    claim = entry.claim
    told = next((e.actor for e in claim.events if is_denying(e) and e.actor is not None), None)
    if claim.source.kind == "author" and told is not None:
        return Voice(actor_key(told), "named", told.name, told)
    return _voice(entry) if claim.act in ("deny", "confirm") and claim.source.kind != "author" else speaker(entry)


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


@cache
def _numbers() -> Mapping[str, Any]:
    content: Mapping[str, Any] = ontology("comparison")["links"]
    return content


def said_first(link: Link) -> bool:
    """Whether the answer is known to come after what it answers."""
    one, other = day_of(said_of(link.target)[0]), day_of(link.said)
    return one is not None and other is not None and one <= other
