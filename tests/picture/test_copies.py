from dataclasses import replace

from lagebild.picture.copies import copies, same_words
from lagebild.picture.dossier import dossier
from lagebild.types import Article
from tests.picture import press

SHIPS = (
    "Zwei Frachtschiffe verließen am frühen Morgen den Hafen und nahmen Kurs nach Norden, "
    "wie die Hafenbehörde mitteilte. "
    "An Bord waren nach ihren Angaben Maschinenteile und Getreide. Die Besatzung wollte sich nicht äußern."
)
OTHER = (
    "Der Stadtrat beriet am Abend über den Haushalt des kommenden Jahres und vertagte die Entscheidung "
    "über das Freibad. "
    "Die Abstimmung wird für Anfang November erwartet, sagte eine Sprecherin."
)


def page(name: str, text: str) -> Article:
    return press.article(name, [("paragraph", text)])


def test_a_shortened_copy_is_found_and_points_at_the_earlier_article() -> None:
    short = SHIPS.rsplit(". ", 1)[0] + "."
    found = copies([page("a", SHIPS), page("b", OTHER), page("c", "Eilmeldung. " + short)])
    assert [(copy.copy, copy.original) for copy in found] == [("c", "a")]
    assert 0.8 < found[0].share < 1


def test_articles_about_one_story_are_no_copies() -> None:
    assert copies([reading.article for reading in press.press()]) == ()


def test_short_texts_and_no_texts_are_no_copies() -> None:
    assert copies([page("a", "Nur drei Worte."), page("b", "Nur drei Worte."), page("c", "x")]) == ()
    assert copies([]) == ()


def test_claims_of_the_same_words_stand_once_with_their_places() -> None:
    one = press.agency_page()
    two = replace(one, article=replace(one.article, id="again", publisher="Second Post"))
    picture = dossier([one, two])
    assert [copy.share for copy in picture.copies] == [1.0]
    assert [(d.entry.article.id, [e.article.id for e in d.repeats]) for d in picture.disputes] == [
        ("agency", ["again"])
    ]
    assert [len(item.repeats) for item in picture.timeline.items] == [1, 1]
    assert [len(item.repeats) for item in picture.timeline.unresolved] == [1]


def test_case_and_marks_do_not_matter() -> None:
    first, other = press.entries(press.agency_page())[:2]
    assert same_words(first) == (
        "about",
        "3",
        "000",
        "troops",
        *["have", "already", "reached", "russia", "s", "far", "east"],
    )
    assert same_words(first) != same_words(other)
