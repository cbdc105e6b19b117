from pathlib import Path

import pytest

from tests.golden import golden_file, pages, reading


@pytest.mark.parametrize(
    ("page", "published"), pages(), ids=lambda value: value.name if isinstance(value, Path) else ""
)
def test_a_page_is_read_as_it_was(page: Path, published: str | None) -> None:
    """If the change is meant: `make golden`, and read the difference."""
    assert reading(page, published) == golden_file(page).read_text(encoding="utf-8")
