"""The metric of timelines, on lines worked out by hand."""

import pytest
from bench.timelines import Dated, awareness, gold_days, gold_positions, of_entity, positions

GOLD = [["day 2026-03-09", "a"], ["day 2026-03-10", "b", "c"]]


def test_the_same_line_is_all_right() -> None:
    assert awareness([(GOLD, GOLD)]) == 100


def test_relations_of_both_sides_count() -> None:
    # found: day=a, a deed too few at the second place; of its three relations all hold, of the gold's four three
    found = [["day 2026-03-09", "a"], ["day 2026-03-10", "b"]]
    assert awareness([(found, GOLD)]) == pytest.approx(2 * 100 * 1 * 0.75 / 1.75)


def test_the_wrong_way_round_nothing_but_what_stands_together_holds() -> None:
    # found: c before a, day and deed together as in the gold only for b
    found = [["c"], ["day 2026-03-10", "b"], ["a"]]
    # reduced: c<day10, day10=b, day10<a -> one of three; gold: day9=a no, day10=b yes, b=c no, day9<day10 no
    assert awareness([(found, GOLD)]) == pytest.approx(100 * 2 * (1 / 3) * (1 / 4) / (1 / 3 + 1 / 4))


def test_nothing_found_is_nothing() -> None:
    assert awareness([([], GOLD)]) == 0


def test_deeds_stand_in_the_order_of_their_days() -> None:
    assert positions([("b", "2026-03-10"), ("a", "2026-03-09"), ("c", "2026-03-10")]) == GOLD


def test_the_gold_is_cut_to_the_articles_that_are_there() -> None:
    line = {
        "entries": [
            {"ord": "0", "date": "XXXX-XX-XX", "events": ["1-0-left"]},
            {"ord": "1", "date": "2026-03-XX", "events": ["1-1-met", "2-1-met"]},
            {"ord": "2", "date": "XXXX-XX-XX", "events": ["1-3-fell"]},
            {"ord": "3", "date": "2026-04-01", "events": ["2-3-rose"]},
        ]
    }
    assert gold_days(line) == {"1-1-met": "2026-03", "2-1-met": "2026-03", "2-3-rose": "2026-04-01"}
    assert gold_positions(line, ["1"]) == [["day 2026-03", "1-1-met"], ["1-3-fell"]]


def test_a_body_is_named_in_full_or_by_its_initials() -> None:
    named = [
        Dated(str(number), sentence, "2026-03-09", "2026-03-09")
        for number, sentence in enumerate(["New Union Bank failed.", "NUB failed.", "The NUBS failed.", "It failed."])
    ]
    assert [deed.id for deed in of_entity("New Union Bank", named)] == ["0", "1"]
