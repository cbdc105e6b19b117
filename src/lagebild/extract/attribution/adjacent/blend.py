"""Hands what the rules found to the decoder that joins it with the encoder's reading, and takes its reports back."""

from __future__ import annotations

from lagebild.encoder.contents import Words, stretches, words_of
from lagebild.extract.attribution.adjacent.finders import Found
from lagebild.extract.attribution.adjacent.lexicon import Lexicon
from lagebild.extract.attribution.adjacent.line import Line, Range
from lagebild.extract.attribution.reports import Join, Joined, Report, words_in
from lagebild.extract.attribution.vocabulary import vocabulary
from lagebild.types import Act

_MARKS = frozenset('“”"„«»‘')


def report_of(item: Found) -> Report:
    """What a rule found as a report."""
    roles = {
        "speaker": words_of([item.source] if item.source else []),
        "cue": words_of(item.cue),
        "origin": words_of(item.chain[:1]),
    }
    return Report(words_of(item.content), roles, item.form, item.rule, item, item.form == "direct")


def blended(lines: list[Line], found: list[list[Found]], join: Join) -> list[list[Found]]:
    """For each sentence what the decoder keeps, changed where the encoder reads better, and what only it found."""
    links = [[item for item in items if not _is_report(item)] for items in found]
    line_of = {id(item): number for number, items in enumerate(found) for item in items}
    by_token = [number for number, line in enumerate(lines) for _ in range(line.sentence.first, line.sentence.last)]
    result = links
    taken: set[int] = set()
    for joined in join([report_of(item) for items in found for item in items if _is_report(item)]):
        base = joined.report.base
        if isinstance(base, Found) and id(base) not in taken:
            taken.add(id(base))
            number = line_of[id(base)]
            item = _changed(lines[number], base, joined)
        else:
            roles = joined.report.roles
            anchor = (roles.get("cue") or roles.get("speaker") or joined.report.content)[0]
            number = by_token[anchor]
            item = _new(lines[number], joined)
        if not _is_deed(lines[number], item):
            result[number].append(item)
    return result


def _is_report(item: Found) -> bool:
    """Whether something found is a report; a link of a chain is none."""
    return bool(item.content) and not (item.rule == "chain" and item.form == "reported")


def _is_deed(line: Line, item: Found) -> bool:
    """Whether somebody is told to do, or to undergo, and not to say: "retakes the town", "are strongly favored"."""
    tokens, words = line.document.tokens, line.lexicon
    cue = [tokens[at].lower for at in words_of(item.cue)]
    if item.form == "direct" or not item.source or any(tokens[at].text in _MARKS for at in words_of(item.content)):
        return False
    be = words.grammar.be | words.words["infinite_auxiliaries"]
    undergone = any(words.is_(word, "undergone") for word in cue)
    undergone &= any(word in be for word in cue) or cue[-1:] == ["of"]  # "is suspected", "161 people suspected of"
    if undergone and item.cue and item.source[0] < item.cue[0][0]:
        return True
    fighting = any(words.is_(tokens[at].lower, "doers") for at in range(*item.source))
    if fighting and any(word in words.deeds_of_doers for word in cue):
        return True
    known = vocabulary(line.document.article.language)
    return any(word in words.deeds for word in cue) and known is not None and not known.says(cue)


def _changed(line: Line, item: Found, joined: Joined) -> Found:
    if joined.report.content != words_of(item.content):
        item.content = stretches(joined.report.content)
    item.form = joined.report.form
    before = set(words_of(item.cue))
    for role in joined.by_encoder:
        _set(line, item, role, stretches(words_in(role, joined.report, line.document.tokens)))
    cue = joined.report.roles.get("cue", ())
    if "cue" in joined.by_encoder and before.isdisjoint(cue):  # other words say it: what they do is read anew
        _read_cue(line, item, cue)
    item.whys.append(joined.why)
    return item


def _new(line: Line, joined: Joined) -> Found:
    report = joined.report
    cue = report.roles.get("cue", ())
    anchor = (cue or report.content)[0]
    item = Found("", [], None, stretches(report.content), report.form, (anchor, anchor + 1))
    for role in report.roles:
        _set(line, item, role, stretches(words_in(role, report, line.document.tokens)))
    _read_cue(line, item, cue)
    item.whys.append(joined.why)
    return item


def _read_cue(line: Line, item: Found, cue: Words) -> None:
    """What the words of a cue do, and whether they are denied or hearsay."""
    lower = [line.document.tokens[at].lower for at in cue]
    item.act = act_of(lower, line.lexicon)
    item.negated = any(line.lexicon.is_(word, "negations") for word in lower)
    item.hearsay = item.source is None and any(
        line.lexicon.is_(word, key) for word in lower for key in ("hearsay_adverbs", "hearsay_participles")
    )


def _set(line: Line, item: Found, role: str, found: list[Range]) -> None:
    """Gives an item the words of a role."""
    if role == "speaker":
        item.source = found[0] if found else None
    elif role == "cue":
        item.cue = found
    elif role == "origin" and found and not item.chain and not _is_told(line, item, found[0]):
        item.chain = found[:1]


def _is_told(line: Line, item: Found, who: Range) -> bool:
    """Whether somebody is told what is said, so that the source does not lean on him: "Felt told Vanity Fair"."""
    before = who[0] - 1
    while before >= line.sentence.first and line.lexicon.is_(line.document.tokens[before].lower, "determiners"):
        before -= 1
    word = line.document.tokens[max(before, 0)].lower
    classes = (kind for index in (line.lexicon.finite, line.lexicon.participles) for kind in index.get(word, ()))
    is_cue = any(first <= before < end for first, end in item.cue)
    return is_cue and any("addressee" in kind.takes for kind in classes)


def act_of(cue: list[str], lexicon: Lexicon) -> Act | None:
    """What the words of a cue do by the classes of verbs, or None where no class knows them."""
    for word in cue:
        for index in (lexicon.finite, lexicon.participles, lexicon.present):
            if classes := index.get(word):
                return classes[0].act
    return None
