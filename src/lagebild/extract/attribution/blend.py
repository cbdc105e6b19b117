"""Hands the drafts of the rules to the decoder that joins them with the encoder's reading; takes its reports back."""

from __future__ import annotations

from lagebild.encoder.contents import Words, stretches, words_of
from lagebild.extract.attribution.drafts import Draft, Range, Text
from lagebild.extract.attribution.reports import Join, Joined, Report, words_in
from lagebild.types import Act


def report_of(draft: Draft) -> Report:
    """A draft as a report of the rules."""
    roles = {
        "speaker": words_of(draft.source[:1]),
        "cue": words_of(draft.cue),
        "addressee": words_of([draft.addressee] if draft.addressee else []),
        "frame": words_of(draft.frame) if draft.form in ("direct", "indirect") else (),
        "origin": words_of(draft.chain[:1]),
    }
    return Report(
        words_of(draft.content),
        roles,
        draft.form,
        draft.rule,
        draft,
        marked=draft.form == "direct",
        certain=draft.unnamed and not draft.source,
    )


def blended(text: Text, drafts: list[Draft], join: Join) -> list[Draft]:
    """The drafts that the decoder keeps, changed where the encoder reads better, and those that only it found."""
    taken: set[int] = set()
    found = []
    for joined in join([report_of(draft) for draft in drafts if draft.content]):
        base = joined.report.base
        own = isinstance(base, Draft) and id(base) not in taken
        if own:
            taken.add(id(base))
        found.append(_changed(text, base, joined) if own and isinstance(base, Draft) else _new(text, joined))
    return [draft for draft in found if not _is_deed(text, draft)]


def _is_deed(text: Text, draft: Draft) -> bool:
    """Whether somebody is told to do and not to say: "hat den Vertrag unterzeichnet"."""
    cue = words_of(draft.cue)
    if draft.form == "direct" or not draft.source or act_of(text, cue) is not None:
        return False
    return any(text.lower[at] in text.rules.words["deeds"] for at in cue)


def _changed(text: Text, draft: Draft, joined: Joined) -> Draft:
    report = joined.report
    if report.content != words_of(draft.content):
        draft.content = stretches(report.content)
    draft.form = report.form
    before = set(words_of(draft.cue))
    for role in joined.by_encoder:
        _set(draft, role, stretches(words_in(role, report, text.tokens)))
    cue = report.roles.get("cue", ())
    if "cue" in joined.by_encoder and before.isdisjoint(cue):  # other words say it: what they do is read anew
        _read_cue(text, draft, cue)
    draft.whys.append(joined.why)
    return draft


def _new(text: Text, joined: Joined) -> Draft:
    report = joined.report
    cue, source = report.roles.get("cue", ()), report.roles.get("speaker", ())
    anchor = (cue or source or report.content)[0]
    inside = text.document.sentence_at(text.tokens[anchor].start)
    sentence = inside.index if inside else 0
    draft = Draft(sentence, report.form, "", stretches(report.content))
    for role in report.roles:
        _set(draft, role, stretches(words_in(role, report, text.tokens)))
    draft.by_phrase = bool(cue) and all(text.lower[at] in text.rules.by_adposition for at in cue)
    _read_cue(text, draft, cue)
    draft.whys.append(joined.why)
    return draft


def _read_cue(text: Text, draft: Draft, cue: Words) -> None:
    """What the words of a cue do, and whether they are denied or hearsay."""
    draft.act = act_of(text, cue)
    draft.hearsay = any(text.lower[at] in text.rules.modals["hearsay"] for at in cue)
    draft.unsaid = any(text.lower[at] in text.rules.words["negations"] for at in cue)


def _set(draft: Draft, role: str, found: list[Range]) -> None:
    """Gives a draft the words of a role."""
    if role == "speaker":
        draft.source, draft.said_by, draft.pointing, draft.antecedent = found[:1], None, False, None
        draft.unnamed = False
    elif role == "cue":
        draft.cue = found
    elif role == "addressee":
        draft.addressee = found[0] if found else None
    elif role == "frame":
        draft.frame = found
    elif role == "origin" and found and not draft.chain:
        draft.chain = found[:1]


def act_of(text: Text, cue: Words) -> Act | None:
    """What the words of a cue do by the classes of verbs and of nouns of saying, or None where no class knows them."""
    lower = {text.lower[at] for at in cue}
    for at in cue:
        word = text.lower[at]
        indices = (text.rules.by_finite, text.rules.by_participle, text.rules.by_infinitive)
        verbs = [verb for index in indices for verb in index.get(word, ())]
        verbs.sort(key=lambda verb: not verb.particle)  # one with its particle in the cue is meant first
        for verb in verbs:
            if not verb.particle or verb.particle in lower or word.startswith(verb.particle):
                return verb.of.act
        noun = text.rules.saying_noun(text.tokens[at].text)
        if noun is not None:
            return noun.act
    return None
