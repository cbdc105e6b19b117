"""Where the words of a source stand: noun phrases, by the shape of their words."""

from __future__ import annotations

from lagebild.extract.attribution.clauses import Clause
from lagebild.extract.attribution.drafts import Range, Text

_OPENING = frozenset('„“»«"‚‘›(')
_APPOSITIONS = 1
_LINKS = frozenset("/-–")
_YEAR = 4
_CLOSING = frozenset('“”«»"’‘‹)')


def noun_phrase(text: Text, at: int, last: int, *, attach: bool = True, loose: bool = False) -> int | None:
    """The end of the noun phrase that begins at `at`, not beyond `last`; None where none begins there.

    With `attach` its genitives and the closest prepositional attributes belong to it, with `loose` all such attributes.
    """
    end = _core(text, at, last)
    settled = end is not None and _determiner(text, at)
    while end is not None and attach and end < last:
        bare_name = end - at == 1 and (text.tokens[at].text in text.surnames or _acronym(text, at))
        prepositions = "attaching_prepositions" if loose else "close_prepositions"
        further = _attribute(text, end, last, prepositions, bare_name=bare_name)
        if further is None and settled and text.lower[end] in text.rules.words["place_attaching"]:
            further = end + 2 if end + 1 < last and text.capital(end + 1) else None
        if further is None:
            break
        end = further
    return end


def _core(text: Text, at: int, last: int) -> int | None:
    words, head = text.rules.words, None
    if at >= last:
        return None
    start = at = _quantity(text, at, last)
    while at < last:
        lower, token = text.lower[at], text.tokens[at].text
        if (token in _OPENING and head is not None) or (token in _OPENING and at == start):
            close = _closing(text, at, last)
            if close is None:
                break
            head = at = close
            continue
        if (
            token in _OPENING
            and at + 1 < last
            and text.capital(at + 1)
            and (close := _closing(text, at, last)) is not None
        ):
            head = at = close
            continue
        if text.capital(at) and not (at == start and _function(text, at)):
            head = at = at + 1
            continue
        if head == at and token == "." and at + 1 < last and text.capital(at + 1):
            at += 1
            continue
        if head is not None:
            if head == at and (more := _linked(text, at, last)) is not None:
                head = at = more
                continue
            if (
                lower in words["name_particles"]
                and at + 1 < last
                and text.capital(at + 1)
                and lower not in words["genitive_determiners"]
                and lower not in words["coordinators"]
                and lower not in words["prepositions"]
            ):
                at += 1
                continue
            if lower in words["coordinators"] and (more := _conjunct(text, at, last)) is not None:
                head = at = more
                continue
            break
        if at > start and lower in words["articles"]:
            return None
        if not (_determiner(text, at) or _adjective(text, at)):
            inner = _premodifier(text, at, last) if at > start else None
            if inner is None:
                break
            at = inner
            continue
        at += 1
    return head


def _linked(text: Text, at: int, last: int) -> int | None:
    """Where the word after a slash or a cut-off compound ends: "CDU | /CSU", "Zoo | - und Tierpark-Direktor"."""
    if text.tokens[at].text not in _LINKS or text.tokens[at - 1].end != text.tokens[at].start or at + 1 >= last:
        return None
    follows = at + 1
    if text.lower[follows] in text.rules.words["phrase_coordinators"] and text.tokens[at].text != "/":
        follows += 1
    return follows + 1 if follows < last and text.capital(follows) else None


def _quantity(text: Text, at: int, last: int) -> int:
    """Where a number begins after words that bound it ("bis zu 10.000"); `at` itself where there is none."""
    end = at
    while end < min(last, at + 4) and text.lower[end] in text.rules.words["quantity_openers"]:
        end += 1
    return end if end < last and end > at and text.tokens[end].text[0].isdigit() else at


def _premodifier(text: Text, at: int, last: int) -> int | None:
    """The end of what stands between a determiner and its participle: "der [für den Hafen] zuständige Beamte"."""
    words = text.rules.words
    if text.lower[at] in words["adverbs"]:
        end: int | None = at + 1
    elif text.lower[at] in words["prepositions"]:
        end = noun_phrase(text, at + 1, last, attach=False)
    else:
        return None
    if end is None or end >= last or text.capital(end) or not text.word(end):
        return None
    return end if _adjective(text, end) or _premodifier(text, end, last) else None


def _conjunct(text: Text, at: int, last: int) -> int | None:
    if text.lower[at] not in text.rules.words["phrase_coordinators"] or at + 1 >= last:
        return None
    return noun_phrase(text, at + 1, last)


def _closing(text: Text, at: int, last: int) -> int | None:
    for end in range(at + 1, min(last, at + 15)):
        if text.tokens[end].text in _CLOSING:
            return end + 1
    return None


def _function(text: Text, at: int) -> bool:
    """Whether a capitalised first word is a determiner, pronoun or preposition in disguise."""
    lower = text.lower[at]
    words = text.rules.words
    return any(
        lower in words[key]
        for key in (
            "subject_determiners",
            "oblique_determiners",
            "prepositions",
            "pronouns",
            "source_pronouns",
            "coordinators",
            "subordinators",
            "adverbs",
        )
    )


def _determiner(text: Text, at: int) -> bool:
    words = text.rules.words
    return text.lower[at] in words["subject_determiners"] or text.lower[at] in words["oblique_determiners"]


def _adjective(text: Text, at: int) -> bool:
    token, words = text.tokens[at].text, text.rules.words
    if token[0].isdigit():
        return True
    if text.lower[at] in words["prepositions"] or text.lower[at] in words["adverbs"] or not token[0].isalpha():
        return False
    if any(letter.isupper() for letter in token[1:]):
        return False
    return (
        text.lower[at].endswith(text.rules.adjective_endings) and text.lower[at] not in words["pronouns"]
    ) or text.lower[at] in words["invariable_adjectives"]


def _attribute(text: Text, at: int, last: int, prepositions: str, *, bare_name: bool) -> int | None:
    lower, words = text.lower[at], text.rules.words
    if text.tokens[at].text in _OPENING:
        return _closing(text, at, last) if at + 1 < last and text.capital(at + 1) else None
    if lower in words["genitive_determiners"] and at + 1 < last:
        return None if bare_name or _acronym(text, at - 1) else _core(text, at, last)
    if lower in words[prepositions] and at + 1 < last:
        if bare_name and _acronym(text, at - 1):
            return None
        if text.tokens[at + 1].text.isdigit() and len(text.tokens[at + 1].text) == _YEAR:
            return at + 2
        return _core(text, at + 1, last)
    if (
        lower.endswith("er")
        and at + 1 < last
        and text.capital(at + 1)
        and text.word(at)
        and _adjective(text, at)
        and not text.capital(at)
        and not _determiner(text, at)
    ):
        return _core(text, at, last)
    return None


def _acronym(text: Text, at: int) -> bool:
    token = text.tokens[at].text
    return token.isupper() and len(token) > 1


def subject(text: Text, clauses: tuple[Clause, ...], number: int, last: int) -> list[Range]:
    """The source of a clause with a cue verb: its subject, with appositions; empty where none is found.

    `last` limits the search (the cue's particle, the content). Ranges are in the order of the text.
    """
    clause = clauses[number]
    if clause.verb is None:
        return []
    if clause.opener == "main":
        after = clause.verb + 1
        if after < clause.last and text.lower[after] in text.rules.words["sure_subjects"]:
            return [(after, after + 1)]
        if clause.verb > clause.lead:
            if before := _before_verb(text, clause):
                return [before]
        elif clause.joined and number and (shared := _shared(text, clauses, number)):
            return shared
        elif number and (split := _split_subject(text, clauses, number)):
            return split
        found = _search(text, after, min(clause.last, last))
    else:
        start = clause.lead + 1
        if clause.opener == "rel" and text.lower[clause.lead] in text.rules.words["prepositions"]:
            start += 1
        found = _search(text, start, clause.verb)
        if (
            found is None
            and clause.opener == "rel"
            and text.lower[clause.lead] in text.rules.words["subject_relatives"]
        ):
            return [(clause.lead, clause.lead + 1)]
    if found is None:
        return []
    return [with_appositions(text, clauses, number, found)]


def _shared(text: Text, clauses: tuple[Clause, ...], number: int) -> list[Range]:
    """The subject that a clause shares with the main clause before it: "er kam und sagte"."""
    for at in range(number - 1, -1, -1):
        if clauses[at].opener == "main" and clauses[at].verb is not None:
            return subject(text, clauses, at, clauses[at].last)
    return []


def _before_verb(text: Text, clause: Clause) -> Range | None:
    """The stretch before the finite verb where a noun phrase that can be a subject fills it."""
    assert clause.verb is not None
    words, lead = text.rules.words, clause.lead
    while lead < clause.verb and text.lower[lead] in words["adverbs"] and not _leads_off(text, lead):
        lead += 1
    if lead >= clause.verb or _leads_off(text, lead) or _disagrees(text, lead, clause.verb):
        return None
    if lead > clause.first and text.tokens[lead - 1].text in _OPENING:
        lead -= 1
    lower = text.lower[lead]
    if lower in words["source_pronouns"] and clause.verb - lead == 1:
        return lead, clause.verb
    alone = clause.verb - lead == 1
    if (
        lower in words["prepositions"]
        or lower in words["oblique_determiners"]
        or (alone and lower in words["impersonal"])
    ):
        return None
    if clause.verb - lead == 1 and lower.endswith(text.rules.adverb_endings):
        return None
    end = noun_phrase(text, lead, clause.verb, loose=True)
    if end is None:
        return None
    if text.lower[end - 1] in words["time_units"]:
        return None
    rest = range(end, clause.verb)
    if all(text.lower[i] in words["adverbs"] for i in rest):
        return lead, end
    if text.lower[end] in words["prepositions"] and text.lower[end] not in words["time_prepositions"]:
        return lead, clause.verb
    return lead, end


def _leads_off(text: Text, at: int) -> bool:
    """Whether what begins here can be no subject: "Vor Beginn …", "Als Beispiel …", "Anfang August …"."""
    words, lower = text.rules.words, text.lower[at]
    return lower in words["prepositions"] or lower in words["comparisons"] or lower in words["time_nouns"]


def _disagrees(text: Text, lead: int, verb: int) -> bool:
    """Whether what stands before the verb is of another number: "Das Argument nannten …", "Zwölf Tote forderte …"."""
    words = text.rules.words
    joined = any(text.lower[i] in words["phrase_coordinators"] or text.tokens[i].text == "," for i in range(lead, verb))
    if text.lower[verb].endswith(text.rules.plural_verb_endings):
        return text.lower[lead] in words["singular_determiners"] and verb > lead + 1 and not joined
    return text.lower[lead] in words["plural_determiners"] and verb > lead + 1


def _split_subject(text: Text, clauses: tuple[Clause, ...], number: int) -> list[Range]:
    """A subject that a relative clause or an apposition parts from its verb: "Der Sender, der …, meldete"."""
    at = number - 1
    while at >= 0 and clauses[at].opener in ("rel", "inf", "sub") and clauses[at].before:
        at -= 1
    if at < 0 or clauses[at].opener != "frag":
        return []
    first = at
    while first > 0 and clauses[first].before == "," and clauses[first - 1].opener == "frag":
        first -= 1
    head = clauses[first]
    lower = text.lower[head.lead]
    words = text.rules.words
    if lower in words["prepositions"] or lower in words["oblique_determiners"]:
        return []
    end = noun_phrase(text, head.lead, head.last)
    if end is None:
        return []
    if first == at:
        return [(head.lead, end if end < head.last and text.lower[end] in words["adverbs"] else head.last)]
    return [(head.lead, clauses[at].last)]


def _search(text: Text, at: int, last: int) -> Range | None:
    """The first noun phrase from `at` on that can be a subject: prepositional and oblique ones are passed over."""
    words = text.rules.words
    fallback: Range | None = None
    while at < last:
        lower = text.lower[at]
        if lower in words["nominative_pronouns"]:
            if lower not in words["empty_subjects"]:
                return at, at + 1
            fallback = fallback or (at, at + 1)
        if lower in words["prepositions"]:
            at = noun_phrase(text, at + 1, last, attach=False) or at + 1
            continue
        if lower in words["oblique_determiners"]:
            end = noun_phrase(text, at, last)
            at = end or at + 1
            continue
        if (
            lower in words["subject_determiners"]
            or (text.capital(at) and lower not in words["adverbs"])
            or ((text.tokens[at].text[0].isdigit() or _adjective(text, at)) and lower not in words["reflexives"])
        ):
            end = noun_phrase(text, at, last)
            if end is not None:
                return at, end
            if lower in words["source_pronouns"] and fallback is None:
                fallback = (at, at + 1)
        at += 1
    return fallback


def with_appositions(
    text: Text, clauses: tuple[Clause, ...], number: int, found: Range, *, oblique: bool = False
) -> Range:
    """A noun phrase at the end of a clause with its appositions, in any case where it is itself `oblique`."""
    start, end = found
    if end != clauses[number].last:
        return found
    for piece in clauses[number + 1 : number + 1 + _APPOSITIONS]:
        if piece.opener != "frag" or piece.before != "," or piece.joined:
            break
        lower = text.lower[piece.lead]
        if lower in text.rules.words["prepositions"] or lower in text.rules.words["adverbs"]:
            break
        if lower in text.rules.words["oblique_determiners"] and not oblique:
            break
        stop = noun_phrase(text, piece.lead, piece.last)
        if stop is None:
            break
        end = stop
        if stop != piece.last:
            break
    return start, end


def phrase_before(text: Text, clauses: tuple[Clause, ...], number: int) -> list[Range]:
    """The noun phrase that a relative clause hangs on: the longest that reaches the end of a clause before."""
    for clause in reversed(clauses[:number]):
        for at in range(clause.lead, clause.last):
            lower = text.lower[at]
            starts = (
                text.capital(at)
                or lower in text.rules.words["subject_determiners"]
                or lower in text.rules.words["oblique_determiners"]
            )
            if starts and noun_phrase(text, at, clause.last) == clause.last:
                return [(at, clause.last)]
    return []
