"""Programs over calendar units, run from a day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from lagebild.extract import times
from lagebild.resolve import dates
from lagebild.text import analyse
from lagebild.types import Anchor, AnchorBasis, Article, Block, Span

SUNDAY = date(2024, 10, 20)

PROGRAMS = [
    ("Y=2022", "2022"),
    ("Y=2022 M=2", "2022-02"),
    ("Y=2022 MD=2/24", "2022-02-24"),
    ("Y=2022 S=FA", "2022-FA"),
    ("DE=199", "199"),
    ("CE=19", "19"),
    ("D-1", "2024-10-19"),
    ("W-1", "2024-W41"),
    ("M-1", "2024-09"),
    ("M-10", "2023-12"),
    ("Y-1.5", "2023-04"),
    ("M-2.5", "2024-08"),
    ("W-0.5", "2024-W42"),
    ("Q-1", "2024-Q3"),
    ("Y-1 Q=3", "2023-Q3"),
    ("Y+0", "2024"),
    ("DE-1", "201"),
    ("WE+0", "2024-W42-WE"),
    ("WD=4<=", "2024-10-17"),
    ("WD=4>=", "2024-10-24"),
    ("WD=7<=", "2024-10-20"),  # published on a Sunday: "on Sunday" is that day
    ("WD=7-1", "2024-10-13"),  # but "last Sunday" is not
    ("WD=7+1", "2024-10-27"),
    ("W-1 WD=2", "2024-10-08"),
    ("WD=6~>", "2024-10-19"),  # "Saturday" on a Sunday, in the present tense, is yesterday
    ("WD=6=>", "2024-10-19"),
    ("WD=5~>", "2024-10-25"),
    ("WD=5=>", "2024-10-25"),
    ("M=6=>", "2025-06"),
    ("M=6=~", "2025-06"),
    ("M=9=~", "2024-09"),
    ("M=10=~", "2024-10"),
    ("M=6<=", "2024-06"),
    ("M=12<=", "2024-12"),  # a month that near is meant: the one of last year would be told with its year
    ("M=1<=", "2024-01"),
    ("Y=2024 E=-2", "2024-03-29"),
    ("Y=2025 E=+1", "2025-04-21"),
    ("E=0<=", "2024-03-31"),
    ("E=0>=", "2025-04-20"),
    ("M=10<=", "2024-10"),
    ("M=10-1", "2023-10"),
    ("M=6>=", "2025-06"),
    ("M=6~", "2024-06"),
    ("Y-1 M=5", "2023-05"),
    ("MD=11/6>=", "2024-11-06"),
    ("MD=11/6<=", "2024-11-06"),  # a day that near is meant, whatever the tense
    ("MD=3/1<=", "2024-03-01"),
    ("MD=3/1>=", "2025-03-01"),
    ("MD=2/29<=", "2024-02-29"),
    ("Y=2023 MD=2/29", None),
    ("D=5<=", "2024-10-05"),
    ("D=25<=", "2024-09-25"),
    ("S=SU<=", "2024-SU"),
    ("D+0 T=EV", "2024-10-20TEV"),
    ("D-1 T=9", "2024-10-19T09:00"),
    ("D-1 T=9:15", "2024-10-19T09:15"),
    ("D-1 T=9:15pm", "2024-10-19T21:15"),
    ("D-1 T=12pm", "2024-10-19T12:00"),
    ("D-1 T=9/30", "2024-10-19T08:30"),
    ("TH-3", None),  # hours ago, from a day without an hour
    ("D+99999999", None),
    ("D-9999999", None),
    ("Y-9999", None),
    ("M=13<=", None),
]


@pytest.mark.parametrize(("program", "value"), PROGRAMS, ids=[p for p, _ in PROGRAMS])
def test_program(program: str, value: str | None) -> None:
    moment = dates.run(program, SUNDAY)
    assert (dates.written(moment) if moment else None) == value


def test_absolute_programs_need_no_day() -> None:
    moment = dates.run("Y=2022 MD=2/24", None)
    assert moment is not None
    assert dates.written(moment) == "2022-02-24"
    assert dates.run("D-1", None) is None


def test_at_starts_from_the_last_mention_and_else_from_the_day_of_publication() -> None:
    last = dates.run("Y=2021", None)
    later = dates.run("@ Y+1", SUNDAY, last)
    assert later is not None
    assert dates.written(later) == "2022"
    clock = dates.run("@D T=20", SUNDAY, last)  # a year is no day
    assert clock is not None
    assert dates.written(clock) == "2024-10-20T20:00"


def test_an_open_start_gives_nothing_without_a_day() -> None:
    day = dates.run("Y=2023 MD=5/3", None)
    evening = dates.run("@_ T=EV", SUNDAY, day)
    assert evening is not None
    assert dates.written(evening) == "2023-05-03TEV"
    assert dates.run("@_ T=EV", SUNDAY) is None


def test_a_year_before_a_quarter_is_a_quarter() -> None:
    quarter = dates.run("Q-1", SUNDAY)
    before = dates.run("@Q Y-1", SUNDAY, quarter)
    assert before is not None
    assert dates.written(before) == "2023-Q3"


def test_a_broken_program_is_an_error() -> None:
    with pytest.raises(ValueError, match="no step of a time program: 'X!'"):
        dates.run("X!", SUNDAY)


@pytest.mark.parametrize(
    ("program", "published", "last", "basis"),
    [
        ("Y=2022 MD=2/24", SUNDAY, None, "none"),
        ("CE=19", None, None, "none"),
        ("D-1", SUNDAY, None, "publication"),
        ("MD=2/24<=", SUNDAY, "Y=2021 MD=2/3", "publication"),  # what was mentioned before does not matter
        ("D-1", None, None, "unknown"),
        ("@ Y+1", SUNDAY, "Y=2021", "text"),
        ("@ D+1", None, "Y=2023 MD=5/3", "text"),
        ("@D T=20", SUNDAY, "Y=2021", "publication"),  # a year is no day
        ("@D T=20", None, "Y=2021", "unknown"),
        ("@_ T=EV", SUNDAY, "Y=2021", "unknown"),  # asks for a day of the text and finds none
        ("@_ T=EV", SUNDAY, "Y=2021 MD=2/3", "text"),
    ],
)
def test_what_a_program_is_counted_from(
    program: str, published: date | None, last: str | None, basis: AnchorBasis
) -> None:
    assert dates.basis_of(program, published, dates.run(last, None) if last else None) == basis


def test_the_anchor_is_the_expression_or_the_day_that_was_counted_from() -> None:
    text = "Gestern kam er. Am 3. Mai 2023 ging er, tags darauf starb er nach zwei Jahren."
    article = Article(
        "t", None, None, None, None, "2024-10-20", "option", "de", text, (Block("paragraph", 0, len(text)),)
    )
    document = analyse(article)
    found = {time.span.text: time.anchor for time in dates.anchor(document, times.read(document))}
    assert found == {
        "Gestern": Anchor("publication", "2024-10-20"),
        "3. Mai 2023": Anchor("none"),
        "tags darauf": Anchor("text", "2023-05-03", Span.of(text, 19, 30)),
        "zwei Jahren": Anchor("none"),
    }


STORY = (
    "Im Jahr 1920 rückte die Armee vor. Am 19. September fiel die Stadt, im Dezember 1920 die Festung. Am 5. Januar "
    "endete es. Verträge folgten 1921, 1922 und im März 1923."
)


def story(text: str, published: str) -> dict[str, tuple[str | None, Anchor | None]]:
    article = Article("t", None, None, None, None, published, "option", "de", text, (Block("paragraph", 0, len(text)),))
    document = analyse(article)
    return {t.span.text: (t.value, t.anchor) for t in dates.anchor(document, times.read(document))}


def test_in_a_story_of_the_past_a_day_without_a_year_is_of_the_year_told_before() -> None:
    found = story(STORY, "2024-10-20")
    assert found["19. September"] == ("1920-09-19", Anchor("text", "1920", Span(3, 12, "Jahr 1920")))
    assert found["5. Januar"] == ("1921-01-05", Anchor("text", "1920-12", Span(71, 84, "Dezember 1920")))


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (STORY + " Am Dienstag wurde daran erinnert.", "2024-10-20"),  # it is told today
        (STORY, "1921-10-20"),  # it is not long ago
        (STORY.partition(" Verträge")[0], "2024-10-20"),  # it is only touched on
    ],
    ids=["today", "lately", "little"],
)
def test_what_is_no_story_of_the_past_is_counted_from_the_publication(text: str, published: str) -> None:
    value, anchor = story(text, published)["5. Januar"]
    assert value is not None
    assert value[:4] in (published[:4], str(int(published[:4]) + 1))
    assert anchor == Anchor("publication", published)


def english(text: str, published: str | None) -> dict[str, str | None]:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    basis = "option" if published else "unknown"
    page = Article("t", None, None, None, None, published, basis, "en", text, tuple(blocks))  # type: ignore[arg-type]
    document = analyse(page)
    return {t.span.text: t.value for t in dates.anchor(document, times.read(document))}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("In 2007 it began.\nTwo years later it ended.", "Two years later", "2009"),
        ("It began.\nTwo years later it ended.", "Two years later", None),
        ("We live so today, 200 years later.", "200 years later", None),
        ("In spring 2000 it rose, as 30 years before.", "30 years before", "1970"),
        ("On May 3, 2024 it fell. The next morning they came.", "The next morning", "2024-05-04TMO"),
        ("It fell. The next morning they came.", "The next morning", None),
        ("On Friday it fell. He left that day.", "that day", "2024-10-18"),
        ("In 2007 it fell. He left that day.", "that day", None),
        ("In the 2008 race he had more than today and led that year.", "that year", "2008"),
        ("Twenty-five years ago they won.", "Twenty-five years ago", "1999"),
        ("He served a 2-1/2 year sentence.", "2-1/2 year", "P2.5Y"),
        ("Who is at the top in May?", "May", None),
        ("Who was at the top in May?", "May", "2024-05"),
    ],
)
def test_what_comes_later_is_counted_from_what_was_told(text: str, words: str, value: str | None) -> None:
    assert english(text, "2024-10-20")[words] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Friday it fell.\nIn the night rain came.", "2024-10-18TNI"),
        ("On October 2 it fell.\nIn the night rain came.", "2024-10-20TNI"),  # that is long ago
        ("It fell.\nIn the night rain came.", "2024-10-20TNI"),
    ],
)
def test_a_part_of_the_day_is_of_the_day_that_the_page_told_lately(text: str, value: str) -> None:
    assert english(text, "2024-10-20")["the night"] == value


def test_a_clock_is_no_length() -> None:
    assert "10 hours" not in english("It shook at 09:10 hours on Monday.", "2024-10-20")


def test_after_a_day_that_stays_open_nothing_is_counted() -> None:
    found = english("In 1967 it began. On Nov. 17 it burned. A year later it fell.", None)
    assert (found["Nov. 17"], found["A year later"]) == (None, None)


def test_what_was_never_told_has_no_anchor() -> None:
    text = "Two years later it ended."
    article = Article("t", None, None, None, None, "2024-10-20", "option", "en", text, (Block("paragraph", 0, 25),))
    document = analyse(article)
    assert [time.anchor for time in dates.anchor(document, times.read(document))] == [Anchor("unknown")]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("After 9/11 they met. On Sept. 11 they had seen it.", "2016-03-18", "2001-09-11"),
        ("It fell on March 1, 2021. On March 1 they had fled.", "2024-10-20", "2021-03-01"),
        ("On Sept. 11 they had seen it.", "2016-03-18", "2015-09-11"),
    ],
)
def test_a_day_that_the_page_has_with_its_year_is_that_day(text: str, published: str, value: str) -> None:
    found = english(text, published)
    assert found.get("Sept. 11", found.get("March 1")) == value


def test_a_day_that_is_near_is_not_the_one_of_a_year_told_elsewhere() -> None:
    found = english("It fell on October 7, 2021. On October 7 they met again.", "2024-10-20")
    assert found["October 7"] == "2024-10-07"


@pytest.mark.parametrize(
    ("text", "published", "words", "value"),
    [
        ("A curfew stood from 6 pm to 4 am.", "2026-03-29", "4 am", "2026-03-30T04:00"),
        ("It is open from 6 am to 4 pm.", "2026-03-29", "4 pm", "2026-03-29T16:00"),
        ("At 9 a.m. he said they met on Friday.", "2026-03-29", "9 a.m.", "2026-03-27T09:00"),
        ("At 9 a.m. he said they will meet on Friday.", "2026-03-29", "9 a.m.", "2026-03-29T09:00"),
        ("They moved in early November 2005. On 5 November it fell.", None, "5 November", "2005-11-05"),
        ("They moved in 2005. On 5 November it fell.", None, "5 November", None),
        ("They moved in November 2005. On 5 November it fell.", "2008-06-01", "5 November", "2005-11-05"),
    ],
)
def test_times_are_tied_to_what_their_sentence_and_page_tell(
    text: str, published: str | None, words: str, value: str | None
) -> None:
    assert english(text, published)[words] == value
