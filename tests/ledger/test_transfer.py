from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import HealthCheck, given, settings

from lagebild import contract
from lagebild.errors import DataFileError, LedgerError
from lagebild.ledger import Ledger, Taken, open_ledger, write
from lagebild.types import Reading
from tests import readings
from tests.ledger.test_check import decide, fill, index_of, told
from tests.servers import schema_on

OLDER = Path(__file__).with_name("older.sql")


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    """A ledger with readings and decisions, as it is exported."""
    with open_ledger(tmp_path / "whole.db") as ledger:
        fill(ledger)
        return exported(ledger)


def exported(ledger: Ledger) -> bytes:
    return b"".join(ledger.export())


def file_of(folder: Path, content: bytes) -> Path:
    path = folder / "x.jsonl"
    path.write_bytes(content)
    return path


def signed(*lines: bytes) -> bytes:
    """Lines of JSON with the last line that belongs to them."""
    body = b"".join(line + b"\n" for line in lines)
    counts = [sum(line.startswith(b'{"' + what) for line in lines) for what in (b"reading", b"decision")]
    end = {"readings": counts[0], "decisions": counts[1], "sha256": hashlib.sha256(body).hexdigest()}
    return body + json.dumps(end).encode() + b"\n"


HEADER = b'{"format":"lagebild-ledger","version":1}'


# --- out and in again -----------------------------------------------------------------------------------------


def test_what_was_exported_and_imported_is_exported_again_byte_for_byte(
    empty: Ledger, whole: bytes, tmp_path: Path
) -> None:
    assert empty.take(file_of(tmp_path, whole)) == Taken(8, 2, 0, 0)
    assert exported(empty) == whole
    assert told(empty) == []
    with open_ledger(tmp_path / "whole.db") as first:
        assert list(empty.entries()) == list(first.entries())
        assert index_of(empty._store)["voices"] == index_of(first._store)["voices"]


def test_from_a_file_to_a_server_and_back(database: str, whole: bytes, tmp_path: Path) -> None:
    with open_ledger(database) as ledger:
        assert ledger.take(tmp_path / "whole.db") == Taken(8, 2, 0, 0)
        assert told(ledger) == []
    with open_ledger(tmp_path / "back.db") as back, open_ledger(tmp_path / "whole.db") as first:
        assert back.take(database) == Taken(8, 2, 0, 0)
        assert exported(back) == whole
        assert index_of(back._store) == index_of(first._store)


@given(readings.readings())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_reading_goes_out_and_in(reading: Reading) -> None:
    with open_ledger() as ledger, open_ledger() as other:
        ledger.add(reading)
        lines = exported(ledger)
        with NamedTemporaryFile() as file:
            file.write(lines)
            file.flush()
            other.take(file.name)
        assert exported(other) == lines
        assert list(other.readings()) == [reading]


def test_an_import_twice_changes_nothing(empty: Ledger, whole: bytes, tmp_path: Path) -> None:
    path = file_of(tmp_path, whole)
    empty.take(path)
    before = index_of(empty._store)
    assert empty.take(path) == Taken(0, 0, 8, 2)
    assert (exported(empty), index_of(empty._store)) == (whole, before)


def test_an_import_that_broke_off_is_completed(
    empty: Ledger, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lagebild.ledger.transfer.TOGETHER", 3)
    path, put, left = file_of(tmp_path, whole), write.put, iter(range(4))

    def breaks(*given: object) -> bool:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return put(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("lagebild.ledger.transfer.write.put", breaks)
    with pytest.raises(KeyboardInterrupt):
        empty.take(path)
    assert empty.summary().readings == 3
    monkeypatch.setattr("lagebild.ledger.transfer.write.put", put)
    assert empty.take(path) == Taken(5, 2, 3, 0)
    assert exported(empty) == whole
    assert told(empty) == []


def test_of_two_ledgers_the_reading_that_was_added_last_is_in_force(
    empty: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = readings.reading(version="1"), readings.reading(version="2")
    with open_ledger(tmp_path / "old.db") as other:
        monkeypatch.setattr(write, "now", lambda: "2024-01-01T00:00:00.000Z")
        other.add(old)
    monkeypatch.setattr(write, "now", lambda: "2025-01-01T00:00:00.000Z")
    empty.add(new)
    empty.take(tmp_path / "old.db")
    assert list(empty.readings()) == [new]
    assert len(list(empty.derivations(old.article.id))) == 2
    assert told(empty) == []
    before = index_of(empty._store)
    empty.rebuild()
    assert index_of(empty._store) == before


def test_a_clock_that_went_back_does_not_keep_a_new_reading_from_being_in_force(
    empty: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.add(readings.reading(version="1"))
    monkeypatch.setattr(write, "now", lambda: "2001-01-01T00:00:00.000Z")
    empty.add(readings.reading(version="2"))
    assert [reading.version for reading in empty.readings()] == ["2"]
    assert told(empty) == []


def test_keys_that_a_newer_program_adds_are_kept(empty: Ledger, tmp_path: Path) -> None:
    content = contract.to_json(readings.reading())
    content["claims"][0]["tone"] = "calm"
    content["article"]["section"] = "world"
    line = json.dumps({"reading": content, "added": "2024-10-20T12:00:00.000Z"}, separators=(",", ":")).encode()
    empty.take(file_of(tmp_path, signed(HEADER, line)))
    assert told(empty) == []
    assert list(empty.readings()) == [readings.reading()]
    assert b'"tone":"calm"' in exported(empty)
    assert b'"section":"world"' in exported(empty)


def test_how_far_it_is_is_told(whole: bytes, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with open_ledger(tmp_path / "a.db") as ledger:
        ledger.take(file_of(tmp_path, whole), lambda done, total: seen.append((done, total)))
        assert all(done <= total == len(whole) for done, total in seen)
        assert seen
        seen.clear()
        list(ledger.export(lambda done, total: seen.append((done, total))))
    assert seen == [(number, 8) for number in range(1, 9)]


def test_an_export_shows_the_ledger_as_it_was_when_it_began(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db") as ledger, open_ledger(tmp_path / "a.db") as other:
        ledger.add(readings.varied(1))
        lines = ledger.export()
        first = next(lines)
        other.add(readings.varied(2))
        assert len([first, *lines]) == 3


# --- what cannot be imported ----------------------------------------------------------------------------------


def _cut(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:-1])


def _without(number: int) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        return b"".join(lines[:number] + lines[number + 1 :])

    return change


def _with(number: int, line: bytes) -> Callable[[bytes], bytes]:
    """The line of this number (from 0) is another one, and the last line belongs to all."""

    def change(content: bytes) -> bytes:
        lines = content.splitlines()
        return signed(*lines[:number], line, *lines[number + 1 : -1])

    return change


def _changed(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return signed(*content.replace(old, new).splitlines()[:-1])

    return change


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (lambda _: b"", 1, "the file ends before its last line, so that it is not whole"),
        (_cut, 12, "the file ends before its last line, so that it is not whole"),
        (lambda content: content[:-30], 12, "the line is cut off, so that the file is not whole"),
        (lambda content: content[: len(content) // 2], 5, "the line is cut off"),
        (_without(3), 11, "the lines before were changed: their SHA-256 is not the one that stands here"),
        (_without(9), 11, "the lines before were changed"),
        (lambda content: content + b"\n", 12, "more follows after the last line"),
        (lambda content: content.replace(b"Edition 3", b"Edition 8"), 12, "the lines before were changed"),
        (lambda content: content.replace(b"\n", b"\r\n"), 12, "the lines before were changed"),
        (lambda c: c.replace(b'"readings":8', b'"readings":9'), 12, "8 readings, 2 decisions and 0 comments"),
        (_with(0, b'{"format":"lagebild-ledger","version":3}'), 1, "a newer Lagebild (format 3; this one knows 2)"),
        (_with(0, b'{"format":"other","version":1}'), 1, "this is no exported ledger"),
        (_with(0, b"{}"), 1, "this is no exported ledger"),
        (_with(4, b"{not json"), 5, "this is no line of JSON"),
        (_with(4, b'{"a": NaN}'), 5, "this is no line of JSON: NaN is no number"),
        (_with(4, b"\xff\xfe"), 5, "this is no line of JSON"),
        (_with(4, b"[" * 100_000), 5, "this is no line of JSON"),
        (_with(4, b"[]"), 5, "an object is expected"),
        (_with(4, b'{"claim":{}}'), 5, "neither a reading nor a decision"),
        (_with(4, b'{"reading":{},"added":"2024-10-20T12:00:00.000Z"}'), 5, "a reading is an object with article"),
        (_with(4, b'{"decision":{}}'), 5, "the decision's 'made' is None; a text is expected"),
        (_changed(b'"reason":"see"', b'"reason":"so"'), 8, "the decision's id is '"),
        (_changed(b'"text":"denied"', b'"text":"argued"'), 2, "the words at "),
        (_changed(b'"form":"direct"', b'"form":"loud"'), 2, "choose one of: direct"),
        (_changed(b'"max":1200', b'"max":1e400'), 2, "a reading that cannot be"),
        (_changed(b'"stage":"sent"', b'"stage":"\\ud800"'), 2, "half a character"),
        (_changed(b'"added":"2', b'"added":"1/2'), 2, "'added' is '1/2"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_was_exported_is_refused_and_nothing_is_written(
    whole: bytes, tmp_path: Path, change: Callable[[bytes], bytes], line: int, message: str
) -> None:
    path = file_of(tmp_path, change(whole))
    with open_ledger() as ledger:
        with pytest.raises(DataFileError) as refused:
            ledger.take(path)
        assert str(refused.value).startswith(f"{path}, line {line}: "), str(refused.value)
        assert message in str(refused.value)
        assert ledger.summary().readings == 0


def test_a_file_without_the_decision_that_another_undoes_is_refused(whole: bytes, tmp_path: Path) -> None:
    lines = whole.splitlines()
    path = file_of(tmp_path, signed(*(line for line in lines[:-1] if b'"kind":"note"' not in line)))
    with open_ledger() as ledger, pytest.raises(DataFileError, match=r"undoes \w+, which is not before it"):
        ledger.take(path)


@pytest.mark.parametrize(
    ("place", "message"), [("no.jsonl", "cannot be read: No such file"), (".", "is a folder; name an exported")]
)
def test_what_is_not_there_cannot_be_imported(place: str, message: str) -> None:
    with open_ledger() as ledger, pytest.raises(DataFileError, match=message):
        ledger.take(place)


def test_a_damaged_ledger_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        fill(ledger)
        ledger._store.ask("DROP TRIGGER readings_stay")
        ledger._store.ask("UPDATE readings SET id = 'x' WHERE seq = 7")
    with open_ledger() as ledger:
        with pytest.raises(DataFileError, match=r"a\.db: reading x was changed: .*; see lagebild ledger check"):
            ledger.take(path)
        assert ledger.summary().readings == 0


# --- ledgers of the first kind --------------------------------------------------------------------------------


def make_older(path: Path, made: list[Reading], schema: int = 3) -> None:
    """A file as an older Lagebild left it; of its columns only those are filled that were not derived from others."""
    with sqlite3.connect(path) as connection:
        connection.executescript(OLDER.read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA user_version = {schema}")
        for number, reading in enumerate(made, 1):
            content = contract.to_json(reading)
            article = content["article"]
            plain = ("id", "url", "title", "byline", "publisher", "published", "published_basis", "language", "text")
            connection.execute(
                f"INSERT OR IGNORE INTO articles (digest, {', '.join(plain)}, blocks, notes, outlet)"
                f" SELECT ?, {', '.join('?' * len(plain))}, ?, ?, '' WHERE NOT EXISTS"
                " (SELECT 1 FROM articles WHERE digest = ?)",
                (
                    contract.identifier(article), *(article[key] for key in plain), json.dumps(article["blocks"]),
                    json.dumps(article["notes"]), contract.identifier(article),
                ),
            )  # fmt: skip
            connection.execute(
                "INSERT INTO readings (id, article, article_id, reader, version, added)"
                " SELECT ?, seq, id, ?, ?, ? FROM articles WHERE digest = ?",
                (
                    contract.identifier(content), reading.reader, reading.version,
                    f"2024-10-20T12:00:{number:02}.000Z", contract.identifier(article),
                ),
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO claims (reading, position, id, payload, source_kind, speaker, content, form, act,"
                " factuality, author_factuality) VALUES (?, ?, ?, ?, '', '', '', '', '', '', '')",
                [(number, place, claim["id"], json.dumps(claim)) for place, claim in enumerate(content["claims"])],
            )
    connection.close()


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_a_ledger_of_the_first_kind_is_taken_over(empty: Ledger, tmp_path: Path, schema: int) -> None:
    path, older = tmp_path / "old.db", [readings.varied(number) for number in range(5)]
    older.append(replace(older[1], version="2", claims=older[1].claims[:1]))
    make_older(path, older, schema)
    before = path.read_bytes()
    assert empty.take(path) == Taken(6, 0, 0, 0)
    assert told(empty) == []
    assert {reading.article.id: reading for reading in empty.readings()} == {r.article.id: r for r in older}
    assert [d.added for d in empty.derivations(older[1].article.id)] == [
        "2024-10-20T12:00:02.000Z",
        "2024-10-20T12:00:06.000Z",
    ]
    assert path.read_bytes() == before
    assert empty.take(path) == Taken(0, 0, 6, 0)


def test_a_ledger_of_the_first_kind_that_is_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    make_older(path, [readings.varied(1), readings.varied(2)])
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER claims_stay")
        connection.execute("UPDATE claims SET payload = replace(payload, 'deny', 'ask') WHERE reading = 2")
    connection.close()
    with open_ledger() as ledger:
        with pytest.raises(LedgerError, match="was changed"):
            ledger.take(path)
        assert ledger.summary().readings == 0


def test_decisions_follow_the_reading_that_they_followed(tmp_path: Path, whole: bytes) -> None:
    kinds = [next(iter(json.loads(line))) for line in whole.splitlines()]
    assert kinds == ["format", *["reading"] * 6, "decision", "reading", "decision", "reading", "readings"]
    with open_ledger(tmp_path / "a.db") as ledger:
        ledger.take(file_of(tmp_path, whole))
        assert ledger._store.ask("SELECT after FROM decisions ORDER BY seq") == [(6,), (7,)]


def test_an_empty_ledger_goes_out_and_in(empty: Ledger, tmp_path: Path, server: str) -> None:
    lines = exported(empty)
    assert len(lines.splitlines()) == 2
    for place in (tmp_path / "new.db", schema_on(server)):
        with open_ledger(place) as other:
            assert other.take(file_of(tmp_path, lines)) == Taken(0, 0, 0, 0)
            assert exported(other) == lines


def test_a_ledger_may_hold_a_decision_before_any_reading(empty: Ledger, tmp_path: Path) -> None:
    from tests.ledger.test_check import FIRST

    decide(empty, FIRST)
    empty.add(readings.varied(1))
    with open_ledger() as other:
        other.take(file_of(tmp_path, exported(empty)))
        assert exported(other) == exported(empty)


def test_nothing_is_written_in_the_middle_of_an_export(empty: Ledger) -> None:
    """It would be confirmed, but stored only at the end of the export, or never."""
    empty.add(readings.varied(1))
    lines = empty.export()
    next(lines)
    with pytest.raises(LedgerError, match="is being read through this connection; write when that is done"):
        empty.add(readings.varied(2))
    assert len(list(lines)) == 2
    assert empty.add(readings.varied(2))
    assert len(list(empty.readings())) == 2


def test_several_answers_may_be_open_at_once(empty: Ledger) -> None:
    for number in range(3):
        empty.add(readings.varied(number))
    pairs = list(zip(empty.readings(), empty.articles(), empty.readings(), strict=True))
    assert [reading.article for reading, *_ in pairs] == [article for _, article, _ in pairs]
