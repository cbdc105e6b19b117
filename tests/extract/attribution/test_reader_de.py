"""German attribution: who said what in made-up sentences, one row a construction."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.attribution.paper import read, reports, source, words

# text, then (form, source, cue, content) of every attribution that is not the author's
TABLE = [
    (
        "„Die Straße bleibt gesperrt“, sagte Bürgermeisterin Anna Kroll am Montag.",
        [("direct", "Bürgermeisterin Anna Kroll", "sagte", "„Die Straße bleibt gesperrt“")],
    ),
    (
        "Der Leiter der Wache, Jan Berg, sagte: „Wir haben alles versucht. Es war zu spät.“",
        [("direct", "Der Leiter der Wache, Jan Berg", "sagte", "„Wir haben alles versucht. Es war zu spät.“")],
    ),
    (
        "„Wir fahren“, sagte der Kapitän, „sobald der Wind dreht.“",
        [("direct", "der Kapitän", "sagte", "„Wir fahren“ … „sobald der Wind dreht.“")],
    ),
    (
        "Das Ministerium teilte der Zeitung mit, dass drei Brücken gesperrt werden.",
        [("indirect", "Das Ministerium", "teilte … mit", "dass drei Brücken gesperrt werden")],
    ),
    (
        "Jetzt gab der Chef der Werft, Uwe Lange, bekannt, dass das Dock verkauft wird.",
        [("indirect", "der Chef der Werft, Uwe Lange", "gab … bekannt", "dass das Dock verkauft wird")],
    ),
    (
        "Die Lage sei ernst, hieß es in einem Bericht der Behörde.",
        [("indirect", "einem Bericht der Behörde", "hieß … es", "Die Lage sei ernst")],
    ),
    (
        "Wie der Sender meldete, sank das Schiff am Abend.",
        [("indirect", "der Sender", "Wie … meldete", "sank das Schiff am Abend")],
    ),
    (
        "Das Schiff sei gesunken, so ein Sprecher der Reederei.",
        [("indirect", "ein Sprecher der Reederei", "so", "Das Schiff sei gesunken")],
    ),
    (
        "Es wurde befürchtet, dass der Damm bricht.",
        [("indirect", "", "wurde … befürchtet", "dass der Damm bricht")],
    ),
    (
        "Der Kapitän wird von der Zeitung mit den Worten zitiert, er habe nichts gesehen.",
        [("indirect", "der Zeitung", "wird … zitiert", "er habe nichts gesehen")],
    ),
    (
        "Der Präsident hatte von bis zu 300 Booten gesprochen, die nach Polizeiangaben im Hafen lägen.",
        [
            (
                "indirect",
                "Der Präsident",
                "hatte … von … gesprochen",
                "von bis zu 300 Booten … die nach Polizeiangaben im Hafen lägen",
            )
        ],
    ),
    (
        "Vier Boote wurden nach Angaben der Küstenwache beschädigt.",
        [("reported", "der Küstenwache", "nach Angaben", "Vier Boote wurden … beschädigt")],
    ),
    (
        "Der Hafen ist offen, auch wenn die Kräne Fachleuten zufolge nicht mehr sicher sind.",
        [("reported", "Fachleuten", "zufolge", "auch wenn die Kräne … nicht mehr sicher sind")],
    ),
    (
        "Trotz des Dementis beider Länder, es gebe ein Abkommen, wird verhandelt.",
        [("indirect", "beider Länder", "Dementis", "es gebe ein Abkommen")],
    ),
    (
        "Das ist noch kein „Ende der Welt“, wie Meier den Verkauf nennt.",
        [("direct", "Meier", "wie … nennt", "„Ende der Welt“")],
    ),
    (
        "Er werde, sagte der Bürgermeister, im Amt bleiben.",
        [("indirect", "der Bürgermeister", "sagte", "Er werde … im Amt bleiben")],
    ),
    (
        "Der Grund, so vermutet die Zeitung, dürfte ein Streit gewesen sein.",
        [("indirect", "die Zeitung", "so … vermutet", "Der Grund … dürfte ein Streit gewesen sein")],
    ),
    (
        "Der Verband forderte, die Werke in Kiel, Emden und Husum zu erhalten.",
        [("indirect", "Der Verband", "forderte", "die Werke in Kiel, Emden und Husum zu erhalten")],
    ),
    (
        "Im Hafen sollen laut dem Leiter des Zolls, Jan Berg, Waffen versteckt gewesen sein.",
        [("indirect", "dem Leiter des Zolls, Jan Berg", "laut", "Im Hafen sollen … Waffen versteckt gewesen sein")],
    ),
    (
        "Von fünf Verletzten ist die Rede.",
        [("reported", "", "ist … die Rede", "Von fünf Verletzten ist die Rede.")],
    ),
    (
        "Die Miliz wies den Vorwurf zurück.",
        [("reported", "Die Miliz", "wies … zurück", "Die Miliz wies den Vorwurf zurück.")],
    ),
    (
        "Der Fahrer soll zwei Ampeln überfahren haben.",
        [("free_indirect", "", "", "Der Fahrer soll zwei Ampeln überfahren haben.")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0][:40] for row in TABLE])
def test_reads_who_said_what(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = [(a.form, source(a), " … ".join(c.text for c in a.cue), words(a)) for a in reports(text)]
    assert found == expected


AUTHORS = [
    "Der Hafen ist seit Montag geschlossen.",
    "Könnte das zu einem Streit führen?",
    "Man darf davon ausgehen, dass die Bahn teurer wird.",
    "Die Stadt hat die Berichte nicht bestätigt.",
    "Wir bitten, den Fehler zu entschuldigen.",
]


@pytest.mark.parametrize("text", AUTHORS)
def test_the_authors_own_words_are_the_authors(text: str) -> None:
    found = read(text)
    assert [(a.form, a.source.kind, a.source.span, words(a), a.act) for a in found] == [
        ("author", "author", None, text, None)
    ]


def test_the_author_keeps_the_clause_that_nobody_else_has_said() -> None:
    found = read("Der Hafen ist offen, auch wenn die Kräne Fachleuten zufolge nicht sicher sind.")
    assert [(a.form, words(a)) for a in found if a.form == "author"] == [("author", "Der Hafen ist offen")]


def test_reported_speech_goes_on_without_a_cue() -> None:
    text = "Der Minister sagte, die Lage sei ernst. Man habe Hilfe geschickt. Mehr sei nicht möglich."
    first, second = reports(text)
    assert (first.form, second.form) == ("indirect", "free_indirect")
    assert words(second) == "Man habe Hilfe geschickt. Mehr sei nicht möglich."
    assert source(second) == "Der Minister"


def test_a_fact_ends_the_run() -> None:
    text = "Der Minister sagte, die Lage sei ernst. Danach flog er ab. Das wäre neu."
    assert [a.form for a in read(text)] == ["indirect", "author", "author"]


def test_what_was_said_before_is_the_content_of_das() -> None:
    (found,) = reports("Der Zoll fand zwölf Waffen. Das teilte die Behörde am Abend mit.")
    assert (source(found), words(found)) == ("die Behörde", "Der Zoll fand zwölf Waffen.")


def test_das_in_front_is_an_object() -> None:
    (found,) = reports("Der Zoll fand zwölf Waffen. Das erklärte Direktor Jan Berg am Abend.")
    assert source(found) == "Direktor Jan Berg"


def test_a_pronoun_points_at_the_source_before() -> None:
    found = reports("Präsident Jan Berg sagte, er bleibe. Er forderte neue Verhandlungen.")
    assert [source(a) for a in found] == ["Präsident Jan Berg", "Er"]
    assert found[1].antecedent is not None
    assert found[1].antecedent.text == "Präsident Jan Berg"


def test_a_bare_role_points_at_the_person_that_held_it() -> None:
    found = reports("Polizeisprecher Jan Berg sagte, der Brand sei gelöscht. Verletzt sei niemand, sagte der Sprecher.")
    assert found[1].antecedent is not None
    assert found[1].antecedent.text == "Polizeisprecher Jan Berg"


def test_an_agency_leans_on_its_source() -> None:
    (found,) = reports("Die Agentur Nordpol berichtete unter Berufung auf Diplomaten, das Treffen sei abgesagt.")
    assert [(link.kind, link.span.text if link.span else "") for link in found.chain] == [("described", "Diplomaten")]


def test_chains_have_any_depth() -> None:
    (found,) = reports(
        "Der Sender meldete, der General habe gesagt, nach Erkenntnissen des Zolls sei die Brücke zerstört."
    )
    assert source(found) == "Der Sender"
    assert [link.span.text for link in found.chain if link.span] == ["der General", "des Zolls"]


KINDS = [
    ("Jan Berg sagte, es brenne.", "named"),
    ("Das Verteidigungsministerium sagte, es brenne.", "named"),
    ("Ein Sprecher sagte, es brenne.", "described"),
    ("Mehrere Diplomaten sagten, es brenne.", "described"),
    ("Augenzeugen berichteten, es brenne.", "described"),
    ("Berichten zufolge brennt es.", "unnamed"),
    ("Nach ersten Erkenntnissen brennt es.", "unnamed"),
    ("Es heißt, der Wald brenne.", "unnamed"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_sources_have_a_kind(text: str, kind: str) -> None:
    assert [a.source.kind for a in reports(text)] == [kind]


ACTS = [
    ("Der Konzern bestritt, davon gewusst zu haben.", "deny", "CT-"),
    ("Der General drohte, die Grenze zu schließen.", "threaten", None),
    ("Berichten zufolge sollen zwei Boote gesunken sein.", None, "PR+"),
    ("Der Minister sagte, es brenne.", "state", None),
    ("Der Sprecher wollte nicht bestätigen, dass es brenne.", None, "Uu"),
    ("Die Reederei schloss aus, dass Öl ins Meer läuft.", "deny", "CT-"),
]


@pytest.mark.parametrize(("text", "act", "factuality"), ACTS)
def test_cues_say_what_is_done_with_the_content(text: str, act: str | None, factuality: str | None) -> None:
    (found,) = reports(text)
    assert (found.act, found.factuality) == (act, factuality)


def test_an_addressee_is_no_source() -> None:
    (found,) = reports("Der Trainer sagte gegenüber dem Radio, er höre auf.")
    assert source(found) == "Der Trainer"
    assert found.addressee is not None
    assert found.addressee.text == "dem Radio"


def test_a_dateline_is_no_content() -> None:
    (found,) = reports("Kiew (abc) – Nach Angaben der Armee ist die Stadt frei.")
    assert words(found) == "ist die Stadt frei"


def test_an_empty_article_has_no_attributions() -> None:
    assert read("") == []
    assert read("\n \n…\n") == []


WORDS = """der die das Minister Sprecherin Putin sagte sei habe werde dass , . : ; „ “ – ( ) ! ? und wie so laut nach
Angaben zufolge soll haben kündigte an bestritt nicht Berichten zu gehen teilte mit es heißt Rede ist 12.000 ” ‚ ’"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_words_are_read_without_a_crash_and_with_true_offsets(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = read(text)
    for a in found:
        spans = [a.sentence, *a.content, *a.cue, *a.frame, *(s.span for s in (a.source, *a.chain) if s.span)]
        spans += [s for s in (a.antecedent, a.addressee) if s]
        assert all(text[s.start : s.end] == s.text for s in spans)
        assert a.content
        assert a.why
    starts = [a.content[0].start for a in found]
    assert starts == sorted(starts)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    read(text)
