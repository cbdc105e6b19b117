"""A small war in a ledger: towns that are shelled week after week, for the tests of what is counted from deeds."""

from __future__ import annotations

from datetime import date, timedelta

from lagebild.ledger import Ledger
from tests.ledger.test_deeds import TALKS, page

TOWNS = ("Sumy", "Kherson", "Odesa", "Poltava", "Lviv", "Zhytomyr")
FIRST = date(2025, 6, 4)


def fill(ledger: Ledger) -> None:
    """Russia shells a town on the day before each of six Wednesdays, once Ukraine answers; the United States talk.

    Somebody calls it an escalation.
    """
    for week, town in enumerate(TOWNS):
        day = (FIRST + timedelta(7 * week)).isoformat()
        ledger.add(page(f"Russian artillery shelled {town} on Tuesday, killing three people, the governor said.", day))
    ledger.add(page("Ukraine attacked Belgorod on Tuesday, the Russian army said.", "2025-07-16"))
    ledger.add(
        page("Russia is escalating the war, Ukrainian President Volodymyr Zelensky said on Wednesday.", "2025-07-16")
    )
    ledger.add(page(TALKS, "2025-07-16"))


#: What stays as it was while shelling grows: without it more deeds would be more coverage.
CALM = ("cars", "houses", "tractors", "tickets", "books", "cows", "bikes", "loaves")


def grow(ledger: Ledger) -> None:
    """Russia shells one town a week for forty weeks, then all of them for twelve; other news stays the same."""
    for week in range(52):
        day = (FIRST + timedelta(7 * week)).isoformat()
        for number, town in enumerate(TOWNS if week >= 40 else (TOWNS[week % len(TOWNS)],)):
            killed = week + number + 3
            told = f"Russian artillery shelled {town} on Tuesday, killing {killed} people, the governor said."
            ledger.add(page(told, day))
        sold = (f"The union of {what} said that {week + 30} {what} were sold in May." for what in CALM)
        ledger.add(page(" ".join(sold), day))
