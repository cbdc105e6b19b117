"""A pipeline that reads what a test wants, for the tests of what stands around it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

import pytest

from lagebild.errors import PageError
from lagebild.types import Page, Reading, ReadOptions

ReadPage = Callable[[Page, ReadOptions], Reading]


def pipeline(monkeypatch: pytest.MonkeyPatch, read_page: ReadPage) -> None:
    """Puts `read_page` in the place of the pipeline, for one page and for several."""

    def read_pages(
        pages: Iterable[Page], options: ReadOptions, failed: Callable[[Page, PageError], None] | None = None
    ) -> Iterator[Reading]:
        for page in pages:
            try:
                yield read_page(page, options)
            except PageError as error:
                if failed is None:
                    raise
                failed(page, error)

    def read_batches(
        pages: Iterable[Page], options: ReadOptions, failed: Callable[[Page, PageError], None] | None = None
    ) -> Iterator[tuple[Reading, ...]]:
        for reading in read_pages(pages, options, failed):
            yield (reading,)

    module = ModuleType("lagebild.pipeline")
    module.read_page = read_page  # type: ignore[attr-defined]
    module.read_pages = read_pages  # type: ignore[attr-defined]
    module.read_batches = read_batches  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lagebild.pipeline", module)
