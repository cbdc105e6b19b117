"""Readers' comments in every kind of ledger: kept, decided about, carried over without the e-mails of their writers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import DataFileError, LedgerError, UsageError
from lagebild.ledger import Comment, Ledger, Taken, comments, open_ledger
from lagebild.ledger.comments import DOSSIER, figure, made_of, plain_words, quantity_of, wrong
from lagebild.ledger.postgres import PostgresStore
from tests.ledger.test_check import fill, told
from tests.ledger.test_transfer import exported, file_of

BY: dict[str, Any] = {"who": "A. Reader", "reason": "civil and to the point"}
EMAIL = "marked.reader@secret.example"
ARTICLE = f"lage:article/{'a' * 64}"


def comment(number: int = 0, target: str = ARTICLE) -> Comment:
    return Comment(
        made=f"2024-10-2{number}T08:00:00.000Z", target=target, name=f"Reader {number}", words=f"I saw it, {number}.",
        language="en",
    )  # fmt: skip


def test_a_comment_waits_until_somebody_approves_it(empty: Ledger) -> None:
    assert empty.comment(comment(), EMAIL)
    assert not empty.comment(comment(), "other@secret.example"), "the same one again"
    assert empty.email_of(comment().id) == EMAIL
    assert empty.comments_about([ARTICLE]) == {}
    assert [one.state for one in empty.comments()] == ["pending"]
    made = empty.decide("approve", f"lage:comment/{comment().id}", **BY)
    assert empty.comments_about([ARTICLE, DOSSIER]) == {ARTICLE: [comment()]}
    (one,) = empty.comments(state="approved")
    assert (one.who, one.reason, one.decided) == ("A. Reader", "civil and to the point", made.made)
    rejected = empty.decide("reject", f"lage:comment/{comment().id[:12]}", who="B", reason="a second look")
    assert empty.comments_about([ARTICLE]) == {}
    assert empty.comment_counts() == {"pending": 0, "approved": 0, "rejected": 1}
    empty.decide("undo", rejected.id, **BY)
    assert empty.comments_about([ARTICLE]) == {ARTICLE: [comment()]}
    empty.decide("undo", made.id, **BY)
    assert empty.comment_counts() == {"pending": 1, "approved": 0, "rejected": 0}
    assert empty.comments(state="pending")[0] == empty.moderated(comment().id)
    assert empty.moderated("0" * 64) is None
    assert told(empty) == []


def test_comments_are_listed_by_their_time_and_thing(empty: Ledger) -> None:
    for number in (1, 0, 2):
        empty.comment(comment(number), EMAIL)
        empty.decide("approve", f"lage:comment/{comment(number).id}", **BY)
    empty.comment(comment(3, DOSSIER), EMAIL)
    assert [one.name for one in empty.comments_about([ARTICLE])[ARTICLE]] == ["Reader 0", "Reader 1", "Reader 2"]
    assert [one.comment.name for one in empty.comments(limit=2, skip=1)] == ["Reader 2", "Reader 1"]
    store = empty._store
    assert [one.name for one in comments.about(store, [ARTICLE], limit=2)[ARTICLE]] == ["Reader 1", "Reader 2"]


def test_no_comment_is_ever_changed_and_an_address_can_only_go(empty: Ledger) -> None:
    empty.comment(comment(), EMAIL)
    for statement in (
        "UPDATE comments SET words = 'x'",
        "DELETE FROM comments",
        "UPDATE comment_addresses SET email = 'x@y.example'",
    ):
        with pytest.raises(LedgerError, match="append-only"), empty._store.told(), empty._store.writing():
            empty._store.ask(statement)
    assert empty.forget_email(comment().id[:10])
    assert empty.email_of(comment().id) is None
    assert not empty.forget_email(comment().id)
    assert empty.moderated(comment().id) is not None
    with pytest.raises(UsageError, match="no comment '77'"):
        empty.forget_email("77")


def test_a_forgotten_address_is_in_no_file_of_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "forget.db"
    marked = [f"marked-{number}@reader.example" for number in range(40)]
    with open_ledger(path) as ledger:
        for number, email in enumerate(marked):
            ledger.comment(comment(number), email)
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert all(email.encode() in kept for email in marked)
        for number in range(len(marked)):
            assert ledger.forget_email(comment(number).id)
        left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert [email for email in marked if email.encode() in left] == []


def test_a_rebuild_leaves_comments_alone(empty: Ledger) -> None:
    fill(empty)
    empty.comment(comment(), EMAIL)
    empty.decide("approve", f"lage:comment/{comment().id}", **BY)
    empty.rebuild()
    assert empty.comments_about([ARTICLE]) == {ARTICLE: [comment()]}
    assert empty.email_of(comment().id) == EMAIL
    assert told(empty) == []


def test_a_whole_ledger_goes_out_and_in_without_addresses(empty: Ledger, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "first.db") as first:
        fill(first)
        for number in (2, 1):
            first.comment(comment(number), EMAIL)
        first.decide("reject", f"lage:comment/{comment(1).id}", **BY)
        whole = exported(first)
    assert EMAIL.encode() not in whole
    assert b"secret.example" not in whole
    assert b'"version":2' in whole.splitlines()[0]
    assert json.loads(whole.splitlines()[-1])["comments"] == 2
    assert empty.take(file_of(tmp_path, whole)) == Taken(8, 3, 0, 0, 2, 0)
    assert empty.take(tmp_path / "first.db") == Taken(0, 0, 8, 3, 0, 2)
    assert exported(empty) == whole
    assert empty.comment_counts() == {"pending": 1, "approved": 0, "rejected": 1}
    assert empty.email_of(comment(1).id) is None
    assert told(empty) == []
    assert empty.summary().comments == 2


def test_a_ledger_without_comments_is_written_for_older_programs(empty: Ledger) -> None:
    fill(empty)
    lines = exported(empty).splitlines()
    assert json.loads(lines[0])["version"] == 1
    assert "comments" not in json.loads(lines[-1])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"words": "forged"}, "but that of its content is"),
        ({"target": "lage:claim/x"}, "which cannot be"),
        ({"name": ""}, "a text is expected"),
        ({"name": 3}, "a text is expected"),
        ({"email": EMAIL}, "a comment is an object with id, made, target, name, words, language"),
    ],
)
def test_what_is_no_comment_is_not_taken(change: dict[str, Any], message: str) -> None:
    assert comments.from_json(comments.to_json(comment())) == comment()
    with pytest.raises(DataFileError, match=message):
        comments.from_json({**comments.to_json(comment()), **change})


def test_a_changed_comment_is_found(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db") as ledger:
        ledger.comment(comment(), EMAIL)
        with ledger._store.writing():
            ledger._store.ask("DROP TRIGGER comments_stay")
            ledger._store.ask("UPDATE comments SET words = 'forged'")
        (problem,) = told(ledger)
        assert f"comment {comment().id}" in problem
        assert "was changed" in problem
        with pytest.raises(LedgerError, match="was changed"):
            exported(ledger)


@pytest.mark.parametrize(
    ("change", "email", "found"),
    [
        ({}, EMAIL, {}),
        ({"name": "Ø", "words": "Да"}, " o'neil+tag@mail.example.org ", {}),
        ({"name": ""}, EMAIL, {"name": "none"}),
        ({"name": "– …"}, EMAIL, {"name": "none"}),
        ({"name": "x" * 81}, EMAIL, {"name": "long"}),
        ({"words": "y" * 4001}, EMAIL, {"words": "long"}),
        ({"language": "x'"}, EMAIL, {"language": "not"}),
        ({}, "", {"email": "none"}),
        ({}, "reader", {"email": "not"}),
        ({}, "reader@localhost", {"email": "not"}),
        ({}, "a@b.example, c@d.example", {"email": "not"}),
        ({}, "a@b.example\r\nBcc: c@d.example", {"email": "not"}),
        ({}, "a\u200b@b.example", {"email": "not"}),
        ({}, "a@b.example" + "e" * 254, {"email": "long"}),
    ],
)
def test_what_a_comment_may_be(change: dict[str, str], email: str, found: dict[str, str], empty: Ledger) -> None:
    made = replace(comment(), **change)
    assert wrong(made, email) == found
    if found:
        with pytest.raises(UsageError) as said:
            empty.comment(made, email)
        assert not email or email not in str(said.value)
        assert empty.comments() == []
    else:
        assert empty.comment(made, email)
        assert empty.email_of(made.id) == email.strip()


@pytest.mark.parametrize("target", ["lage:claim/x", "lage:article/", "lage:dossier/x", "http://x.example", ""])
def test_what_nobody_can_comment_on(target: str, empty: Ledger) -> None:
    with pytest.raises(UsageError, match="nothing that can be commented on"):
        empty.comment(replace(comment(), target=target), EMAIL)


def test_signs_that_hide_or_steer_are_taken_out() -> None:
    made = made_of(
        DOSSIER, name=" A\u202e\nB\u200b ", words="one\u2067\r\n\r\n\r\n\r\n\ttwo \x00\ufeff three\u2028", language="en"
    )
    assert (made.name, made.words) == ("A B", "one\n\ntwo three")


@given(st.text(), st.booleans())
def test_words_have_no_hidden_signs_and_are_cleaned_once(words: str, lines: bool) -> None:
    made = plain_words(words, lines=lines)
    assert plain_words(made, lines=lines) == made
    assert not re.search("[\x00-\x09\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]", made)
    assert lines or "\n" not in made
    made.encode("utf-8")


def test_a_quantity_has_an_address() -> None:
    for parts in (("soldiers", None, "PRK", "people"), ("Gäste & 'x'/y?", "km", None, None)):
        target = figure(*parts)
        given = dict(zip(("of", "unit", "whose", "family"), parts, strict=True))
        assert quantity_of(target) == {name: value for name, value in given.items() if value}
    assert quantity_of(ARTICLE) == {}


# --- the e-mail -----------------------------------------------------------------------------------------------


def test_one_function_reads_the_addresses() -> None:
    """No other question names their table, but those that store, take away or count them."""
    package = resources.files("lagebild")
    found = {
        f"{path.name}: {line.strip()}"
        for path in Path(str(package)).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "comment_addresses" in line and re.search("SELECT|INSERT|DELETE|UPDATE", line)
    }
    assert len([line for line in found if re.search(r"SELECT (e\.)?(email|\*)", line)]) == 1
    assert sorted(line.partition(":")[0] for line in found) == ["check.py", *["comments.py"] * 3]


def test_no_error_quotes_an_address(
    database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """PostgreSQL quotes the row that it refuses."""
    ask = PostgresStore.ask

    def quotes(store: PostgresStore, sql: str, values: Any = None) -> Any:
        if "INSERT INTO comment_addresses" in sql:
            raise psycopg.Error(f"Failing row contains ({values['email']})")
        return ask(store, sql, values)

    monkeypatch.setattr(PostgresStore, "ask", quotes)
    with open_ledger(database) as ledger:
        with pytest.raises(LedgerError) as said:
            ledger.comment(comment(), EMAIL)
        assert "Failing row contains" in str(said.value)
        assert EMAIL not in str(said.value) + caplog.text
        assert said.value.__cause__ is None
        assert ledger.comments() == []
