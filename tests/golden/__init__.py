"""Golden readings: what the program reads from the pages in examples/, kept as JSON and compared to the letter."""

from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"

#: The user's page carries no date; its events put it at this day.
FIRST_PAGE_DAY = "2024-10-20"


def pages() -> list[tuple[Path, str | None]]:
    """Every example page with the day of publication that its reader gives, if any."""
    first = [(EXAMPLES / f"nordkorea-soldaten{suffix}", FIRST_PAGE_DAY) for suffix in (".html", ".txt")]
    return [*first, *((path, None) for path in sorted((EXAMPLES / "press").iterdir()))]


def golden_file(page: Path) -> Path:
    """Where the golden reading of a page is kept."""
    return HERE / f"{page.name}.json"


def reading(page: Path, published: str | None) -> str:
    """The reading of a page by the rules alone, as indented JSON, without what changes with every release."""
    import json

    import lagebild
    from lagebild.contract import to_json

    content = to_json(lagebild.read(str(page), published=published, weights="none"))
    content.pop("version", None)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
