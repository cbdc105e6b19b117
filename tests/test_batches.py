"""Pages are read several together: in order, not before they are asked for, and a later error loses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import lagebild
from lagebild import pipeline
from lagebild.article import article_of
from lagebild.cli import main
from lagebild.errors import NoArticleError, PageError, UsageError
from lagebild.ledger import open_ledger
from lagebild.types import Article, Page, ReadOptions

STORY = "The minister said on Monday that up to {} soldiers had left the country. He denied that more would follow."


def page(number: int) -> Page:
    return Page(f"Edition {number}\n\n{STORY.format(number)}".encode(), "text", f"page {number}", charset="utf-8")


BROKEN = Page(b" ", "text", "broken", charset="utf-8")


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str | None]]:
    """How many articles were read together each time, and with which weights."""
    seen: list[tuple[int, str | None]] = []
    read = pipeline.read_articles

    def watched(articles: Sequence[Article], weights: str | None = None) -> tuple[lagebild.Reading, ...]:
        seen.append((len(articles), weights))
        return read(articles, weights)

    monkeypatch.setattr(pipeline, "read_articles", watched)
    return seen


def titles(readings: Iterator[lagebild.Reading]) -> list[str | None]:
    return [reading.article.title for reading in readings]


def test_together_they_are_read_as_alone() -> None:
    pages = [page(number) for number in range(12)]
    assert list(pipeline.read_pages(pages)) == [pipeline.read_page(one) for one in pages]


def test_the_first_comes_at_once_and_then_more_and_more_together(together: list[tuple[int, str | None]]) -> None:
    read = pipeline.read_pages((page(number) for number in range(30)), ReadOptions(weights="none"))
    assert titles(read) == [f"Edition {number}" for number in range(30)]
    assert together == [(size, "none") for size in (1, 2, 4, 8, 15)]


def test_pages_are_fetched_as_they_are_asked_for() -> None:
    fetched = []

    def pages() -> Iterator[Page]:
        for number in range(100):
            fetched.append(number)
            yield page(number)

    read = pipeline.read_pages(pages())
    assert fetched == []
    next(read)
    assert fetched == [0]
    next(read)
    assert fetched == [0, 1, 2]


def test_a_page_that_fails_is_told_and_the_others_go_on(together: list[tuple[int, str | None]]) -> None:
    failed: list[str] = []
    pages = [page(0), page(1), BROKEN, page(2), BROKEN, page(3)]
    read = pipeline.read_pages(pages, failed=lambda one, error: failed.append(f"{one.requested}: {error}"))
    assert titles(read) == [f"Edition {number}" for number in range(4)]
    assert [line.partition(":")[0] for line in failed] == ["broken"] * 2
    assert [size for size, _ in together] == [1, 2, 1]


def test_nothing_is_read_where_no_page_can_be_read(together: list[tuple[int, str | None]]) -> None:
    assert list(pipeline.read_pages([BROKEN], failed=lambda *_: None)) == []
    assert together == []


@pytest.mark.parametrize("error", [UsageError, NoArticleError])
def test_what_stands_before_an_error_is_read_first(error: type[lagebild.LagebildError]) -> None:
    def pages() -> Iterator[Page]:
        yield from (page(0), page(1))
        raise error("no further")

    read = pipeline.read_pages(pages())
    assert [next(read).article.title for _ in range(2)] == ["Edition 0", "Edition 1"]
    with pytest.raises(error, match="no further"):
        next(read)


def test_without_a_listener_a_page_that_fails_is_raised_in_its_place() -> None:
    read = pipeline.read_pages([page(0), page(1), BROKEN, page(2)])
    assert [next(read).article.title for _ in range(2)] == ["Edition 0", "Edition 1"]
    with pytest.raises(PageError):
        next(read)


def test_every_page_of_a_source_is_read_in_order(tmp_path: Path, together: list[tuple[int, str | None]]) -> None:
    path = tmp_path / "a.json"
    records = [f'{{"title": "Edition {n}", "text": "{STORY.format(n)}"}}' for n in range(5)]
    path.write_text("\n".join(records), encoding="utf-8")
    assert titles(lagebild.read_all(path, weights="none")) == [f"Edition {number}" for number in range(5)]
    assert together == [(1, "none"), (2, "none"), (2, "none")]


def test_an_interruption_loses_one_batch_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names = [f"{number:02}.txt" for number in range(20)]
    for number, name in enumerate(names):
        Path(name).write_bytes(page(number).content)

    def interrupted(one: Page, options: ReadOptions) -> lagebild.Article:
        if one.requested == "17.txt":
            raise KeyboardInterrupt
        return article_of(one, options)

    monkeypatch.setattr(pipeline, "article_of", interrupted)
    assert main(["read", *names, "--ledger", "l.db", "--format", "json"]) == 130
    assert len(capsys.readouterr().out.splitlines()) == 15  # 1 + 2 + 4 + 8
    with open_ledger(tmp_path / "l.db", create=False) as made:
        assert made.counts()[0] == 15


def test_pages_before_one_that_ends_the_command_are_in_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(3):
        Path(f"{number}.txt").write_bytes(page(number).content)
    monkeypatch.setenv("LAGEBILD_MAX_PAGE_BYTES", "many")
    assert main(["read", "0.txt"]) == 2
    monkeypatch.delenv("LAGEBILD_MAX_PAGE_BYTES")
    assert main(["read", "0.txt", "1.txt", "no.txt", "2.txt", "--ledger", "l.db", "--format", "json"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 3
    with open_ledger(tmp_path / "l.db", create=False) as made:
        assert made.counts()[0] == 3
