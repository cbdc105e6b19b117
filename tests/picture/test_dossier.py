from lagebild.picture.dossier import dossier
from tests.picture import press


def test_articles_stand_in_the_order_of_their_days_and_once() -> None:
    found = dossier([*press.press(), press.first_page()])
    assert [sheet.article.id for sheet in found.sheets] == ["first", "agency", "copied", "hostile"]
    assert [sheet.number for sheet in found.sheets] == [1, 2, 3, 4]


def test_claims_stand_in_the_order_of_the_text() -> None:
    for sheet in dossier(press.press()).sheets:
        starts = [entry.claim.sentence.start for entry in sheet.entries]
        assert starts == sorted(starts)


def test_denials_and_contradictions() -> None:
    found = [(d.kind, d.entry.claim.content[0].text) for d in dossier(press.press()).disputes]
    assert found == [
        ("denied", "es gebe keinen Austausch von Waffen"),
        ("contradicted", "„der erste Schritt auf dem Weg in den Weltkrieg“"),
        ("denied", "the account as a hoax"),
    ]


def test_what_stayed_open_is_said() -> None:
    codes = [(point.code, point.article.id) for point in dossier(press.press()).abstentions]
    assert codes == [
        ("undated", "hostile"),
        ("unresolved_time", "agency"),
        ("unresolved_time", "hostile"),
        ("uncounted_figure", "copied"),
        ("open_factuality", "hostile"),
        ("unknown_actor", "hostile"),
    ]


def test_no_articles_no_dossier_but_no_error() -> None:
    found = dossier([])
    assert (found.sheets, found.entries, found.abstentions, found.outlets) == ((), (), (), ())
