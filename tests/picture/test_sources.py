from lagebild.compare.voices import independent_origins, origin, voice_of
from lagebild.picture.sources import is_denial, origins, share, source_table
from lagebild.types import Source
from tests.picture import press


def test_one_actor_is_one_row_under_all_its_names() -> None:
    table = source_table(press.entries(press.first_page()))
    row = next(row for row in table.named if row.voice.actor == press.ZELENSKYY)
    assert row.claims == 2
    assert [voice.name for voice, _ in row.leans_on] == ["Geheimdiensterkenntnissen"]


def test_kinds_stand_apart() -> None:
    table = source_table(press.entries(*press.press()))
    assert [row.voice.name for row in table.unnamed] == ["", "aktuellen Berichten", "ist die Rede"]
    assert {row.voice.kind for row in table.author} == {"author"}
    assert len(table.rows) == sum(map(len, (table.named, table.described, table.unnamed, table.author)))


def test_counts_denials_and_who_is_relied_on() -> None:
    rows = {row.voice.name: row for row in source_table(press.entries(*press.press())).rows}
    assert rows["Kreml"].denials == 1
    assert rows["beider Seiten"].denials == 1
    assert rows["National Intelligence Service"].relied_on == 2


def test_an_author_who_negates_denies_nothing() -> None:
    entry = next(e for e in press.entries(press.first_page()) if e.claim.source.kind == "author")
    assert not is_denial(entry)


def test_chains_that_end_at_one_voice_are_one_origin() -> None:
    entries = press.entries(press.agency_page(), press.copied_page())
    arrived = [e for e in entries if e.claim.figures and e.claim.figures[0].stage == "arrived"]
    assert {origin(entry).name for entry in arrived} == {"National Intelligence Service"}
    assert len(independent_origins(arrived)) == 1


def test_descriptions_are_listed_but_never_counted_as_origins() -> None:
    found = origins(press.entries(press.first_page()))
    assert [o.voice.identified for o in found] == sorted((o.voice.identified for o in found), reverse=True)
    names = {voice.name for voice in independent_origins(press.entries(press.first_page()))}
    assert "Experten" not in names
    assert "Experten" in {o.voice.name for o in found}


def test_origin_tells_who_passed_it_on() -> None:
    service = origins(press.entries(*press.press()))[0]
    assert service.voice.name == "National Intelligence Service"
    assert {voice.name for voice in service.through} == {"Cho Tae-yong", "Harbour Wire"}
    assert service.outlets == ("Uslar Hier", "Harbour Wire", "Tageblatt am Fluss")


def test_authors_of_two_outlets_are_two_voices() -> None:
    one, two = press.first_page().article, press.agency_page().article
    author = Source("author", None)
    assert voice_of(author, one).key != voice_of(author, two).key


def test_share_of_hearsay() -> None:
    found = share(press.entries(press.first_page()))
    assert (found.unnamed, found.attributed, found.author) == (2, 10, 5)
    assert found.unnamed_share == 0.2
    assert share(()).unnamed_share is None
