"""Variants of a name on one page: with and without initials, cut in front, an acronym in brackets, a short form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from lagebild.extract.names.gazetteer import Gazetteer, folded
from lagebild.extract.names.words import Words
from lagebild.types import Actor, Mention

_ARTICLE = re.compile(r"(?:al|el|as|asch|ash|ad|ar|an|at|az)[-‑](?=\w{3})", re.IGNORECASE)  # of Arabic names
_INITIAL = re.compile(r"\w\.?|(\w\.)+")
_BODIES = ("organisation", "government", "military", "group", "outlet")
_FEW = 3  # mentions of one other country make a page that country's
_PAIR = 2  # words of a given name and a surname
_LONGEST_ACRONYM, _LEAST_CAPITALS = 9, 2
_IN_BRACKETS = " ("


def plain(name: str) -> str:
    """A person's name without what stands for other given names: "Vladimir Putin" of "Vladimir V. Putin"."""
    first, *rest = name.split()
    kept = [word for word in rest if not _INITIAL.fullmatch(word)]
    return " ".join([first, *kept]) if kept else name


def without_article(surname: str) -> str:
    """A surname without the Arabic article before it: "Abadi" of "al-Abadi"."""
    return _ARTICLE.sub("", surname, count=1) if _ARTICLE.match(surname) else surname


def known_person(actor: Actor, gazetteer: Gazetteer) -> Actor:
    """The person of the gazetteer that is meant by a name with initials or middle names, else the actor itself."""
    words = actor.name.split()
    shorter = dict.fromkeys((plain(actor.name), f"{words[0]} {words[-1]}"))
    if actor.kind != "person" or actor.wikidata or len(words) <= _PAIR:
        return actor
    for short in shorter:
        people = [sense.key for sense in gazetteer.senses(folded(short)) if sense.use == "person"]
        if len(people) == 1:
            return gazetteer.actor(people[0])
    return actor


def settled(people: Mapping[str, Actor], short: Mapping[str, str] = MappingProxyType({})) -> dict[str, Actor]:
    """Persons of one surname by name, each as the one that the page means by it.

    Of names that differ by initials or by a short given name it is the first ("James C. Kopp", "James Kopp", "Jim
    Kopp"; `short` gives the full given name), of a name that another one ends with the longer ("Ki Hong", "Justin Ki
    Hong"), and so of one that leaves given names out ("James Kopp", "James Charles Kopp").
    """
    found: dict[str, Actor] = {}
    forms = {name: _spelt(name, short) for name in people}
    for name, actor in people.items():
        longer = [other for other in people if _is_cut(forms[name], forms[other])]
        longer = longer or [other for other in people if _is_initialled(forms[name], forms[other])]
        alike = [other for other in people if plain(forms[name]) == plain(forms[other])]
        if len(longer) == 1:
            found[name] = people[longer[0]]
        else:
            found[name] = next((people[other] for other in alike if _is_one(alike)), actor)
    return found


def _spelt(name: str, short: Mapping[str, str]) -> str:
    """A name as it is compared: without marks and hyphens, its given name in full."""
    first, *rest = name.replace(".", "").replace("-", " ").split() or [name]
    return " ".join([short.get(first, first), *rest])


def _is_cut(name: str, other: str) -> bool:
    """Whether a name leaves out words before its end, or between the given name and the surname."""
    words, theirs = name.split(), other.split()
    if not 1 < len(words) < len(theirs) or plain(name) == plain(other):
        return False
    is_end = theirs[-len(words) :] == words
    return is_end or (len(words) == _PAIR and [theirs[0], theirs[-1]] == words)


def _is_initialled(name: str, other: str) -> bool:
    """Whether a name has only the first letter of the other's given name: "R Kelly" and "Robert Kelly"."""
    words, theirs = name.split(), other.split()
    is_letter = len(words) == _PAIR and len(words[0]) == 1 and len(theirs) > 1 and len(theirs[0]) > 1
    return is_letter and theirs[0][0] == words[0] and theirs[-1] == words[-1]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[1:] if _INITIAL.fullmatch(word))


def _is_one(names: Iterable[str]) -> bool:
    """Whether names that are alike have no two different initials ("George W. Bush", "George H. Bush")."""
    return len({initials for name in names if (initials := _initials(name))}) <= 1


def without_titles(mentions: Sequence[Mention], gazetteer: Gazetteer, lexicon: Words) -> list[Mention]:
    """The mentions, unknown names without the title or the adjective written small before them.

    "Ayatollah Ali Khamenei" is Ali Khamenei, "Gen Talib Shaghati" Talib Shaghati; "Prince Harry" stays, and so does
    Major Owens, whose given name it is. The span keeps the words of a title.
    """
    return [_without_title(mention, gazetteer, lexicon.sets["titles"]) for mention in mentions]


def _without_title(mention: Mention, gazetteer: Gazetteer, titles: frozenset[str]) -> Mention:
    actor, parts = mention.actor, mention.actor.name.split()
    if actor.wikidata or actor.kind not in ("person", *_BODIES) or gazetteer.senses(folded(actor.name)):
        return mention
    if actor.kind != "person":
        return _without_prefix(mention, parts)
    while len(parts) > _PAIR and parts[0] in titles and folded(parts[0]) not in gazetteer.first_names:
        parts = parts[1:]
    name = " ".join(parts)
    if name == actor.name:
        return mention
    people = [sense.key for sense in gazetteer.senses(folded(name)) if sense.use == "person"]
    known = gazetteer.actor(people[0]) if len(people) == 1 else replace(actor, name=name)
    return replace(mention, actor=known)


def _without_prefix(mention: Mention, parts: list[str]) -> Mention:
    """A body without a compound written small before its name: "neo-Nazi Wazal Corps"."""
    first = parts[0]
    if len(parts) < _PAIR + 1 or "-" not in first or not first[0].islower() or mention.span.text != mention.actor.name:
        return mention
    cut = len(first) + 1
    span = replace(mention.span, start=mention.span.start + cut, text=mention.span.text[cut:])
    return replace(mention, span=span, actor=replace(mention.actor, name=span.text))


def with_acronyms(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, an acronym in brackets and the name before it being one actor: "Thai Rak Thai (TRT)"."""
    same: dict[Actor, Actor] = {}
    for long, short in pairwise(mentions):
        between = text[long.span.end : short.span.start]
        if between == _IN_BRACKETS and text.startswith(")", short.span.end) and _is_acronym(long, short):
            known = _is_known(short.actor) and not _is_known(long.actor)
            one, other = (long.actor, short.actor) if known else (short.actor, long.actor)
            if not _is_known(one):
                same[one] = other
    return tuple(replace(one, actor=same.get(one.actor, one.actor)) for one in mentions)


def _is_acronym(long: Mention, short: Mention) -> bool:
    word = short.span.text
    if long.actor.kind not in _BODIES or short.actor.kind not in _BODIES or len(word) > _LONGEST_ACRONYM:
        return False
    if " " in word or sum(char.isupper() for char in word) < _LEAST_CAPITALS:
        return False
    letters = iter(long.span.text.casefold())
    return long.span.text[:1].casefold() == word[0].casefold() and all(char in letters for char in word.casefold())


def _is_known(actor: Actor) -> bool:
    return bool(actor.wikidata or actor.plover)


def with_longer(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, a known body's short name being that of the unknown one of the page whose name begins with it.

    "Congress" is no longer that of the United States on a page about the Congress of Local and Regional Authorities.
    """
    unknown = {m.actor.name: m.actor for m in mentions if m.actor.kind in _BODIES and not _is_known(m.actor)}
    return tuple(replace(one, actor=_longer(one, unknown)) for one in mentions)


def with_outlets(mentions: Sequence[Mention], lexicon: Words) -> list[Mention]:
    """The mentions, "The Times" or "the Post" being the one outlet of the page whose name ends so."""
    full: dict[str, set[Actor]] = {}
    for mention in mentions:
        *first, last = mention.span.text.split()
        if [word for word in first if word.lower() != "the"] and mention.actor.kind in ("outlet", "organisation"):
            full.setdefault(last, set()).add(mention.actor)
    return [_outlet(mention, full, lexicon.sets["paper_words"]) for mention in mentions]


def _outlet(mention: Mention, full: Mapping[str, set[Actor]], papers: frozenset[str]) -> Mention:
    words = mention.span.text.split()
    if mention.actor.kind not in ("outlet", "organisation") or words[-1] not in papers:
        return mention
    if len(words) > _PAIR or (len(words) == _PAIR and words[0].lower() != "the"):
        return mention
    found = full.get(words[-1], set())
    return replace(mention, actor=next(iter(found))) if len(found) == 1 else mention


def _longer(mention: Mention, unknown: Mapping[str, Actor]) -> Actor:
    short = mention.span.text
    is_short = mention.actor.kind in _BODIES and bool(mention.actor.country) and mention.actor.name != short
    if not is_short or short.isupper():
        return mention.actor
    found = [actor for name, actor in unknown.items() if name.startswith(f"{short} ")]
    return found[0] if len(found) == 1 else mention.actor


def at_home(mentions: Sequence[Mention], lexicon: Words) -> tuple[Mention, ...]:
    """The mentions, a body whose name other countries have too being known only where the page is about its country.

    "Demokratische Partei" on a page about Thailand is not that of the United States; it stays with its words alone.
    """
    shared = lexicon.sets["shared_names"]
    told = [m.actor.country for m in mentions if m.span.text not in shared and m.actor.country]
    if not told:
        return tuple(mentions)
    at_stake = set(told) | (set(lexicon.lists["home_countries"]) if len(set(told)) > 1 or len(told) < _FEW else set())
    return tuple(m if m.actor.country in at_stake or not _is_shared(m, shared) else _abroad(m) for m in mentions)


def _is_shared(mention: Mention, shared: frozenset[str]) -> bool:
    return (
        mention.actor.kind in _BODIES
        and bool(mention.actor.country)
        and bool({mention.span.text, mention.actor.name} & shared)
    )


def _abroad(mention: Mention) -> Mention:
    return replace(mention, actor=Actor(mention.span.text, mention.actor.kind))
