from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.errors import DataFileError, LedgerError
from lagebild.ledger import Ledger, check, open_ledger
from lagebild.ledger.decisions import Decision, put
from lagebild.ledger.store import KEPT, Store
from tests import readings

FIRST = Decision(made="2024-10-21T08:00:00.000Z", who="A. Reader", kind="note", target="lage:claim/x", reason="see")
SECOND = replace(FIRST, made="2024-10-22T08:00:00.000Z", kind="undo", undoes=FIRST.id)


def fill(ledger: Ledger) -> None:
    """Pages, a page read again, and decisions between them."""
    for number in range(6):
        ledger.add(readings.varied(number))
    decide(ledger, FIRST)
    again = readings.varied(2)
    ledger.add(replace(again, version="2", claims=again.claims[1:]))
    decide(ledger, SECOND)
    ledger.add(replace(readings.varied(5), version="2"))


def decide(ledger: Ledger, decision: Decision) -> None:
    with ledger._store.writing():
        assert put(ledger._store, decision)


def told(ledger: Ledger) -> list[str]:
    return [str(problem) for problem in ledger.check()]


def index_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the index, numbers and all."""
    if store.database == "SQLite":
        kinds = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        question = f"{kinds} AND name NOT LIKE 'sqlite_%'"
    else:
        question = "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
    names = sorted(name for (name,) in store.ask(question) if name not in KEPT)
    return {name: sorted(store.ask(f"SELECT * FROM {name}"), key=repr) for name in names}


def test_a_ledger_that_was_filled_is_sound(empty: Ledger) -> None:
    assert told(empty) == []
    fill(empty)
    assert told(empty) == []
    seen: list[tuple[int, int]] = []
    list(empty.check(lambda done, total: seen.append((done, total))))
    total = 20 + empty._store.number("SELECT count(*) FROM propositions")
    assert seen == [(number, total) for number in range(1, total + 1)]


def test_the_index_made_anew_is_the_index_that_was(empty: Ledger) -> None:
    fill(empty)
    before, words = index_of(empty._store), empty._store.worded()
    assert {"claims", "mentions", "voices", "current", "forms"} <= {name for name, rows in before.items() if rows}
    assert empty.rebuild() == 8
    assert index_of(empty._store) == before
    assert empty._store.worded() == words
    assert told(empty) == []
    assert empty.search("harbour*")
    assert empty.add(readings.varied(77))
    assert told(empty) == []


def test_a_rebuild_repairs_what_was_wrong_with_the_index(empty: Ledger) -> None:
    fill(empty)
    before = index_of(empty._store)
    for statement in (
        "DELETE FROM mentions",
        "UPDATE voices SET claims = 99",
        "DELETE FROM moments",
        "UPDATE claims SET act = 'deny'",
    ):
        with empty._store.writing():
            empty._store.ask(f"{statement}")
    assert len(told(empty)) > 10
    empty.rebuild()
    assert index_of(empty._store) == before


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(empty: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(empty)
    before = index_of(empty._store)
    monkeypatch.setattr("lagebild.ledger.rebuild.enforce", _fails)
    with pytest.raises(LedgerError, match="no more"):
        empty.rebuild()
    assert index_of(empty._store) == before


def _fails(*_: object) -> None:
    raise LedgerError("no more")


def test_a_writer_forgets_numbers_that_a_rebuild_of_another_changed(place: Path | str | None) -> None:
    if place is None:
        pytest.skip("nobody else comes to a ledger in memory")
    with open_ledger(place) as ledger, open_ledger(place) as other:
        # What stood first in the index is in it no more after the rebuild: all numbers move.
        with other._store.writing():
            other._store.ask("INSERT INTO actors (key) VALUES ('nobody') RETURNING seq")
            other._store.ask(
                "INSERT INTO voices (key, kind, name, identified) VALUES ('x', 'named', 'x', 0) RETURNING seq"
            )
            other._store.ask("INSERT INTO outlets (key, words) VALUES ('nothing', '') RETURNING seq")
        ledger.add(readings.varied(1))
        other.rebuild()
        ledger.add(readings.varied(2))
        assert told(ledger) == []


# --- what is wrong is found -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DELETE FROM mentions WHERE role = 'source'", "of its mentions are not in the index"),
        ("INSERT INTO mentions (actor, role, claim) SELECT 1, 'third', min(claim) FROM mentions", "1 rows are of no"),
        ("INSERT INTO mentions (actor, role, claim) VALUES (1, 'actor', 999)", "1 rows point at rows of claims"),
        ("DELETE FROM moments WHERE claim = (SELECT min(claim) FROM moments)", "1 of its moments are not in the index"),
        ("UPDATE moments SET last = last + 1", "1 of its moments are not in the index"),
        ("UPDATE claims SET act = 'ask' WHERE position = 1 AND reading = 1", "has act 'ask' instead of 'deny'"),
        ("UPDATE claims SET day = 1 WHERE position = 1 AND reading = 1", "has day 1 instead of 20016"),
        ("UPDATE claims SET id = 'other' WHERE position = 2 AND reading = 1", "has id 'other' instead of"),
        ("UPDATE claims SET speaker = origin WHERE reading = 1", "has speaker "),
        ("UPDATE propositions SET origins = origins + 1", "the index has origins "),
        ("DELETE FROM members WHERE claim = (SELECT max(claim) FROM members)", "do not say whom they joined"),
        ("DELETE FROM sketches WHERE claim = (SELECT min(claim) FROM sketches)", "table sketches: 1 rows of claims"),
        ("DELETE FROM copies", "has home_basis 'copy' instead of 'own'"),
        ("UPDATE habits SET claims = claims + 1 WHERE kind = 'act'", "counts 2 claims by act, but there are 1"),
        ("UPDATE quantities SET figures = figures + 1", " figures, but there are "),
        ("UPDATE voices SET denials = denials + 1 WHERE denials > 0", " denials, but there are "),
        ("UPDATE voices SET ends = 7 WHERE seq = 1", "counts 7 ends, but there are"),
        ("UPDATE outlets SET claims = claims - 1", "counts 2 claims, but there are 3"),
        ("UPDATE current SET title = 'Another' WHERE reading = 1", "has title 'Another' instead of 'North"),
        ("UPDATE current SET outlet = 2 WHERE reading = 1", "has outlet "),
        ("UPDATE current SET page = 'https://else/' WHERE reading = 1", "page https://else/: the reading of row 1 is"),
        ("DELETE FROM forms WHERE folded = ' northland'", "spelling 'northland': is not known for the actor"),
        ("UPDATE actors SET key = 'Q0' WHERE name = 'Northland'", "Q99999001': is not in the index"),
    ],
)  # fmt: skip
def test_a_fault_of_the_index_is_found_and_a_rebuild_takes_it_away(
    place: Path | str | None, statement: str, problem: str
) -> None:
    with open_ledger(place) as ledger:
        fill(ledger)
        with ledger._store.writing():
            ledger._store.ask(statement)
        found = told(ledger)
        assert any(problem in line for line in found), found
        assert all(line.endswith("; lagebild ledger rebuild makes the index anew") for line in found)
        ledger.rebuild()
        assert told(ledger) == []


def test_words_that_cannot_be_searched_are_found(empty: Ledger) -> None:
    fill(empty)
    store = empty._store
    claim = store.number("SELECT min(seq) FROM claims")
    position, reading = store.ask(f"SELECT position, reading FROM claims WHERE seq = {claim}")[0]
    assert (position, reading) == (0, 1)
    from lagebild.ledger import rows

    with store.writing():
        store.drop_words([(claim, *rows.words(readings.varied(0).claims[0]))])
        store.put_words([(4711, "words", "of nobody")])
        store.put_text(4712, "a text of nothing")
    assert [line.partition(";")[0] for line in told(empty)] == [
        f"claim of row {claim}: its words cannot be searched",
        "words of row 4711: no claim in force has them",
        "words of row 4712: no page in force has them",
    ]


def test_a_page_that_is_not_in_force_is_found(empty: Ledger) -> None:
    empty.add(readings.varied(1))
    empty.add(replace(readings.varied(1), version="2"))
    empty.add(readings.varied(3))
    with empty._store.writing():
        empty._index.drop(2)
        empty._index.put(1, 1, readings.varied(1))
        empty._index.drop(3)
    assert [line.partition(";")[0] for line in told(empty) if " in force instead " in line] == [
        "page https://gazette.example/editions/1: the reading of row 1 is in force instead of that of row 2",
        "page https://gazette.example/editions/3: no reading is in force instead of that of row 3",
    ]


def _free(store: Store) -> None:
    """Lets facts be changed, as a damaged disk or a hand in the file would."""
    for table in ("articles", "readings", "decisions"):
        if store.database == "SQLite":
            store.ask(f"DROP TRIGGER {table}_stay")
            store.ask(f"DROP TRIGGER {table}_are_kept")
        else:
            store.ask(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def _packed_with(store: Store, table: str, old: bytes, new: bytes) -> None:
    (body,) = store.ask(f"SELECT body FROM {table} WHERE seq = 1")[0]
    text = zlib.decompress(body)
    assert old in text
    store.ask(f"UPDATE {table} SET body = :body WHERE seq = 1", {"body": zlib.compress(text.replace(old, new))})


@pytest.mark.parametrize(
    ("table", "change", "row", "problem"),
    [
        ("articles", "body = :body", 1, "cannot be unpacked: an entry of the ledger is damaged"),
        ("articles", "digest = 'x'", 1, "its digest is 'x', but its content says"),
        ("articles", "id = 'x'", 1, "its id is 'x', but its content says"),
        ("articles", "page = 'x'", 1, "its page is 'x', but its content says"),
        ("articles", (b"Edition 0.", b"Edition 9."), 1, "its digest is"),
        ("readings", "body = :body", 1, "does not hold what it held: an entry of the ledger"),
        ("readings", "id = 'x'", 1, "reading x was changed: the identifier of its content"),
        ("readings", "reader = 'x'", 1, "its reader is 'x', but its content says 'rules'"),
        ("readings", "added = 'soon'", 1, "'added' is 'soon'; a time like"),
        ("readings", (b"Not one soldier", b"Not two soldier"), 1, "the words at "),
        ("readings", (b'"act":"deny"', b'"act":"confirm"'), 1, "was changed: the identifier of its content is"),
        ("decisions", "reason = 'x'", 1, "was changed: the identifier of its content is"),
        ("decisions", "after = 99", 2, "follows the reading of row 99, which is not there"),
        ("decisions", "undoes = 2", 2, "undoes the decision of row 2, which is not before it"),
    ],
)  # fmt: skip
def test_a_changed_fact_is_found(
    place: Path | str | None, table: str, change: str | tuple[bytes, bytes], row: int, problem: str
) -> None:
    with open_ledger(place) as ledger:
        fill(ledger)
        _free(ledger._store)
        if isinstance(change, str):
            body = {"body": b"no zlib"} if ":body" in change else None
            ledger._store.ask(f"UPDATE {table} SET {change} WHERE seq = {row}", body)
        else:
            _packed_with(ledger._store, table, *change)
        found = told(ledger)
        assert any(problem in line for line in found), found
        assert any("import a copy or an export into a new one" in line for line in found)


@pytest.mark.parametrize("table", ["articles", "readings", "decisions"])
def test_a_changed_fact_is_not_handed_on_as_if_it_were_what_it_was(empty: Ledger, table: str) -> None:
    fill(empty)
    before = index_of(empty._store)
    _free(empty._store)
    if table == "decisions":
        empty._store.ask("UPDATE decisions SET reason = 'x' WHERE seq = 1")
    else:
        _packed_with(empty._store, table, b"Great Harbour", b"Great Harvest")
        with pytest.raises((LedgerError, DataFileError), match=r"was changed|the words at"):
            empty.rebuild()
    assert index_of(empty._store) == before
    with pytest.raises(LedgerError, match="was changed; see lagebild ledger check"):
        list(empty.export())


def test_an_article_of_no_reading_is_found(empty: Ledger) -> None:
    empty._store.ask(
        "INSERT INTO articles (digest, id, page, body) VALUES ('d', 'i', 'p', :body) RETURNING seq", {"body": b"x"}
    )
    assert [line.partition(";")[0] for line in told(empty)][-1] == "article i (row 1): no reading belongs to it"


def test_a_file_that_is_damaged_on_the_disk_is_told_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        fill(ledger)
        question = "SELECT rootpage FROM sqlite_schema WHERE name IN ('readings', 'claims', 'mentions')"
        pages = [int(row[0]) for row in ledger._store.ask(question)]
    content = bytearray(path.read_bytes())
    for page in pages:
        content[4096 * (page - 1) : 4096 * page] = b"\xff" * 4096
    path.write_bytes(content)
    with open_ledger(path, create=False) as ledger:
        assert told(ledger)


def test_every_check_is_there() -> None:
    names = [one.__name__.strip("_") for one in check.CHECKS]
    assert names == [
        *("database", "articles", "readings", "decisions", "comments", "in_force", "pages", "tallies", "sketches"),
        *("packs", "propositions", "deeds", "quantities", "orphans"),
    ]


def test_every_column_of_the_index_that_points_somewhere_is_among_the_links() -> None:
    """A new table with a claim, an actor, a reading, a quantity or a voice in it must be looked at for orphans."""
    pointing = {"claim", "reading", "actor", "quantity", "speaker", "origin", "outlet", "article"}
    with open_ledger() as ledger:
        store = ledger._store
        columns = {
            (table, column)
            for table in index_of(store)
            for (column,) in store.ask(f"SELECT name FROM pragma_table_info('{table}')")
            if column in pointing
        }
    assert columns - {(table, column) for table, column, *_ in check.LINKS} <= {("events", "actor")}
