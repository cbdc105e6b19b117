import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from lagebild.picture.dossier import dossier
from lagebild.picture.figures import FigureTable
from lagebild.views import tables, terminal
from tests.picture import press
from tests.picture.test_sides import THREE


def printed(width: int, ui: str = "en", *, encoding: str = "utf-8", colour: bool = False) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="replace")
    console = Console(file=file, width=width, force_terminal=colour, color_system="standard" if colour else None)
    terminal.print_dossier(console, press.press(), ui)
    file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [60, 72, 80, 140])
@pytest.mark.parametrize("ui", ["en", "de"])
def test_fits_the_width(width: int, ui: str) -> None:
    lines = printed(width, ui).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert not any(line != line.rstrip() for line in lines)


def test_is_plain_where_there_is_no_terminal() -> None:
    assert "\x1b" not in printed(80)


def test_is_coloured_on_a_terminal() -> None:
    assert "\x1b[1m" in printed(80, colour=True)


def test_no_color_keeps_colour_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3[0-7]", printed(80, colour=True))


def test_says_who_said_what_how_firmly() -> None:
    out = printed(100, "de")
    block = out[out.index("   Wolodymyr Selenskyj\n") :]
    assert "von bis zu 10.000 nordkoreanischen Soldaten" in block
    assert "indirekte Rede, meldet · ● gesichert (CT+)" in block
    assert "gestützt auf: Geheimdiensterkenntnissen" in block
    assert "wörtliche Rede · ● gesichert (CT+) · der Autor: ✕ widerspricht (CT-)" in block


def test_figures_stand_side_by_side() -> None:
    out = printed(140)
    lines = out[out.index("Figures side by side") : out.index("Figures mentioned once")].splitlines()
    drawn = {line[:10].strip(): line for line in lines if re.search("[●○━░]", line)}
    assert "◀━" in drawn["on the way"]
    assert "░░" in drawn["to follow"]
    assert "in 2 articles" in " ".join(" ".join(lines).split())
    assert "probable" in drawn["arrived"]
    assert drawn["sent"].index("●") < drawn["arrived"].index("○")


def test_terminals_without_unicode_get_ascii_signs() -> None:
    out = printed(80, "en", encoding="ascii")
    assert "on the way  bis zu 10.000" in out
    assert re.search(r"<=+\|", out)


def test_words_of_pages_cannot_steer_the_terminal() -> None:
    page = press.article("odd", [("heading", "A\x1b]0;title\x07"), ("paragraph", "B [bold]c[/bold] \u202edrow.")])
    reader = press.Reader(page)
    reader.claim("B [bold]c[/bold] \u202edrow.")
    file = io.StringIO()
    terminal.print_dossier(Console(file=file, width=80), [reader.reading()])
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", file.getvalue())
    assert "[bold]c[/bold]" in file.getvalue()


def test_views_of_their_own() -> None:
    picture = dossier(press.press())
    file = io.StringIO()
    console = Console(file=file, width=100)
    terminal.print_timeline(console, picture.timeline)
    terminal.print_figures(console, picture.figures)
    terminal.print_claims(console, picture.entries)
    terminal.print_article(console, press.first_page())
    terminal.print_table(console, tables.claims(picture.entries), "de")
    terminal.print_table(console, tables.Table(("source", "claims"), (("A", 1),)), "de")
    out = file.getvalue()
    for words in (
        "Not placed in time",
        "soldiers (North Korea)",
        "Zynischer",
        "Anfang",
        "Quelle  Aussagen",
    ):
        assert words in out
    assert "Ende            225" in out


def test_an_empty_dossier_says_so() -> None:
    file = io.StringIO()
    terminal.print_dossier(Console(file=file, width=80), [])
    assert "No figures were read." in file.getvalue()


def test_figures_that_stand_against_each_other_are_told_with_the_reason() -> None:
    file = io.StringIO()
    terminal.print_figures(Console(file=file, width=200), FigureTable((THREE,), ()), "en")
    lines = file.getvalue().splitlines()
    revision = next(place for place, line in enumerate(lines) if line.startswith("revision"))
    assert lines[revision].index("26") < lines[revision].index("49")
    assert "one origin: Lebanese health ministry" in lines[revision + 1]
    assert sum(line.startswith("dispute") for line in lines) == 2
