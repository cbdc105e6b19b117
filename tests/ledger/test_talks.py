"""Talk of escalation in the ledger: kept, answered, taken out again, proven; in every kind of ledger."""

from __future__ import annotations

import pytest

from lagebild.api import read
from lagebild.ledger import Filters, Ledger
from lagebild.types import Page, Reading

CALLED = "The prime minister of Poland said Moscow had crossed a red line. The strike could lead to an escalation."
DENIED = "The Kremlin denied that it had crossed a red line."


def reading(text: str, url: str, day: str = "2024-10-20") -> Reading:
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    return read(page, published=day, url=url, language="en", weights="none")


def said(ledger: Ledger, filters: Filters | None = None, **asked: object) -> list[tuple[str, str]]:
    found = ledger.talk(filters or Filters(), **asked)  # type: ignore[arg-type]
    return [(one.talk.code, one.talk.polarity) for one in found]


def test_talk_is_answered_with_its_words_the_latest_first(empty: Ledger) -> None:
    empty.add(reading(CALLED, "https://a.example/1", "2024-10-20"))
    empty.add(reading(DENIED, "https://b.example/1", "2024-10-22"))
    assert said(empty) == [("red-line", "denies"), ("red-line", "asserts"), ("escalation", "possible")]
    assert said(empty, codes=["escalation"]) == [("escalation", "possible")]
    assert said(empty, Filters(until="2024-10-21"), limit=1) == [("red-line", "asserts")]
    assert said(empty, Filters(source="Kreml")) == [("red-line", "denies")]
    for one in empty.talk():
        article = one.talk.entry.article
        assert article.text[one.talk.span.start : one.talk.span.end] == one.talk.span.text
    assert list(empty.check()) == []


def test_a_denial_stands_against_what_it_denies_in_both_directions(empty: Ledger) -> None:
    empty.add(reading("Poland said that Russia crossed a red line in Kharkiv on Monday.", "https://a.example/1"))
    empty.add(reading("Russia denied that it crossed a red line in Kharkiv.", "https://b.example/1", "2024-10-21"))
    denial, claim = empty.talk()
    assert [entry.claim.id for entry in denial.against] == [claim.talk.entry.claim.id]
    assert [entry.claim.id for entry in claim.against] == [denial.talk.entry.claim.id]


def test_tallies_count_claims_articles_and_speakers(empty: Ledger) -> None:
    for number in range(3):
        empty.add(reading(CALLED, f"https://a.example/{number}"))
    (red,) = [tally for tally in empty.tallies() if tally.code == "red-line"]
    assert (red.polarity, red.claims, red.articles, red.voices) == ("asserts", 3, 3, 1)
    assert empty.tallies(Filters(source="Nobody of this name")) == []


def test_a_page_read_again_leaves_no_talk_behind(empty: Ledger) -> None:
    empty.add(reading(CALLED, "https://a.example/1"))
    empty.add(reading("The minister spoke in Warsaw.", "https://a.example/1"))
    assert said(empty) == []
    assert list(empty.check()) == []


@pytest.mark.parametrize("change", ["DELETE FROM talk", "UPDATE talk SET code = 'war'"])
def test_a_spoilt_index_is_found_and_made_anew(empty: Ledger, change: str) -> None:
    empty.add(reading(CALLED, "https://a.example/1"))
    with empty._store.writing():
        empty._store.many(f"{change} WHERE code <> ?", [("none",)])
    assert any("talk" in problem.wrong or "talk" in problem.what for problem in empty.check())
    empty.rebuild()
    assert list(empty.check()) == []
    assert len(said(empty)) == 2
