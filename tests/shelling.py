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
