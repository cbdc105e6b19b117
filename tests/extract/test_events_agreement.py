"""Parties of German clauses on whole pages: number, cases of articles, second predicates, people without a name."""

from __future__ import annotations

import pytest

from lagebild.extract import events, names, times
from lagebild.resolve import actors, dates
from lagebild.text import analyse
from lagebild.types import Article, Block, Event


def read(text: str) -> tuple[Event, ...]:
    blocks = (Block("paragraph", 0, len(text)),)
    article = Article("t", None, None, None, None, "2024-10-18", "option", "de", text, blocks)
    document = analyse(article)
    found = names.read(document, None)
    mentions = tuple(m for m in actors.resolve(document, found) if not m.is_nobody)
    return events.read(document, mentions, dates.anchor(document, times.read(document, found)))


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    sides = [(e.type, e.actor, e.recipient) for e in read(text)]
    return [(kind, one.name if one else None, other.name if other else None) for kind, one, other in sides]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the verb has one subject, so that it is not the civilians
        ("Laut Bericht hat eine Gruppe grundlos Zivilisten erschossen.", ("ASSAULT", None, "Zivilisten")),
        ("Die Demonstranten hat die Polizei gestern angegriffen.", ("ASSAULT", "Polizei", "Demonstranten")),
        # "haben" is the auxiliary of the nearest participle, "sein" that of the other one
        ("Rebellen hätten Polizisten verprügelt und Bewohner seien geflohen.", ("ASSAULT", "Rebellen", "Polizisten")),
        # "der" before what is feminine is no subject
        ("Aktivisten warfen der Regierung Betrug vor.", ("ACCUSE", "Aktivisten", "Regierung")),
        ("Den afghanischen Behörden zufolge wurden 17 Gäste von den Taliban enthauptet.", ("ASSAULT", "Taliban", None)),
        # an adjective of a thing does nothing
        ("Die Vertreter weisen die chinesischen Anschuldigungen zurück.", ("DENY", None, "China")),
        # people without a name suffer, and nobody else does
        ("Am Sonntag wurden in Mainz sechs Menschen erschossen.", ("ASSAULT", None, None)),
        ("Ein 39-Jähriger wurde von der Polizei festgenommen.", ("COERCE", "Polizei", None)),
        ("Kurz darauf wurden sie erschossen.", ("ASSAULT", None, None)),
        # a participle whose auxiliary stands before an insertion
        ("In Mali wurden bei dem Fest, das gestern stattfand, zehn Soldaten getötet.", ("ASSAULT", None, "Soldaten")),
        # whose forces
        ("Spezialeinheiten der Polizei lösten die Versammlung auf.", ("COERCE", "Polizei", None)),
        ("Nasser wurde von einer Sondereinheit Indonesiens getötet.", ("ASSAULT", "Indonesien", None)),
        # a state that somebody was brought into
        ("Mehrere Demonstranten bleiben inhaftiert.", ("COERCE", None, "Demonstranten")),
        # a verb and its particle are one word at the end
        ("Die Polizei schwieg, als Polen das Treffen mit Belarus ablehnte.", ("REJECT", "Polen", "Belarus")),
        ("Es war am Montag, als die Polizei zehn Demonstranten festnahm.", ("COERCE", "Polizei", "Demonstranten")),
        # who says something at the end of a sentence
        ("Das sei ein Fehler gewesen, kritisierte Macron.", ("ACCUSE", "Emmanuel Macron", None)),
        # a group before its name, and an attribute before its noun
        ("Die Miliz Hisbollah hat Polen kritisiert.", ("ACCUSE", "Hisbollah", "Polen")),
        ("Die unter Druck stehenden Soldaten hätten Zivilisten getötet.", ("ASSAULT", "Soldaten", "Zivilisten")),
        ("Zuletzt hatte ein Mann in Mainz auf Passanten eingestochen.", ("ASSAULT", None, None)),
        ("Die von Israel annektierten Golanhöhen liegen dort.", ("ASSAULT", "Israel", None)),
        # a second predicate has the subject of the first
        ("Die Rebellen sollen Autos in Brand gesetzt haben und so acht Zivilisten getötet haben.",
         ("ASSAULT", "Rebellen", "Zivilisten")),
        ("Am Montag gelang es der Polizei, drei Demonstranten festzunehmen.", ("COERCE", "Polizei", "Demonstranten")),
        ("Kenianische Polizisten nahmen zwei Demonstranten fest.", ("COERCE", "kenianische Polizei", "Demonstranten")),
    ],
)  # fmt: skip
def test_who_does_it_to_whom(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert expected in told(text), told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Der Organisator beklagte die Behinderung der Demonstration durch die Polizei.", ("PROTEST", "Polizei")),
        ("In dem Dorf von Christen und Muslimen wurden zehn Menschen erschossen.", ("ASSAULT", "Muslimen")),
        ("Die Parteien Deutschlands, die einen Beitritt ablehnen, schweigen.", ("REJECT", "Deutschland")),
        (
            "Auf dem Gelände der Universität von Kairo wurden Demonstranten verhaftet.",
            ("COERCE", "ägyptische Regierung"),
        ),
        ("Der Sprecher soll nach Angaben der Opposition Polen Betrug vorgeworfen haben.", ("ACCUSE", "Opposition")),
        ("Das sei ein Fehler, kritisierte Macron von der Universität Harvard.", ("ACCUSE", "Universität Harvard")),
        ("Die Richter lehnten die Beschwerde gegen eine Entscheidung der Polizei ab.", ("REJECT", "Polizei")),
        ("Bei einem Treffen der NATO-Minister lobte Macron die Armee.", ("CONSULT", "Emmanuel Macron")),
        ("Das Auswärtige Amt Deutschlands verurteilte den Anschlag.", ("ACCUSE", "Deutschland")),
    ],
)
def test_who_has_no_part_in_it(text: str, wrong: tuple[str, str]) -> None:
    parties = {(kind, party) for kind, *both in told(text) for party in both if kind}
    assert wrong not in parties, told(text)


def test_accidents_kill_without_a_deed() -> None:
    assert told("Bei einem Hubschrauberabsturz sind zehn Menschen getötet worden.") == []
