"""The commands that ask a whole ledger, over a small press file of examples; what they show is real reading."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from lagebild import read_text
from lagebild.cli import main
from lagebild.ledger import open_ledger
from tests import readings
from tests.commands.asking import listed, shown

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PAGES = [
    *("2024-10-18-mpa-geheimdienst.html", "2024-10-18-ostsee-rundschau.html", "2024-10-18-harbour-post.html"),
    *("2024-10-29-ostsee-rundschau-korrektur.html",),
]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of some example pages, one of which copied another."""
    path = tmp_path_factory.mktemp("press") / "press.db"
    pages = [str(EXAMPLES / "press" / page) for page in PAGES]
    assert main(["read", *pages, "--ledger", str(path), "--weights", "none", "--format", "json"]) == 0
    return str(path)


# --- propositions ---------------------------------------------------------------------------------------------


def test_propositions_are_counted_and_graded(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "propositions", "--ledger", press, "--order", "articles")
    first = rows[0]
    assert (first["claims"], first["outlets"], first["origins"], first["identified"]) == (3, 3, 1, 1)
    assert (first["credibility"], first["rule"], first["stated_by"], first["against"]) == (3, "single", 1, 0)
    assert (first["first"], first["last"]) == ("2024-10-18", "2024-10-18")
    assert first["address"] == f"lage:proposition/{first['proposition']}"
    out = shown(capsys, "propositions", "--ledger", press, "--order", "articles", "--limit", "1")
    assert "3 claims · 3 articles · 3 outlets · 1 origin (1 known by name) · 18 Oct 2024" in out
    assert "3 possibly true: one origin states it" in out
    assert first["address"] in out
    assert "The first 1 are shown; --limit shows more." in out


def test_filters_and_order_reach_propositions(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    latest = listed(capsys, "propositions", "--ledger", press, "--order", "latest")
    assert [row["last"] for row in latest] == sorted((row["last"] for row in latest), reverse=True)
    assert latest[0]["last"] == "2024-10-18"
    narrow = listed(capsys, "propositions", "--ledger", press, "--outlet", "Harbour Post")
    assert 0 < len(narrow) < len(latest)
    assert listed(capsys, "propositions", "--ledger", press, "--since", "2024-10-29") == []
    assert listed(capsys, "propositions", "--ledger", press, "--when", "1999") == []


def test_one_proposition_shows_its_tree_and_why(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    (first,) = listed(capsys, "propositions", "--ledger", press, "--order", "articles", "--limit", "1")
    out = shown(capsys, "proposition", first["proposition"][:8], "--ledger", press)
    tree = out[out.index("Where it comes from") : out.index("Who says it")]
    assert [line.split(" · ")[0] for line in tree.splitlines()[2:-1] if line] == [
        "National Intelligence Service  3 outlets",
        "├─ Mitteleuropäische Presse-Agentur, 18 Oct 2024",
        "│  └─ Ostsee-Rundschau, 18 Oct 2024",
        "└─ Harbour Post, 18 Oct 2024",
    ]
    assert "the claim that the others were gathered around" in out
    assert "% sure): " in out
    assert "the same words +4.00" in out
    assert shown(capsys, "proposition", first["address"], "--ledger", press) == out


def test_the_tree_is_nested_in_json_and_flat_in_csv(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    (first,) = listed(capsys, "propositions", "--ledger", press, "--order", "articles", "--limit", "1")
    asked = ("proposition", first["address"], "--ledger", press)
    one = json.loads(shown(capsys, *asked, "--format", "json"))
    assert {key: one[key] for key in first} == first
    (root,) = one["tree"]
    agency = next(branch for branch in root["branches"] if branch["name"] == "Mitteleuropäische Presse-Agentur")
    assert (root["is"], root["kind"], len(root["outlets"])) == ("origin", "named", 3)
    assert [(copy["name"], copy["is_first"]) for copy in agency["branches"]] == [("Ostsee-Rundschau", False)]
    assert agency["is_first"]
    copied = next(member for member in one["members"] if member["copy_of"])
    assert agency["article"] == f"lage:article/{copied['copy_of']}"
    assert copied["score"] == pytest.approx(1.0, abs=0.01)
    assert copied["parts"]["exact"] == 4.0
    rows = csv.DictReader(io.StringIO(shown(capsys, *asked, "--format", "csv")))
    assert [row["address"] for row in rows] == [member["address"] for member in one["members"]]


def test_the_earliest_claims_of_a_proposition(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    (first,) = listed(capsys, "propositions", "--ledger", press, "--order", "articles", "--limit", "1")
    out = shown(capsys, "proposition", first["address"], "--ledger", press, "--limit", "1")
    assert out.count("lage:claim/") == 1
    assert "the claim that the others were gathered around" in out
    assert "The first 1 are shown" in out


def test_a_proposition_of_pages(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [str(EXAMPLES / "press" / page) for page in PAGES[:2]]
    rows = listed(capsys, "propositions", *pages)
    assert rows
    assert rows[0]["what"] in shown(capsys, "proposition", rows[0]["address"], *pages)


def test_a_terminal_that_knows_ascii_alone(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    from lagebild.console.answers import open_proposition
    from lagebild.views.answers import print_proposition

    with open_ledger(Path(press), create=False) as ledger:
        one = open_proposition(ledger, ledger.propositions(order="articles")[0].id)
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="ascii", errors="replace")
    print_proposition(Console(file=file, width=60), one)
    file.flush()
    out = raw.getvalue().decode("ascii")
    assert "|  `- Ostsee-Rundschau" in out
    assert all(len(line) <= 60 for line in out.splitlines())


def test_why_a_claim_is_read_is_asked_by_its_address(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    row = listed(capsys, "claims", "--ledger", press, "--act", "deny")[0]
    found = json.loads(shown(capsys, "explain", f"lage:claim/{row['claim']}", "--ledger", press, "--format", "json"))
    assert found["id"] == row["claim"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["proposition", "zz"], "the ledger has no proposition 'zz'; `lagebild propositions` lists them"),
        (["proposition", ""], "the ledger has no proposition ''"),
        (["proposition", "lage:claim/1"], "'lage:claim/1' is the address of a claim; a proposition is asked for"),
        (["proposition", "lage:thing/1"], "'lage:thing/1' is no address; the forms are: lage:claim/ID"),
        (["proposition", "lage:proposition/"], "'lage:proposition/' is no address"),
        (["explain", "lage:article/1"], "'lage:article/1' is the address of an article; a claim is asked for"),
        (["explain", "lage:claim/zz"], "the ledger has no claim 'zz'"),
        (["disputes", "--only", "nothing"], "'nothing' is not one of"),
        (["propositions", "--order", "beauty"], "'beauty' is not one of"),
        (["propositions", "--limit", "0"], "Input should be greater than or equal to 1"),
        (["origins", "--when", "soon"], "when 'soon' is no day"),
    ],
)
def test_bad_use_is_one_line(
    arguments: list[str], message: str, press: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main([*arguments, "--ledger", press]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert message in line


# --- the others -----------------------------------------------------------------------------------------------


def test_origins_reach_outlets_and_nobody_comes_last(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "origins", "--ledger", press)
    assert (rows[0]["name"], rows[0]["reach"]) == ("Nationaler Nachrichtendienst", 3)
    assert rows[0]["outlets"].count("; ") == 2
    ranks = [0 if row["identified"] else 2 if row["kind"] == "unnamed" else 1 for row in rows]
    assert ranks == sorted(ranks)
    assert {0, 1, 2} == set(ranks)
    out = shown(capsys, "origins", "--ledger", press)
    assert out.index("National Intelligence Service") < out.index("Outlets and agencies in their own words")
    assert out.index("in its own words") < out.index("Nobody named: counted once")


def test_the_reliability_of_sources_is_the_users(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("sources.toml").write_text(
        '[[source]]\nname = "National Intelligence Service"\nreliability = "B"\nreason = "Right twice"\n',
        encoding="utf-8",
    )
    for command in ("sources", "origins"):
        rows = {row["name"]: row for row in listed(capsys, command, "--ledger", press)}
        service = rows["Nationaler Nachrichtendienst"]
        assert (service["reliability"], service["reliability_reason"]) == ("B", "Right twice")
        assert {row["reliability"] for name, row in rows.items() if name != service["name"]} == {"F"}
        assert "Reliability B: Right twice" in shown(capsys, command, "--ledger", press)


def test_disputes_show_both_sides_and_why(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "disputes", "--ledger", press)
    tied = [row for row in rows if row["against_claim"]]
    loose = [row for row in rows if not row["against_claim"]]
    assert [row["tie"] for row in tied] == []
    assert {row["tie"] for row in loose} == {"denied", "retracted"}
    days = {(row["source"], row["said"], row["said_basis"]) for row in loose if row["tie"] == "denied"}
    assert ("Russia", "2024-10-18", "before") in days
    out = shown(capsys, "disputes", "--ledger", press)
    assert "✕ taken back by the outlet itself" in out


@pytest.fixture
def guessed(tmp_path: Path) -> str:
    """A ledger with a denial of "such reports", of which it is guessed what it means."""
    path = tmp_path / "guessed.db"
    said = "Ukraine's intelligence chief, Kyrylo Budanov, said on Thursday that Russia was training 11,000 soldiers."
    with open_ledger(path) as ledger:
        ledger.add(read_text(f"{said} Russia dismissed such reports.", published="2024-10-18", language="en"))
    return str(path)


def test_a_guess_says_that_it_is_one(guessed: str, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = listed(capsys, "disputes", "--ledger", guessed)
    assert (row["tie"], row["source"], row["against_source"]) == ("denies", "Russia", "Kyrylo Budanov")
    assert (row["guess"], row["said"], row["said_basis"]) == (True, "2024-10-18", "publication")
    assert row["reasons"] == "nearest_about; referent"
    assert row["why"] == "the nearest claim about the speaker in the article; stands for it: such reports"
    words = "denies – perhaps: which claim is meant is guessed"
    assert f"▸ {words}" in shown(capsys, "disputes", "--ledger", guessed)
    out = shown(capsys, "dossier", "--ledger", guessed, "--format", "html")
    links = out[out.index('class="links"') : out.index('class="disputes"')]
    assert words in links
    assert "the nearest claim about the speaker in the article" in links


@pytest.mark.parametrize("kind", ["retracted", "denied", "contradicted", "dispute"])
def test_only_some_disputes(kind: str, press: str, capsys: pytest.CaptureFixture[str]) -> None:
    every = listed(capsys, "disputes", "--ledger", press)
    assert listed(capsys, "disputes", "--ledger", press, "--only", kind) == [r for r in every if r["tie"] == kind]


def test_disputed_figures_are_shown_with_their_values(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for number, (country, dead) in enumerate((("Ukraine", "40"), ("Russia", "90"))):
        text = (
            f"Strike of number {number}\n\nThe ministry of {country} said on Monday that {dead} soldiers were killed"
            " in Kherson on October 18.\n\nNothing else is known about the strike so far."
        )
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    rows = listed(capsys, "disputes", "0.txt", "1.txt", "--published", "2024-10-21", "--only", "dispute")
    (row,) = rows
    assert {row["figure"], row["against_figure"]} == {"40", "90"}
    assert "the values exclude each other; two origins: " in row["why"]


def test_figures_stand_as_before(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    from lagebild.picture.figures import figure_table
    from lagebild.views.tables import figures

    with open_ledger(Path(press), create=False) as ledger:
        table = figures(figure_table(ledger.entries()))
    before = {tuple(zip(table.header[1:], row[1:], strict=True)) for row in table.rows}
    rows = listed(capsys, "figures", "--ledger", press, "--limit", "1000")
    assert {tuple(list(row.items())[1:]) for row in rows} == before
    few = listed(capsys, "figures", "--ledger", press, "--limit", "1")
    assert {row["group"] for row in few} <= {1, None}


@pytest.mark.parametrize("command", ["propositions", "origins", "disputes", "figures", "sources"])
def test_an_empty_ledger_is_no_error(command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with open_ledger(tmp_path / "e.db"):
        pass
    assert shown(capsys, command, "--ledger", "e.db").strip()
    assert listed(capsys, command, "--ledger", "e.db") == []


@pytest.mark.parametrize("command", ["propositions", "origins", "disputes", "sources"])
def test_words_of_pages_cannot_steer_the_terminal(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from dataclasses import replace

    base = readings.reading(publisher="Gaz\x1b]0;x\x07ette")
    with open_ledger(tmp_path / "l.db") as ledger:
        for number in range(2):
            made = readings.varied(number)
            article = replace(made.article, publisher=f"{base.article.publisher} {number}")
            ledger.add(replace(made, article=article))
    out = shown(capsys, command, "--ledger", "l.db")
    assert out.strip()
    assert "\x1b" not in out
    assert "\x07" not in out


def test_the_dossier_shows_trees_and_ties(press: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, "dossier", "--ledger", press, "--format", "html")
    part = out[out.index('id="propositions"') : out.index('id="figures"')]
    assert part.count('class="tree"') == len(listed(capsys, "propositions", "--ledger", press))
    assert "possibly true: one origin states it" in part
    assert "<script" not in out


def test_what_readers_say_of_a_claim_stands_beside_it(
    press: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copied = tmp_path / "judged.db"
    copied.write_bytes(Path(press).read_bytes())
    with open_ledger(copied) as ledger:
        first, other = [entry.claim for entry in ledger.entries()][:2]
    say = ("--because", "heard the tape", "--by", "A. Reader", "--ledger", str(copied))
    shown(capsys, "review", "correct", first.id, "act", "deny", *say)
    made = shown(capsys, "review", "checked", other.id, *say).split("lage:decision/")[1].strip()
    shown(capsys, "review", "undo", made, "--because", "no", "--by", "A. Reader", "--ledger", str(copied))
    for ui, words in (("en", "corrected: act ="), ("de", "berichtigt: act =")):
        told = shown(capsys, "claims", "--ledger", str(copied), "--ui", ui)
        page = shown(capsys, "dossier", "--ledger", str(copied), "--ui", ui, "--format", "html")
        assert told.count("✎") == page.count('class="judged"') == 1  # what was undone is not shown
        assert words in told
        assert words in page
        assert "A. Reader" in page
    assert first.act != "deny"  # what the machine read stays
    rows = listed(capsys, "claims", "--ledger", str(copied))
    decided = {row["claim"]: row["decisions"] for row in rows if row["decisions"]}
    assert list(decided) == [first.id]
    assert decided[first.id].startswith("correct act=")
    assert decided[first.id].endswith(": heard the tape)")
