"""Names put together of what was read in pieces, and pieces that mean a longer name of the page.

A body of a country is named by its adjective and a noun that another country's body is known by ("Nepali Congress"), a
unit by its number in a larger one ("3rd Battalion, 6th Marines"); "the Council" is the one council that the page named
before. A name does not begin with whose ally somebody is ("Hamas-aligned Wazal Brigade").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from lagebild.extract.names.gazetteer import Gazetteer, folded
from lagebild.extract.names.words import Words
from lagebild.types import Actor, ActorKind, Mention

_BODIES = ("organisation", "government", "military", "group", "outlet")
_UNIT = re.compile(r"\d+(?:st|nd|rd|th)\s+(?:Battalion|Squadron|Company|Brigade|Regiment|Squad|Platoon)")
_LARGER = re.compile(r"\d+(?:st|nd|rd|th)\s+[A-Z].*")
_ACRONYM = re.compile(r"[A-Z][A-Z-]{1,7}[A-Z0-9]")
_LONG = 3  # words of a name that an acronym of other letters may stand for
_LEAST = 2  # words of a name that no list knows, after a compound before it is cut


def with_wholes(text: str, mentions: Sequence[Mention], book: Gazetteer, lexicon: Words) -> list[Mention]:
    """The mentions in the order of the text, pieces of one name as one mention with the whole name."""
    found = [_bare(mention, book, lexicon) for mention in mentions]
    found = list(_joined(text, found, lexicon))
    return _with_heads(_with_translations(text, found, lexicon), lexicon)


def _is_unknown(actor: Actor) -> bool:
    return actor.kind in _BODIES and not actor.wikidata and actor.plover in (None, actor.country)


def _bare(mention: Mention, book: Gazetteer, lexicon: Words) -> Mention:
    """A body that no list knows, without a compound before it and without a dot that belongs to an address."""
    if not _is_unknown(mention.actor) or mention.span.text != mention.actor.name:
        return mention
    name = mention.actor.name
    words = name.split()
    cut = next((at for at in range(len(words) - 2, -1, -1) if _is_compound(words[at], lexicon)), -1)
    rest = " ".join(words[cut + 1 :])
    known = _known(rest, book)
    if cut >= 0 and (known or len(words) - cut - 1 >= _LEAST):
        return _cut(mention, name.rindex(rest), len(name), known)
    if name.endswith(".") and (known := _known(name[:-1], book)):
        return _cut(mention, 0, len(name) - 1, known)
    return mention


def _is_compound(word: str, lexicon: Words) -> bool:
    before, _, last = word.rpartition("-")
    return bool(before) and last in lexicon.sets["compound_adjectives"]


def _known(name: str, book: Gazetteer) -> Actor | None:
    senses = [sense for sense in book.senses(folded(name)) if sense.use == "organisation"]
    return book.actor(senses[0].key) if senses else None


def _cut(mention: Mention, start: int, end: int, known: Actor | None) -> Mention:
    span = replace(
        mention.span,
        start=mention.span.start + start,
        end=mention.span.start + end,
        text=mention.span.text[start:end],
    )
    return replace(mention, span=span, actor=known or replace(mention.actor, name=span.text))


def _joined(text: str, mentions: Sequence[Mention], lexicon: Words) -> Iterator[Mention]:
    """The mentions, two that are one name as one."""
    held: Mention | None = None
    for mention in mentions:
        whole = _whole(text, held, mention, lexicon) if held is not None else None
        if held is not None and whole is None:
            yield held
        held = whole or mention
    if held is not None:
        yield held


def _whole(text: str, first: Mention, second: Mention, lexicon: Words) -> Mention | None:
    """One mention of two that stand beside each other and are one name, else None."""
    between = text[first.span.end : second.span.start]
    one, other = first.actor, second.actor
    if between == ", " and _UNIT.fullmatch(first.span.text) and _LARGER.fullmatch(second.span.text):
        return _as_one(text, first, second, "military", other.country)
    is_of_another = one.kind == "state" and other.kind == "organisation" and other.country not in (None, one.country)
    if between == " " and is_of_another and second.span.text in lexicon.sets["shared_names"]:
        return _as_one(text, first, second, "organisation", one.country)
    branch = second.span.text.split()[-1] in lexicon.sets["branch_words"] and " " in second.span.text
    if between == " " and one.kind == "state" and branch and _is_unknown(other) and other.country is None:
        return _as_one(text, first, second, other.kind, one.country)  # "United States Special Operations Command"
    is_franchise = one.kind == "group" and other.kind in ("place", "state") and one.name in lexicon.sets["franchises"]
    if is_franchise and f"{between.strip()} {second.span.text}" in lexicon.sets["franchise_tails"]:
        whole = _as_one(text, first, second, "group", None)
        return replace(whole, actor=replace(whole.actor, plover=one.plover))
    return None


def _as_one(text: str, first: Mention, second: Mention, kind: ActorKind, country: str | None) -> Mention:
    words = text[first.span.start : second.span.end]
    span = replace(first.span, end=second.span.end, text=words)
    return replace(first, span=span, actor=Actor(" ".join(words.split()), kind, country, None, country), candidates=())


def _with_translations(text: str, mentions: Sequence[Mention], lexicon: Words) -> list[Mention]:
    """The mentions, an acronym of other letters being the body in brackets beside it, or in whose brackets it stands.

    "West Papua National Liberation Army (TPNPB)", "PVV (Partei für die Freiheit)"; neither is in a list.
    """
    same: dict[str, Actor] = {}
    for one, other in pairwise(mentions):
        between = text[one.span.end : other.span.start]
        if between not in (" (", ") (") or not text.startswith(")", other.span.end):
            continue
        if not (_is_unknown(one.actor) and _is_unknown(other.actor)):
            continue
        long, short = (one, other) if _ACRONYM.fullmatch(other.span.text) else (other, one)
        words = long.span.text.split()
        is_body = bool(set(words) & lexicon.sets["organisation_words"]) or len(words) > _LONG
        if _ACRONYM.fullmatch(short.span.text) and len(words) >= _LONG and is_body:
            same[short.span.text] = long.actor
    return [
        replace(one, actor=same[one.span.text]) if one.span.text in same and _is_unknown(one.actor) else one
        for one in mentions
    ]


def _with_heads(mentions: Sequence[Mention], lexicon: Words) -> list[Mention]:
    """The mentions, a noun for bodies alone being the one body named before that ends with it: "the Council"."""
    found: list[Mention] = []
    for mention in mentions:
        head = mention.span.text
        before: set[Actor] = set()
        if head in lexicon.sets["organisation_words"] and _is_unknown(mention.actor):
            before = {m.actor for m in found if m.actor.kind in _BODIES and head in _last_words(m)}
        found.append(replace(mention, actor=before.pop()) if len(before) == 1 else mention)
    return found


def _last_words(mention: Mention) -> tuple[str, ...]:
    names = (mention.span.text, mention.actor.name)
    return tuple(name.split()[-1] for name in names if " " in name)
