"""Halves of names are nobody; names that only stand beside a capital stay."""

from __future__ import annotations

import pytest

from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.resolve.halves import whole_names
from lagebild.text import analyse
from lagebild.types import Actor, ActorKind, Language, Mention, Span
from tests.extract.test_names import article

Named = tuple[str, ActorKind]


def whole(text: str, *names: Named, language: Language = "en") -> list[str]:
    """Which of some names of a text stay, the last place of each being meant."""
    found = []
    for words, kind in names:
        start = text.rindex(words)
        known = [gazetteer(language).actor(s.key) for s in gazetteer(language).senses(folded(words))]
        actor = next((actor for actor in known if actor.kind == kind), Actor(words, kind))
        found.append(Mention(Span.of(text, start, start + len(words)), actor))
    found.sort(key=lambda mention: mention.span)
    return [mention.span.text for mention in whole_names(analyse(article(text, language)), found)]


HALVES: list[tuple[Language, str, Named]] = [
    (
        "en",
        "There the African Union Support and Relief Mission was told that these things would come later.",
        ("African Union", "organisation"),
    ),
    ("en", "Then the Wazal Union Transition Mission left for home.", ("Wazal Union Transition", "organisation")),
    (
        "en",
        "Then the United Kingdom Maritime Trade Operations warned them that ships would come later.",
        ("United Kingdom", "state"),
    ),
    ("en", "It works at the George W. Bush Presidential Center these days.", ("George W. Bush", "person")),
    ("en", "They fight the militia Movement for the Liberation of Congo there.", ("Congo", "state")),
    ("en", "He is also running on the Right to Life Party line this year.", ("Life Party", "organisation")),
    ("en", "That was said by Weidner Life & Casualty of last year.", ("Weidner Life", "organisation")),
    ("en", "Then the army and local Ma'awisley militias withdrew.", ("Ma", "organisation")),
    ("en", "There was Bill [Clinton], and he was more qualified.", ("Clinton", "person")),
    ("en", "And when George (W. Bush) was president it was so.", ("W. Bush", "person")),
    ("en", "It was written with Susan Collins (R-Maine) for them.", ("R-Maine", "organisation")),
    ("en", "It was among then-Secretary of State Clinton's mails.", ("State Clinton", "organisation")),
    ("en", "They met Democratic members of Congress often.", ("Democratic members of Congress", "organisation")),
    ("en", "The frigate Cristóbal Colón sailed on.", ("Cristóbal Colón", "person")),
    ("en", "Losses of Hurricane Hollbrew were high, and Hollbrew was costly.", ("Hollbrew", "organisation")),
    ("en", "The first start of a GSLV was in May. The GSLV is new.", ("GSLV", "organisation")),
    ("en", "It was said at a CIA Benghazi outpost then.", ("CIA Benghazi", "organisation")),
    ("en", "They died near a shrine there on Uganda Martyrs' Day of that year.", ("Uganda", "state")),
    ("en", "The Obama White House was refusing to call it that.", ("Obama White House", "person")),
    ("de", "Das tat Voreqe (Frank) Bainirama gestern.", ("Voreqe", "person")),
    ("en", "It is a mistake that mass shooter Dylann Lindgart made.", ("Dylann", "person")),
    ("en", "They question Major [Humayun] Lindgart on it.", ("Humayun", "person")),
    ("de", "Es ging um den elektronischen Nachweis (ELW) von gestern.", ("ELW", "organisation")),
    ("en", "They met the Council for Peace and Trade often.", ("Council for Peace", "organisation")),
    ("de", "Der Start einer GSLV erfolgte im Mai. Die GSLV ist neu.", ("GSLV", "organisation")),
    (
        "de",
        "Das Bundesministerium für Wirtschaft und Technologie bekam ihn.",
        ("Bundesministerium für Wirtschaft", "organisation"),
    ),
    (
        "de",
        "Den Preis erhielt der Arbeitskreis Deutscher Forschungsinstitute.",
        ("Deutscher Forschungsinstitute", "organisation"),
    ),
]


@pytest.mark.parametrize(("language", "text", "name"), HALVES, ids=[name for _, _, (name, _) in HALVES])
def test_half_a_name_is_nobody(language: Language, text: str, name: Named) -> None:
    also: list[Named] = [("Clinton", "person")] if name[0] == "State Clinton" else []
    assert name[0] not in whole(text, name, *also, language=language)


KEPT: list[tuple[Language, str, Named]] = [
    ("en", "There the African Union backed it.", ("African Union", "organisation")),
    ("en", "Then the United Kingdom's Foreign Minister spoke of it.", ("United Kingdom", "state")),
    ("en", "Then Russia Foreign Minister Clara Lindgart spoke of it.", ("Russia", "state")),
    ("en", "That was said by the Minister of Defence of Ukraine again.", ("Ukraine", "state")),
    ("en", "That was said by George W. Bush Thursday at home.", ("George W. Bush", "person")),
    ("en", "Wazal Relief Mission Sends Fourteen Trucks To Congo Again.", ("Wazal Relief", "organisation")),
    ("en", "It was said by a UNICEF convoy and UNICEF spokesmen.", ("UNICEF", "organisation")),
    ("en", "There was Minister (Lindgart), and he was more qualified.", ("Lindgart", "person")),
    ("en", "They met the Council for Peace and the police often.", ("Council for Peace", "organisation")),
    ("en", "The captain Cristóbal Colón sailed on.", ("Cristóbal Colón", "person")),
    ("en", "It is a mistake that mass shooter Dylann Thursday made.", ("Dylann", "person")),
    ("de", "Es ging um den neuen Nachweis (ELW) von gestern, wie ELW sagte.", ("ELW", "organisation")),
    ("de", "Das sagte eine ARD-Sendung. Die ARD ist alt.", ("ARD", "outlet")),
    (
        "de",
        "Das Bundesministerium für Wirtschaft und die Polizei kamen.",
        ("Bundesministerium für Wirtschaft", "organisation"),
    ),
    ("de", "Den Preis erhielt die Clara Weidner Gesellschaft.", ("Clara Weidner Gesellschaft", "organisation")),
]


@pytest.mark.parametrize(("language", "text", "name"), KEPT, ids=[name for _, _, (name, _) in KEPT])
def test_a_whole_name_stays(language: Language, text: str, name: Named) -> None:
    assert name[0] in whole(text, name, language=language)
