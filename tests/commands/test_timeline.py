"""`lagebild timeline`: what was when, deeds by type, and days that reports of one deed contradict each other in."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.cli import main
from lagebild.ledger import open_ledger
from tests.commands.asking import listed, shown
from tests.picture.test_timeline import PAGES


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of two pages that tell one shelling on different days, one without a day, and one of talks to come."""
    path = tmp_path_factory.mktemp("timeline") / "war.db"
    with open_ledger(path) as ledger:
        for one in PAGES:
            ledger.add(one)
    return str(path)


@pytest.mark.parametrize(
    ("ui", "said"),
    [
        ("en", "Reports of this deed name different days: 3 Jun 2025"),
        ("de", "Berichte über diese Tat nennen verschiedene Tage: 3. Juni 2025"),
    ],
)
def test_text_shows_the_days_with_who_says_which(
    war: str, ui: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = " ".join(shown(capsys, "timeline", "--ledger", war, "--ui", ui).split())
    assert said in text
    assert "(Gazette) | 5" in text
    assert "(Herald)" in text


def test_rows_name_types_deeds_and_disputed_days(war: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "timeline", "--ledger", war)
    assert [(row["date"], row["types"], row["dating"]) for row in rows] == [
        ("2025-06-03", "ASSAULT", "told"),
        ("2025-06-05", "ASSAULT", "told"),
        ("2025-07", "CONSULT", "told"),
    ]
    days = [one.split(": ")[0] for one in rows[0]["disputed"].split(" | ")]
    assert days == ["2025-06-03", "2025-06-05"]
    assert rows[2]["disputed"] is None
    assert shown(capsys, "event", rows[0]["deeds"], "--ledger", war)


def test_deeds_are_asked_for_by_type(war: str, capsys: pytest.CaptureFixture[str]) -> None:
    def asked(*words: str) -> list[tuple[str, str]]:
        rows = listed(capsys, "timeline", "--ledger", war, *words)
        return sorted({(row["types"], row["dating"]) for row in rows})

    assert asked("--type", "consult") == [("CONSULT", "told")]
    assert asked("--type", "ASSAULT") == [("ASSAULT", "lead"), ("ASSAULT", "published"), ("ASSAULT", "told")]
    assert asked("--deeds") == sorted({*asked("--type", "ASSAULT"), *asked("--type", "CONSULT")})
    assert asked("--type", "ASSAULT", "--outlet", "Courier") == [("ASSAULT", "published")]
    assert asked("--type", "AID") == []
    assert "probably 6 Jun 2025" in shown(capsys, "timeline", "--ledger", war, "--type", "ASSAULT")


def test_a_type_that_there_is_not_is_refused(war: str, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("WAR", "STATE"):
        assert main(["timeline", "--ledger", war, "--type", kind]) == 2
        assert f"type '{kind}' is not known; choose one of: " in capsys.readouterr().err


def test_the_dossier_shows_the_days_too(war: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "name different days" in " ".join(shown(capsys, "dossier", "--ledger", war).split())
    html = shown(capsys, "dossier", "--ledger", war, "--format", "html")
    section = html[html.index('<section id="timeline"') : html.index('<section id="sources"')]
    assert section.count("Reports of this deed name different days") == 2
    assert main(["publish", "--ledger", war, "--out", str(tmp_path / "out"), "--title", "x"]) == 0
    front = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "Reports of this deed name different days" in front
    assert "2025-06-05: " in (tmp_path / "out" / "data" / "timeline.csv").read_text(encoding="utf-8-sig")
