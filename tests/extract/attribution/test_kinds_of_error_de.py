"""Kinds of error once seen on real German pages, each with sentences of our own."""

from __future__ import annotations

import pytest

from lagebild.api import read_text
from tests.extract.attribution.paper import read, reports, source, words

SOURCES = [
    ("Anfang Mai hatten Anwohner gemeldet, dass Rauch aufstieg.", "Anwohner"),
    ("Darin fordert der Verband, dass die Löhne steigen.", "der Verband"),
    ("Lange hieß es, der Damm halte.", ""),
    ("Vor Beginn der Messe in Kiel ruft der Verband zu Spenden auf.", "der Verband"),
    ("Als ersten Schritt schlägt der Rat eine Brücke vor.", "der Rat"),
    ("Das Angebot hatten die Werften dreist genannt.", "die Werften"),
    (
        "Nach Angaben der Föderation der Berg- und Seenotretter sei das Boot gekentert.",
        "der Föderation der Berg- und Seenotretter",
    ),
    ("Laut einer Koalition aus SPD/FDP ist die Brücke sicher.", "einer Koalition aus SPD/FDP"),
    ("Das Lager dient laut einer Mitteilung des THW der Übung.", "des THW"),
    ("Laut dem Fachmann Jan Berg vom iBoot zwei kleine Modelle zu sehen.", "dem Fachmann Jan Berg"),
    ("Laut einer Haber-Studie von 2020 sinkt der Umsatz.", "einer Haber-Studie von 2020"),
    ("Es gab Hinweise, dass die Pumpe versagt hatte.", ""),
    ("Die Zeitung zitierte den Kapitän mit den Worten, er habe nichts gesehen.", "Die Zeitung"),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES, ids=[row[0][:40] for row in SOURCES])
def test_a_source_is_who_says_it(text: str, expected: str) -> None:
    assert [source(a) for a in reports(text)] == [expected]


AUTHORS = [
    "Bewohner der Stadt bei Bergen wurden vor der Flut gewarnt.",
    "Das Beben forderte zwölf Todesopfer.",
    "Bitte melden Sie uns Fehler.",
    "Es kann nicht ausgeschlossen werden, dass der Damm bricht.",
    "Hätte der Rat der Forderung zugestimmt, dann wäre der Hafen offen.",
    "Eine Ersparnis ergibt sich dadurch, dass keine Gebühr anfällt.",
    "Das macht Sinn, wenn man bedenkt, dass die Brücke alt ist.",
    "Als wäre das nicht genug, kommt der Sturm zurück.",
    "Unserer Meinung nach ist der Damm zu niedrig.",
    "Der Verein „Blauer Hafen“ kündigt ein Fest an.",
    "„H.Afen“ kündigt ein Fest an.",
    "Die Lieferung erfolgt gemäß dem Vertrag im Mai.",
    "All our hard work was like a river to those of us.",
]


@pytest.mark.parametrize("text", AUTHORS, ids=[text[:40] for text in AUTHORS])
def test_what_nobody_else_says_is_the_authors(text: str) -> None:
    assert [a.form for a in reports(text) if a.form != "reported" or "announce" not in str(a.why)] == []


def test_a_phrase_in_the_frame_of_a_quotation_is_no_claim() -> None:
    (found,) = reports("Berg sagte am Abend laut Manuskript: „Der Damm hält. Wir bleiben.“")
    assert (found.form, source(found)) == ("direct", "Berg")


def test_quoted_words_keep_the_source_without_its_noun() -> None:
    found = reports("Nach Angaben von Berg wird der Hafen „in vollem Umfang geöffnet“ werden.")
    assert {source(a) for a in found} == {"Berg"}


def test_a_conjunction_before_a_quotation_is_no_content_of_its_own() -> None:
    found = reports("Berg betont, dass Kroll „zum Hafen passt. Sie ist fleißig.“")
    assert "dass Kroll" not in [words(a) for a in found]


def test_what_goes_on_behind_a_frame_without_a_name_has_no_name() -> None:
    text = "„Der Damm hält“, sagte Jan Berg. Dann kam der Sturm. „Wir gehen“, hieß es. „Es ist Zeit, die Flut kommt.“"
    assert source(reports(text)[-1]) == ""


def test_a_description_after_a_frame_is_no_content() -> None:
    found = reports("„Der Damm bricht“, warnt Kroll, sichtlich in ihren Plan vertieft.")
    assert [words(a) for a in found] == ["„Der Damm bricht“"]


def test_an_aside_in_brackets_is_nobodys_speech() -> None:
    found = read("Die Gewerkschaft der Hafenarbeiter (kurz: „IG Hafen“) streikt.")
    assert [a.form for a in found] == ["author"]


def test_what_somebody_asks_for_is_not_what_an_agency_reports() -> None:
    text = "Das Gericht verwarf einen Antrag der Kammer, den Hafen zu schließen, wie die Agentur Ansa berichtete."
    found = next(a for a in reports(text) if source(a) == "die Agentur Ansa")
    assert found.chain == ()


def test_reported_speech_goes_on_upon_the_same_word() -> None:
    text = "Die Agentur meldete unter Berufung auf Kroll, der Hafen sei zu. Mehr sei nicht bekannt."
    assert [[link.span.text for link in a.chain if link.span] for a in reports(text)] == [["Kroll"], ["Kroll"]]


ACTORS = [
    (
        "Der Kanzler Olaf Scholz kam. Nach eigenen Angaben bleibt Wladimir Putin in Moskau.",
        "eigenen Angaben",
        "Wladimir Putin",
    ),
    (
        "„Das ist falsch“, sagte Angela Merkel. Ihrer Meinung nach ist der Damm zu alt.",
        "Ihrer Meinung",
        "Angela Merkel",
    ),
    ("Das habe Gründe, sagte Gubby Allenhof. „Die Liste wird länger“, sagte Allenhof.", "Allenhof", "Gubby Allenhof"),
    (
        "Der Chef der Werft, Gerd-Jürgen Halm, sagte, das Dock sei leer.",
        "Der Chef der Werft, Gerd-Jürgen Halm",
        "Gerd-Jürgen Halm",
    ),
    (
        "„Gut“, sagte Wladimir Putin. Den Entwurf lehnte Angela Merkel ab. Sie nannte ihn falsch.",
        "Sie",
        "Angela Merkel",
    ),
    ("Das Deutsche Rote Kreuz forderte, dass mehr Wasser kommt.", "Das Deutsche Rote Kreuz", None),
    ("Das Rote Kreuz meldete, dass Wasser fehle.", "Das Rote Kreuz", "Internationales Komitee vom Roten Kreuz"),
    ("Jungen Werftarbeitern empfiehlt Kroll, früh zu gehen.", "Jungen Werftarbeitern", None),
]


@pytest.mark.parametrize(("text", "span", "actor"), ACTORS, ids=[row[0][:40] for row in ACTORS])
def test_a_source_means_the_right_one(text: str, span: str, actor: str | None) -> None:
    claims = [
        c
        for c in read_text(text, language="de", published="2024-10-20").claims
        if c.source.span and c.source.span.text == span
    ]
    assert [c.source.actor.name if c.source.actor else None for c in claims[-1:]] == [actor]


def test_what_the_speaker_does_next_is_no_part_of_what_he_said() -> None:
    found = reports("Der Kapitän erklärte, er sei gesund, erkannte das Gericht nicht an und ging.")
    assert words(found[0]) == "er sei gesund"


def test_what_follows_an_aside_on_a_noun_is_not_in_it() -> None:
    found = reports("Der Anwalt trat dem Vorwurf der Werft, der Plan sei alt, mit neuen Zahlen entgegen.")
    assert [words(a) for a in found if a.cue[0].text == "Vorwurf"] == ["der Plan sei alt"]


def test_a_speaker_does_not_lean_on_himself() -> None:
    (found,) = reports("Berg sagte, er glaube, dass der Damm hält.")
    assert found.chain == ()


LATER = [
    ("Wenige Stunden danach erklärte der Rat, die Lage sei ruhig.", "der Rat"),
    ("Der Putsch wurde laut BBC von tausend Menschen begrüßt.", "BBC"),
    ("Erst am Montag forderten Fischer, dass der Hafen öffnet.", "Fischer"),
]


@pytest.mark.parametrize(("text", "expected"), LATER, ids=[row[0][:40] for row in LATER])
def test_a_source_is_neither_when_nor_what(text: str, expected: str) -> None:
    assert [source(a) for a in reports(text)] == [expected]


MEANT = [
    (
        "Ein Sprecher der Afrikanischen Union sagte, der Hafen sei zu.",
        "Ein Sprecher der Afrikanischen Union",
        "Afrikanische Union",
    ),
    (
        "Der Hafen sei zu, sagte New Yorks Bürgermeister Michael Bloomberg.",
        "New Yorks Bürgermeister Michael Bloomberg",
        "Michael Bloomberg",
    ),
    ("Der Hafen sei zu, schrieb die Bangkok Post.", "die Bangkok Post", None),
    ("Mit Olaf Scholz sprach sie. Der Hafen sei zu, sagte die Anwältin Putins.", "die Anwältin Putins", None),
    (
        "Gubbo Allenhof, ein Kenner des Hafens, sagte, der Damm halte.",
        "Gubbo Allenhof, ein Kenner des Hafens",
        "Gubbo Allenhof",
    ),
    ("Nach Informationen des Spiegel ist der Hafen zu.", "des Spiegel", "Der Spiegel"),
    ("Laut Bild ist der Hafen zu.", "Bild", "Bild-Zeitung"),
    ("Seither spricht die Welt von einem Krieg.", "die Welt", None),
    ("Die Machthaber sagten, der Hafen sei zu.", "Die Machthaber", None),
    (
        "Ein Vertreter der Vereinten Nationen sagte, der Hafen sei zu.",
        "Ein Vertreter der Vereinten Nationen",
        "Vereinte Nationen",
    ),
]


@pytest.mark.parametrize(("text", "span", "actor"), MEANT, ids=[row[0][:40] for row in MEANT])
def test_whom_the_words_of_a_source_mean(text: str, span: str, actor: str | None) -> None:
    read = read_text(text, language="de", published="2024-10-20").claims
    meant = [c.source.actor for c in read if c.source.span and c.source.span.text == span]
    assert [found.name if found else None for found in meant[-1:]] == [actor]


def test_a_negation_inside_a_report_is_not_the_authors() -> None:
    text = "Ein Sprecher schränkte ein, dass nicht an eine „Eins zu eins“-Runde gedacht sei."
    claims = read_text(text, language="de", published="2024-10-20").claims
    assert {c.author_factuality for c in claims} == {"Uu"}


def test_a_second_speaker_whose_verb_is_left_out() -> None:
    text = "Der Trainer sprach von einem Sieg, der Gegner aus Ulm von einem Skandal."
    found = [(source(a), words(a)) for a in reports(text)]
    assert found == [
        ("Der Trainer", "Der Trainer sprach von einem Sieg"),
        ("der Gegner aus Ulm", "von einem Skandal"),
    ]
    assert len(reports("Der Trainer sprach von einem Sieg, von einem Fest und vom Glück.")) == 1


def test_a_phrase_before_the_verb_is_one_with_its_place() -> None:
    (found,) = reports("Nach Darstellung des Ministeriums in Ulm wurden zwölf Boote gezählt.")
    assert (source(found), words(found)) == ("des Ministeriums in Ulm", "wurden zwölf Boote gezählt")


def test_a_relative_clause_after_a_source_is_its_own_and_may_cite() -> None:
    (found,) = reports("Laut der Agentur Delta, die sich auf das Amt beruft, sind zwei Boote gesunken.")
    assert (source(found), words(found)) == ("der Agentur Delta", "sind zwei Boote gesunken")
    assert [link.span.text for link in found.chain if link.span] == ["das Amt"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nach ukrainischen Angaben wurden zwölf Boote versenkt.", "described"),
        ("Nach übereinstimmenden Angaben wurden zwölf Boote versenkt.", "unnamed"),
    ],
)
def test_reports_of_one_side_are_not_nobodys(text: str, kind: str) -> None:
    (claim,) = read_text(text, language="de", published="2024-10-20").claims
    assert claim.source.kind == kind
