"""Readers' comments at the terminal, in a published dossier, and nowhere their e-mails."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from lagebild.cli import main
from lagebild.ledger import Comment, open_ledger
from lagebild.ledger.comments import DOSSIER, figure
from lagebild.picture.dossier import dossier
from tests import readings
from tests.views.web.conftest import of_number
from tests.views.web.hostile import SCRIPT

EMAIL = "marked.reader@secret.example"
BY = ["--by", "A. Reader", "--because", "to the point"]
READING = readings.reading()
ARTICLE = f"lage:article/{READING.article.id}"


@pytest.fixture(autouse=True)
def targets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """A ledger with a comment on each kind of thing; what they are about, by the words of the comment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("LAGEBILD_", "LC_")) or name == "LANG"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    with open_ledger("a.db") as ledger:
        ledger.add(READING)
        ledger.add(of_number(2, readings.reading(publisher="Monthly")))
        (proposition, *_) = ledger.propositions()
        quantity = dossier(ledger.readings()).figures.groups[0].quantity
        about = {
            "On the article": ARTICLE,
            "On the whole": DOSSIER,
            "On the claim": f"lage:proposition/{proposition.id}",
            "On the figure": figure(quantity.concept, quantity.unit, quantity.owner, quantity.family),
        }
        for number, (words, target) in enumerate(about.items()):
            made = f"2024-11-0{number + 1}T08:00:00.000Z"
            text = f"{words}. {SCRIPT}\nNext line."
            ledger.comment(Comment(made=made, target=target, name="Ada <b>", words=text, language="en"), EMAIL)
    return about


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main([*arguments]) == code
    shown = capsys.readouterr()
    assert "secret.example" not in shown.out + shown.err
    return shown.out if code == 0 else shown.err


def rows(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, str]]:
    shown = told(capsys, "comments", "--ledger", "a.db", "--format", "json", *more)
    return [json.loads(line) for line in shown.splitlines()]


def approve_all(capsys: pytest.CaptureFixture[str]) -> None:
    for row in rows(capsys):
        told(capsys, "comments", "approve", row["comment"], *BY, "--ledger", "a.db")


def test_comments_are_listed_and_decided_about(capsys: pytest.CaptureFixture[str], targets: dict[str, str]) -> None:
    found = rows(capsys)
    assert [row["about"] for row in found] == list(targets.values())[::-1]
    assert {row["state"] for row in found} == {"pending"}
    first, second = found[0]["comment"], found[1]["comment"].removeprefix("lage:comment/")
    assert told(capsys, "comments", "approve", first, *BY, "--ledger", "a.db").startswith(f"approve {first}")
    told(capsys, "comments", "reject", second[:12], *BY, "--ledger", "a.db")
    assert [row["comment"] for row in rows(capsys, "--state", "approved")] == [first]
    (row,) = rows(capsys, "--state", "rejected")
    assert (row["who"], row["reason"], row["name"]) == ("A. Reader", "to the point", "Ada <b>")
    assert len(rows(capsys, "--limit", "1", "--state", "pending")) == 1
    made = json.loads(told(capsys, "review", "list", "--about", first, "--ledger", "a.db", "--format", "json"))
    told(capsys, "review", "undo", made["decision"], *BY, "--ledger", "a.db")
    assert rows(capsys, "--state", "approved") == []
    shown = told(capsys, "comments", "--ledger", "a.db")
    assert "rejected  Ada <b>" in shown
    assert "    Next line." in shown
    assert "A. Reader: to the point" in shown
    assert "abgelehnt" in told(capsys, "comments", "--ledger", "a.db", "--ui", "de")
    found = list(csv.DictReader(io.StringIO(told(capsys, "comments", "--ledger", "a.db", "--format", "csv"))))
    assert len(found) == 4
    assert told(capsys, "comments", "--ledger", "a.db", "--state", "approved") == "nothing found\n"


def test_what_cannot_be_decided_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no comment '77'" in told(capsys, "comments", "approve", "77", *BY, "--ledger", "a.db", code=2)
    assert "of another kind" in told(capsys, "comments", "reject", "lage:claim/x", *BY, "--ledger", "a.db", code=2)
    comment = rows(capsys)[0]["comment"]
    assert "whose decision" in told(
        capsys, "comments", "approve", comment, "--because", "x", "--ledger", "a.db", code=2
    )
    assert "--state" in told(capsys, "comments", "--state", "lost", "--ledger", "a.db", code=2)


def test_an_email_is_taken_away(capsys: pytest.CaptureFixture[str]) -> None:
    comment = rows(capsys)[0]["comment"]
    told(capsys, "comments", "forget", comment, "--ledger", "a.db")
    with open_ledger("a.db") as ledger:
        assert ledger.email_of(comment.removeprefix("lage:comment/")) is None
    assert "no e-mail is kept" in told(capsys, "comments", "forget", comment, "--ledger", "a.db", code=2)


def files() -> Iterator[tuple[str, str]]:
    for path in sorted(Path("dossier").rglob("*")):
        if path.is_file():
            yield str(path), path.read_text(encoding="utf-8")


def test_approved_comments_are_published_under_their_things(
    capsys: pytest.CaptureFixture[str], targets: dict[str, str]
) -> None:
    told(capsys, "publish", "--ledger", "a.db", "--out", "dossier")
    assert not any("Ada" in content for _, content in files()), "nothing before it is approved"
    approve_all(capsys)
    told(capsys, "publish", "--ledger", "a.db", "--out", "dossier", "--ui", "en")
    front = html.parse("dossier/index.html").getroot()
    article = html.parse(f"dossier/articles/{READING.article.id[:16]}.html").getroot()
    for page, place, words in (
        (article, "//article[contains(@class, 'sheet')]", "On the article"),
        (front, "//section[@id='comments']", "On the whole"),
        (front, "//article[contains(@class, 'proposition')]", "On the claim"),
        (front, "//article[contains(@class, 'quantity')]", "On the figure"),
    ):
        (said,) = page.xpath(f"{place}//blockquote[@lang='en'][starts-with(., '{words}')]")
        assert SCRIPT in said.text_content()
        assert "Ada <b>" in said.getparent().text_content()
        assert "2024" in said.getparent().text_content()
    assert front.xpath("//nav//a[@href='#comments']")
    for path, content in files():
        assert "secret.example" not in content, path
        assert "to the point" not in content, "reasons stay with the desk"
        if path.endswith(".html"):
            assert SCRIPT not in content
            assert "form" not in {element.tag for element in html.document_fromstring(content.encode()).iter()}


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("https://dossier.example/comment", "https://dossier.example/comment?about="),
        ("https://x.example/?a=b", "https://x.example/?a=b&about="),
        ("mailto:desk@gazette.example", "mailto:desk@gazette.example?subject="),
    ],
)
def test_a_published_dossier_tells_where_comments_are_sent(
    capsys: pytest.CaptureFixture[str], targets: dict[str, str], address: str, begins: str
) -> None:
    told(capsys, "publish", "--ledger", "a.db", "--out", "dossier", "--comments-to", address)
    links = set()
    for path, _ in files():
        if path.endswith(".html"):
            links |= set(html.parse(path).getroot().xpath("//div[@class='remarks']//a/@href"))
    assert {link for link in links if not link.startswith(begins)} == set()
    told_of = {link.removeprefix(begins) for link in links}
    assert {target.replace(":", "%3A").replace("/", "%2F") for target in list(targets.values())[:3]} <= told_of


def test_an_address_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ("javascript:alert(1)", "dossier.example", "https://", "mailto:"):
        said = told(capsys, "publish", "--ledger", "a.db", "--out", "dossier", "--comments-to", wrong, code=2)
        assert "is no address" in said


def test_no_command_tells_an_email(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is held to it by `told`; what is written is looked at here."""
    approve_all(capsys)
    for command in (
        ("ledger", "info"), ("ledger", "check"), ("claims",), ("search", "secret"), ("search", EMAIL), ("sources",),
        ("propositions",), ("figures",), ("timeline",), ("review", "list"), ("changes",), ("ledger", "export"),
    ):  # fmt: skip
        told(capsys, *command, "--ledger", "a.db")
    told(capsys, "dossier", "--ledger", "a.db", "--out", "dossier.html")
    assert "secret.example" not in Path("dossier.html").read_text(encoding="utf-8")
    told(capsys, "ledger", "export", "--ledger", "a.db", "--out", "a.jsonl")
    assert "secret.example" not in Path("a.jsonl").read_text(encoding="utf-8")
    assert "On the whole" in Path("a.jsonl").read_text(encoding="utf-8")
    told(capsys, "ledger", "import", "a.db", "--ledger", "b.db")
    with open_ledger("b.db") as other:
        assert other.comment_counts()["approved"] == 4
        assert all(other.email_of(one.comment.id) is None for one in other.comments())


def test_marks_of_readers_stand_in_dossier_and_publication(capsys: pytest.CaptureFixture[str]) -> None:
    with open_ledger("a.db") as ledger:
        key = next(one.key for one in ledger.sources() if one.kind == "named")
        ledger.decide("reliability", f"lage:source/{key}", content="C", who="A", reason="wrong twice in May")
    told(capsys, "dossier", "--ledger", "a.db", "--out", "dossier.html", "--ui", "en")
    told(capsys, "publish", "--ledger", "a.db", "--out", "dossier", "--ui", "en")
    for path in ("dossier.html", "dossier/index.html"):
        shown = html.parse(path).getroot().xpath("//section[@id='sources']")[0].text_content()
        assert "Reliability C: wrong twice in May" in " ".join(shown.split()), path
