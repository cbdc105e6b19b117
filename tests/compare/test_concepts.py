import pytest

from lagebild.compare.concepts import Row, concepts_of, lexicon, of_kind
from lagebild.compare.content_words import stem
from lagebild.lang.load import having, rows, table

ROWS = {language: rows(table(language, "concepts"), "concepts", Row, where=language) for language in having("concepts")}


def test_concepts_are_the_same_in_every_language() -> None:
    assert set(ROWS) == {"de", "en"}
    kinds = {language: {row.concept: row.kind for row in found} for language, found in ROWS.items()}
    assert kinds["de"] == kinds["en"]
    for language, found in ROWS.items():
        assert len({row.concept for row in found}) == len(found), language
        assert all(row.words.split() for row in found), language


def test_kinds_are_known() -> None:
    assert {row.kind for found in ROWS.values() for row in found} == {"deed", "decision", "reversal", "thing"}
    assert of_kind("decision") >= {"agree", "approve"}


@pytest.mark.parametrize(
    ("language", "words", "concept"),
    [
        ("de", "geschlossen", "close"),
        ("en", "closed", "close"),
        ("de", "wiedereröffnet", "reopen"),
        ("en", "reopened", "reopen"),
        ("de", "drohnenangriff", "attack"),
        ("de", "drohnenangriff", "drone"),
        ("en", "shot down", "shoot-down"),
        ("en", "laid off", "dismiss"),
        ("de", "trafen die gesandten sich", "meet"),
        ("de", "einnahme", "capture"),
        ("en", "recaptured", "recapture"),
    ],
)
def test_words_speak_of_concepts(language: str, words: str, concept: str) -> None:
    assert concept in {one for found in concepts_of(language, words.split()) for one in found}  # type: ignore[arg-type]


def test_opposites_are_different_concepts() -> None:
    for one, other in (
        ("closed", "reopened"),
        ("captured", "recaptured"),
        ("killed", "wounded"),
        ("arrested", "freed"),
    ):
        found = [set(concepts_of("en", [word])[0]) for word in (one, other)]
        assert all(found)
        assert not found[0] & found[1]


def test_a_language_without_the_file_knows_no_concept() -> None:
    assert concepts_of("uk", ["міст"]) == [()]
    assert not lexicon("uk").whole


def test_stems_are_alike_in_both_languages() -> None:
    assert stem("Präsident") == stem("president") or stem("Präsident") == "prasi"
    assert stem("Kommissionen") == stem("commission").replace("c", "k")
