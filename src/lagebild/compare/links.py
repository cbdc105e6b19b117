"""Finds the claim that another one answers: it denies, confirms, revises or retracts it; who, when, and why.

A claim answers by its act (deny, confirm) or by the words of its sentence (`lang/*/links.toml`). What it answers is
found by what both share: words of content, figures, places, actors, events. Where the answer has no content of its own
("the allegations"), it is the nearest claim about the speaker in its article, else the only recent one. Where several
fit about equally, it stays open: a missing link is better than a wrong one. Numbers: `ontology/comparison.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from lagebild.compare.figure_views import said_of
from lagebild.compare.figures import Reason, day_of
from lagebild.compare.voices import Voice, actor_key, outlet_of, speaker
from lagebild.errors import DataFileError
from lagebild.lang.load import has, having, ontology, rows, table
from lagebild.types import Act, Actor, Claim, Entry, Figure, Language

LinkKind = Literal["denies", "confirms", "revises", "retracts"]
#: How alike two claims are, 0 to 1: a likeness of meaning can take the place of shared words.
Likeness = Callable[[Claim, Claim], float]

_WORD = re.compile(r"\w+")
_SHORT = 3
_OWN: tuple[LinkKind, ...] = ("revises", "retracts")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """Words of one language by which a claim answers another."""

    id: str
    kind: LinkKind
    pattern: str
    example: str
    counter_example: str
    by_outlet: bool = False  # the outlet speaks of what it printed itself ("an earlier version said")


@dataclass(frozen=True, slots=True)
class ReferentRow:
    """Words that stand for a claim made before, and the acts that they mean; without acts any."""

    id: str
    words: tuple[str, ...]
    acts: tuple[Act, ...] = ()


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


def answers(claim: Claim, language: Language) -> LinkKind | None:
    """In which way a claim answers another, or None where it does not."""
    if row := _by_outlet(claim, language):
        return row.kind
    by_words = next(
        (r.kind for r in _answers(language) if not r.by_outlet and _pattern(r).search(claim.sentence.text)), None
    )
    if claim.source.kind == "author":  # a sentence of which no content was read apart: its own words must answer
        return by_words if _opens(claim, language) else None
    if by_words in _OWN and any(_pattern(row).search(_cue(claim)) for row in _answers(language) if row.kind in _OWN):
        return by_words
    if by_words in _OWN and _cue_is_in(claim, by_words, language):
        return by_words
    return {"deny": "denies", "confirm": "confirms"}.get(claim.act)  # type: ignore[return-value]


def link_of(entry: Entry, candidates: Iterable[Entry], *, likeness: Likeness | None = None) -> Link | None:
    """The claim among the candidates that a claim answers, or None where it answers none or where it stays open which.

    Candidates are claims of the same article and earlier ones of others, in any order. `likeness`, where it is given,
    takes the place of the share of words of content.
    """
    language = entry.article.language
    kind = answers(entry.claim, language)
    if kind is None or _is_no_answer(entry.claim, language):
        return None
    possible = [other for other in candidates if _is_possible(entry, other, kind)]
    if referent := _referent(entry.claim, language):
        found = _by_referent(entry, possible, referent, kind)
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
    elif not 0 <= (_days_between(other, entry) or 0) <= int(_numbers()["days"]):
        return False
    if other.claim.source.kind == "author" and answers(other.claim, other.article.language):
        return False
    if kind == "denies" and other.claim.act == "deny":
        return False
    if other.claim.sentence == entry.claim.sentence and other.claim.act in ("deny", "confirm"):
        return False
    if _by_outlet(entry.claim, entry.article.language):
        return other.article.id != entry.article.id and outlet_of(other.article) == outlet_of(entry.article) != ""
    same = _is_one_voice(_voice(entry), speaker(other))
    return same if kind in _OWN else not same


def _by_outlet(claim: Claim, language: Language) -> AnswerRow | None:
    """The row by which an outlet takes back what it printed, where its words are those of the source of a claim."""
    if claim.source.kind == "author" or claim.source.span is None or not has(language, "links"):
        return None
    told = claim.sentence.text[: claim.source.span.end - claim.sentence.start]
    return next((row for row in _answers(language) if row.by_outlet and _pattern(row).search(told)), None)


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


def _referent(claim: Claim, language: Language) -> ReferentRow | None:
    """The words that stand for another claim, where the content of a claim holds nothing else."""
    if not has(language, "links"):
        return None
    words = _WORD.findall(_content(claim).casefold())
    fillers = {word.casefold() for word in table(language, "links")["fillers"]}
    names = {word for mention in _named(claim) for word in _WORD.findall(mention.casefold())}
    for row in rows(table(language, "links"), "referents", ReferentRow, where=f"lang/{language}/links.toml"):
        own = {word.casefold() for word in row.words}
        rest = [word for word in words if word not in own | fillers | names]
        if own & set(words) and not rest and not claim.figures:
            return row
    return None


def _by_referent(
    entry: Entry, candidates: Sequence[Entry], referent: ReferentRow, kind: LinkKind
) -> tuple[Entry, float, tuple[Reason, ...]] | None:
    """The nearest claim before in the article that can be meant, else the only recent one about the speaker."""
    fitting = [other for other in candidates if not referent.acts or other.claim.act in referent.acts]
    here = [o for o in fitting if o.article.id == entry.article.id and o.claim.source.kind != "author"]
    before = [other for other in here if other.claim.sentence.start <= entry.claim.sentence.start]
    about = [other for other in before if kind in _OWN or _is_about(other.claim, _voice(entry))]
    for group, code in ((about, "nearest_about"), (before, "nearest")):
        if group and (code == "nearest_about" or not _about_others(group)):
            nearest = max(other.claim.sentence.start for other in group)
            last = [other for other in group if other.claim.sentence.start == nearest]
            if len(last) == 1:
                return last[0], 1.0, (Reason(code), Reason("referent", (("words", _content(entry.claim)),)))
            return None
    recent = [
        other
        for other in fitting
        if other.article.id != entry.article.id
        and (_days_between(other, entry) or 0) <= int(_numbers()["referent_days"])
        and (kind in _OWN or _is_about(other.claim, _voice(entry)))
        and (referent.acts or other.claim.source.kind != "author")
    ]
    distinct: list[Entry] = []
    for other in recent:
        if not any(_same(other.claim, known.claim) for known in distinct):
            distinct.append(other)
    if len(distinct) != 1:
        return None
    return distinct[0], 1.0, (Reason("only_recent"), Reason("referent", (("words", _content(entry.claim)),)))


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
    own = _WORD.findall(source.text.casefold()) if source else []
    words = [word for word in _WORD.findall(claim.sentence.text.casefold()) if word not in own]
    return bool(_beginnings(_WORD.findall(voice.name.casefold())) & _beginnings(words))


def _keys_of(actor: Actor | None) -> set[str]:
    """An actor and, for bodies of a state, its country: capital, ministry and president answer for their state."""
    if actor is None:
        return set()
    of_state = actor.country and (actor.plover or actor.kind in ("state", "government"))
    return {actor_key(actor), actor.country} if of_state and actor.country else {actor_key(actor)}


# --- shared content -----------------------------------------------------------------------------------------------


def _by_content(
    entry: Entry, candidates: Sequence[Entry], kind: LinkKind, likeness: Likeness | None
) -> tuple[Entry, float, tuple[Reason, ...]] | None:
    numbers = _numbers()
    scored = []
    for other in candidates:
        if _conflicts(entry.claim, other.claim) or (kind == "confirms" and _is_negated(entry) != _is_negated(other)):
            continue
        shares = tuple(_shared(entry, other, kind, likeness))
        score = sum(share for share, _ in shares)
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
    if common >= int(numbers["words_alone"]) or "figure" in by_code:
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
    if kind not in _OWN and _is_about(b, _voice(entry)):
        yield float(numbers["about"]), Reason("about", (("name", _voice(entry).name),))


def _conflicts(a: Claim, b: Claim) -> bool:
    """Whether two claims cannot be about one thing: each names places, and none of them is the other's."""
    towns_a, towns_b = (_keys(m for m in c.places if m.actor.place and m.actor.place.type == "town") for c in (a, b))
    return bool(towns_a and towns_b and not towns_a.keys() & towns_b.keys())


def _is_negated(entry: Entry) -> bool:
    """Whether the content says that something is not so: it confirms nothing that says it is."""
    if not has(entry.article.language, "links"):
        return False
    words = {word.casefold() for word in table(entry.article.language, "links")["negations"]}
    return bool(words & set(_WORD.findall(_content(entry.claim).casefold())))


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
    names = _beginnings(word for words in _named(claim) for word in _WORD.findall(words.casefold()))
    return _stems(claim) - names - _common_words()


def _same(a: Claim, b: Claim) -> bool:
    one, other = _stems(a), _stems(b)
    return bool(one and other) and len(one & other) / max(len(one), len(other)) >= float(_numbers()["same"])


def _stems(claim: Claim) -> frozenset[str]:
    return _beginnings(_WORD.findall(_content(claim).casefold()))


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    letters = int(_numbers()["letters"])
    return frozenset(word[:letters] for word in words if len(word) > _SHORT)


# --- the words of a claim -----------------------------------------------------------------------------------------


def _content(claim: Claim) -> str:
    return " ".join(part.text for part in claim.content) or claim.sentence.text


def _cue(claim: Claim) -> str:
    return " ".join(part.text for part in claim.cue)


def _named(claim: Claim) -> Iterator[str]:
    for mention in (*claim.actors, *claim.places):
        yield mention.span.text
    for time in claim.times:
        yield time.span.text


def _voice(entry: Entry) -> Voice:
    """Who answers: the speaker, or in a sentence of the author the first actor that it names."""
    claim = entry.claim
    if claim.source.kind == "author" and claim.actors:
        first = min(claim.actors, key=lambda mention: mention.span.start)
        return Voice(actor_key(first.actor), "named", first.actor.name, first.actor)
    return speaker(entry)


def _opens(claim: Claim, language: Language) -> bool:
    """Whether a sentence of the author tells of an answer: somebody is named before the words that answer."""
    matches = [m for row in _answers(language) if (m := _pattern(row).search(claim.sentence.text))]
    if not matches or not claim.actors:
        return False
    first = min(mention.span.start for mention in claim.actors) - claim.sentence.start
    return first < min(match.start() for match in matches)


def _is_no_answer(claim: Claim, language: Language) -> bool:
    """Whether the words only sound like an answer ("denied entry")."""
    if not has(language, "links"):
        return True
    excluded: Sequence[str] = table(language, "links")["excluded"]
    return any(re.search(pattern, claim.sentence.text) for pattern in excluded)


def _cue_is_in(claim: Claim, kind: LinkKind, language: Language) -> bool:
    """Whether the words that answer are those of the reporting clause, not of what is reported."""
    for row in _answers(language):
        match = _pattern(row).search(claim.sentence.text) if row.kind == kind else None
        if match:
            start, end = claim.sentence.start + match.start(), claim.sentence.start + match.end()
            return any(cue.start < end and start < cue.end for cue in claim.cue)
    return False


@cache
def _answers(language: Language) -> tuple[AnswerRow, ...]:
    """The rows of a language; retractions and revisions come before denials. Empty where it has none."""
    if not has(language, "links"):
        return ()
    found = rows(table(language, "links"), "answers", AnswerRow, where=f"lang/{language}/links.toml")
    return tuple(sorted(found, key=lambda row: row.kind not in _OWN))


@cache
def _pattern(row: AnswerRow) -> re.Pattern[str]:
    try:
        return re.compile(row.pattern)
    except re.error as error:
        raise DataFileError(f"links.toml: {row.id}: 'pattern' is no regular expression: {error}") from error


@cache
def _numbers() -> Mapping[str, Any]:
    content: Mapping[str, Any] = ontology("comparison")["links"]
    return content


def said_first(link: Link) -> bool:
    """Whether the answer is known to come after what it answers."""
    one, other = day_of(said_of(link.target)[0]), day_of(link.said)
    return one is not None and other is not None and one <= other
