"""What binds attributions together: whom a pronoun means, who leans on whom, what kind a source is of."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

from lagebild.extract.attribution.drafts import Draft, Range, Text
from lagebild.extract.attribution.sources import noun_phrase
from lagebild.types import NameMention, SourceKind

_MOSTLY = 0.4
_SHORT = 5
_NO_SAYING = ":plan"  # to decide or to plan is no saying: inside a report it is part of what is reported


def _by_token(drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    """The drafts whose content holds a token: asking all of them for each would cost the square of a page's length."""
    index: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for at in {at for first, last in draft.content for at in range(first, last)}:
            index[at].append(draft)
    return index


def clip_phrases(drafts: list[Draft]) -> None:
    """Limits what a phrase speaks for to the content that it stands in: "X sagte, [nach Angaben von Y] …"."""
    reports = (d for d in drafts if d.form == "indirect" and d.frame and not d.rule.startswith("adposition"))
    index = _by_token(reports)
    for phrase in drafts:
        if not phrase.rule.startswith("adposition") or not phrase.frame:
            continue
        holders = index.get(phrase.frame[0][0])
        if not holders:
            continue
        inside = min(holders, key=lambda d: _size(d.content)).content
        clipped = [(max(a, c), min(b, d)) for a, b in phrase.content for c, d in inside if a < d and c < b]
        phrase.content = clipped or phrase.content


def bind_chains(text: Text, drafts: list[Draft]) -> list[Draft]:
    """Puts a source that stands inside another's content into its chain, and reads "unter Berufung auf …".

    A phrase ("nach Erkenntnissen …") that covers most of the content around it is no report of its own any more.
    """
    clip_phrases(drafts)
    for draft in drafts:
        draft.chain.extend(leaning(text, draft))
    holder: dict[int, Draft] = {}
    index = _by_token(d for d in drafts if d.source and d.form in ("indirect", "reported", "free_indirect"))
    for inner in sorted(drafts, key=lambda d: -_size(d.content)):
        if not inner.source or inner.form not in ("indirect", "reported"):
            continue
        outer = _around(inner, index)
        if outer is not None and (inner.unsaid or (inner.rule.startswith("noun") and _asks(inner))):
            continue
        if outer is None or _size(inner.content) < _MOSTLY * (_size(outer.content) - _size(inner.frame)):
            continue
        outermost = holder.get(id(outer), outer)
        holder[id(inner)] = outermost
        if not inner.rule.endswith(_NO_SAYING) and not _is_pronoun(text, inner.source[0]):
            outermost.chain.extend([_owner(text, inner), *inner.chain])
    return [d for d in drafts if id(d) not in holder]


def _is_pronoun(text: Text, source: Range) -> bool:
    """Whether a source in a report is a pronoun: the speaker himself ("sagte, er glaube …") or nobody."""
    return source[1] - source[0] == 1 and text.lower[source[0]] in text.rules.words["nominative_pronouns"]


def _asks(draft: Draft) -> bool:
    """Whether a noun asks for something: what is asked for is not what the sentence reports."""
    return draft.act not in (None, "state", "report", "confirm", "predict")


def _owner(text: Text, draft: Draft) -> Range:
    """The source of a draft without its noun of saying."""
    split_saying_noun(text, draft)
    return draft.said_by or draft.source[0]


def _around(inner: Draft, index: Mapping[int, list[Draft]]) -> Draft | None:
    """The smallest report that holds the beginning of another, by somebody else."""
    first = (inner.cue or inner.frame or inner.content)[0][0]
    holders = [
        d for d in index.get(first, ()) if d is not inner and _may_hold(d, inner) and d.source[0] != inner.source[0]
    ]
    return min(holders, key=lambda d: _size(d.content)) if holders else None


def _may_hold(outer: Draft, inner: Draft) -> bool:
    """Whether one can stand in another; a phrase ("laut X") speaks for the whole report that it stands in."""
    if inner.rule.startswith("whole"):
        return outer.rule.startswith("adposition")
    return bool(inner.frame) and not (inner.rule.startswith("adposition") and outer.rule.startswith("whole"))


def _size(ranges: list[Range]) -> int:
    return sum(b - a for a, b in ranges)


def leaning(text: Text, draft: Draft) -> list[Range]:
    """Whom a source cites in its frame: "unter Berufung auf Y", "X, die sich auf Y beruft"."""
    whole = draft.form == "reported" and not draft.rule.startswith("adposition")
    for first, last in draft.content if whole else draft.frame:
        for at in range(first, last - 1):
            start = _cited(text, at, last)
            end = noun_phrase(text, start, last) if start is not None else None
            if start is not None and end:
                return [(start, end)]
    return []


def _cited(text: Text, at: int, last: int) -> int | None:
    """Where those begin who are cited by a noun ("Berufung auf …") or a verb at the end ("auf … beruft") at `at`."""
    words, lower = text.rules.words, text.lower
    if (
        at + 2 < last
        and lower[at] in words["citing_nouns"]
        and lower[at - 1] in words["citing_openers"]
        and lower[at + 1] in words["citing_prepositions"]
    ):
        start = at + 2
        while start < last - 1 and lower[start] in words["adverbs"]:
            start += 1
        return start
    by_verb = lower[at] in words["citing_prepositions"] and any(
        lower[i] in words["citing_verbs"] for i in range(at, last)
    )
    return at + 1 if by_verb else None


def bind_antecedents(text: Text, drafts: list[Draft]) -> None:
    """Gives pronouns, connectives and bare roles the earlier source that they mean."""
    named: list[Range] = []
    for draft in sorted(drafts, key=lambda d: (d.sentence, d.content[0])):
        if draft.source:
            start, end = draft.source[0]
            if end - start == 1 and _several(text, draft):
                continue
            if draft.pointing or (
                end - start == 1
                and text.lower[start] in text.rules.words["pronouns"] | text.rules.words["source_pronouns"]
            ):
                draft.pointing = True
                draft.antecedent = draft.antecedent or (_last_before(named, start))
                continue
            if draft.antecedent is None:
                draft.antecedent = _same_role(text, draft.source[0], named)
            if (owner := _owner(text, draft)) not in named:
                named.append(owner)


def _several(text: Text, draft: Draft) -> bool:
    """Whether the verb tells that a pronoun of either number means several here: "sie forderten"."""
    plural = bool(draft.cue) and text.lower[draft.cue[0][0]].endswith(text.rules.plural_verb_endings)
    return plural and text.lower[draft.source[0][0]] in text.rules.words["plural_pronouns"]


def _last_before(named: list[Range], at: int) -> Range | None:
    earlier = [r for r in named if r[0] < at]
    return earlier[-1] if earlier else None


def _same_role(text: Text, source: Range, named: list[Range]) -> Range | None:
    """The earlier source that a definite description repeats: "der Sprecher" after "Polizeisprecher Jan Berg"."""
    start, end = source
    if end - start != 2 or text.lower[start] not in text.rules.words["definite_determiners"]:
        return None
    head = text.lower[end - 1]
    for a, b in reversed(named):
        if a < start and b - a > 2 and any(text.lower[i].endswith(head) for i in range(a, b)):
            return a, b
    return None


def kind_of(text: Text, draft: Draft, names: tuple[NameMention, ...]) -> SourceKind:
    """Whether a source is named, described or unnamed."""
    if draft.unnamed or not draft.source:
        return "unnamed"
    piece = draft.source[0]
    if piece[1] - piece[0] == 1 and text.lower[piece[0]] in text.rules.words["anybody"]:
        return "unnamed"
    if draft.pointing or draft.antecedent:
        return "named" if draft.antecedent is None else _kind_of_words(text, draft.antecedent, names)
    return _kind_of_words(text, piece, names)


def _kind_of_words(text: Text, piece: Range, names: tuple[NameMention, ...]) -> SourceKind:
    words, (first, last) = text.rules.words, piece
    start, end = text.tokens[first].start, text.tokens[last - 1].end
    if _hearsay(text, piece):  # "ukrainische Angaben" are somebody's, "Medienberichte" nobody's
        return "described" if _names_an_actor(names, start, end) else "unnamed"
    lead = text.lower[first]
    if lead in words["indefinite_determiners"] or text.tokens[first].text[0].isdigit():
        return "named" if _apposed_name(text, piece) else "described"
    if _names_an_actor(names, start, end):
        return "named"
    pronoun = last - first == 1 and lead in words["pronouns"]
    if pronoun or _group(text.lower[last - 1], words["groups"]) or lead in words["groups"]:
        return "described"
    return "named"


def _names_an_actor(names: tuple[NameMention, ...], start: int, end: int) -> bool:
    """Whether a name that is no place's shares words with a stretch; names are in order and do not overlap."""
    at = bisect_right(names, start, key=lambda mention: mention.span.end)
    while at < len(names) and names[at].span.start < end:
        if not names[at].is_place:
            return True
        at += 1
    return False


def _group(word: str, groups: frozenset[str]) -> bool:
    """Whether a word is a group or ends in one ("Geheimdienstkreise")."""
    return word in groups or any(word.endswith(group) for group in groups if len(group) > _SHORT)


def _hearsay(text: Text, piece: Range) -> bool:
    """Whether a phrase is headed by a noun of hearsay and says nothing of whose word it is."""
    first, last = piece
    nouns = text.rules.nouns["hearsay"] | text.rules.nouns["saying"]
    if not text.rules.listed(text.tokens[last - 1].text, nouns) or "-" in text.tokens[last - 1].text:
        return False
    named = any(
        text.tokens[i].text == "," or (i > first and text.capital(i) and not _adjectival(text, i))
        for i in range(first, last - 1)
    )
    return not named and text.lower[first] not in text.rules.words["possessives"]


def _adjectival(text: Text, at: int) -> bool:
    return text.lower[at].endswith(text.rules.adjective_endings)


def _apposed_name(text: Text, piece: Range) -> bool:
    """Whether two capitalised words in a row stand at the end: "ein Sprecher, Jan Berg"."""
    first, last = piece
    return last - first > 3 and text.tokens[last - 3].text == "," and text.capital(last - 1) and text.capital(last - 2)


def split_saying_noun(text: Text, draft: Draft) -> None:
    """Moves a noun of saying from the source into the cue: "nach Angaben | der Polizei"."""
    if not (draft.by_phrase or draft.rule.startswith("adposition")) or not draft.source:
        return
    first, last = draft.source[0]
    nouns = text.rules.nouns["saying"]
    words = text.rules.words
    for at in range(first, min(first + 4, last - 1)):
        if text.rules.listed(text.tokens[at].text, nouns):
            follows = at + 1
            owner = follows + 1 if text.lower[follows] in words["agent_prepositions"] else follows
            if (
                owner < last
                and not text.tokens[owner].text.isdigit()
                and (owner > follows or text.lower[follows] in words["genitive_determiners"] or text.capital(follows))
            ):
                draft.said_by = (owner, last)
            return
