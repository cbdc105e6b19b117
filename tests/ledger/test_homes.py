"""Whose text a page is, and where what it says goes back to: copies, agencies, unnamed sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild import types as t
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.ledger import Ledger
from tests import readings

BODY = (
    "The water works of the eastern district stopped pumping before dawn after the grid failed twice within one hour. "
    "Engineers walked along the pipes with lamps and found three valves torn from their seats near the old brewery. "
    "Residents queued at the fire station where volunteers filled bottles from a lorry until the tank ran dry at noon. "
    "An official said that the repairs would take four days if the spare parts arrived from the port on Thursday."
)
SAID = "the repairs would take four days if the spare parts arrived from the port on Thursday"


def page(
    outlet: str, day: str | None, *, head: str = "No water", body: str = BODY, source: str | None = "An official"
) -> t.Reading:
    """A page with one claim: of somebody without a name, of a ministry (by its name), or of the author (None)."""
    text = f"{head}\n\n{body}"
    made = readings.article(text, published=day, publisher=outlet)
    claim = replace(
        readings.third_claim(f"{text} He smiled."),
        id=f"c-{outlet}",
        sentence=readings.span(text, SAID),
        content=(readings.span(text, SAID),),
    )
    if source == "An official":
        claim = replace(claim, source=t.Source("described", readings.span(text, source)))
    elif source:
        claim = replace(
            claim, source=t.Source("named", readings.span(text, "An official"), t.Actor(source, "government"))
        )
    return t.Reading(made, (claim,), "rules", "1")


def origins(ledger: Ledger) -> dict[str, str]:
    """The name of the origin of each claim."""
    return dict(ledger._store.ask("SELECT c.id, v.key FROM claims c JOIN voices v ON v.seq = c.origin"))


def homes(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """What each outlet's page is: whose, and how that is known."""
    question = (
        "SELECT o.name, h.name, u.home_basis FROM current u JOIN outlets o ON o.seq = u.outlet"
        " JOIN outlets h ON h.seq = u.home"
    )
    return {outlet: (home, basis) for outlet, home, basis in ledger._store.ask(question)}


def ends(ledger: Ledger) -> list[int]:
    """The tallies of voices are always those of the claims; returns how many claims end at each."""
    tallied = ledger._store.ask("SELECT seq, ends FROM voices WHERE ends > 0 ORDER BY seq")
    assert tallied == ledger._store.ask("SELECT origin, count(*) FROM claims GROUP BY origin ORDER BY origin")
    reach = "SELECT voice, sum(claims) FROM habits WHERE kind = 'reach' GROUP BY voice ORDER BY voice"
    assert [(voice, int(number)) for voice, number in ledger._store.ask(reach)] == tallied
    return sorted(number for _, number in tallied)


def test_unnamed_sources_of_two_outlets_are_two_and_of_a_copy_one(empty: Ledger) -> None:
    empty.add(page("Herald", "2024-10-20"))
    empty.add(page("Tribune", "2024-10-20", body=BODY.replace("Engineers walked", "Men crept")))
    other = "Nothing of this was written by anybody else. " + " ".join(f"Word{n} here." for n in range(40))
    empty.add(page("Courier", "2024-10-20", body=f"{other} An official said that {SAID}."))
    assert homes(empty) == {"Herald": ("Herald", "own"), "Tribune": ("Herald", "copy"), "Courier": ("Courier", "own")}
    found = origins(empty)
    assert found["c-Herald"] == found["c-Tribune"] != found["c-Courier"]
    assert ends(empty) == [1, 2]


def test_a_named_source_is_the_origin_whoever_prints_it(empty: Ledger) -> None:
    for outlet in ("Herald", "Tribune"):
        empty.add(page(outlet, "2024-10-20", source="Ministry of Works", body=f"{outlet} " * 80 + BODY[-120:]))
    assert set(origins(empty).values()) == {"actor:ministry of works"}
    assert ends(empty) == [2]


def test_the_earlier_page_is_the_original_also_where_it_comes_in_later(empty: Ledger) -> None:
    empty.add(page("Tribune", "2024-10-21"))
    empty.add(page("Mirror", "2024-10-22"))
    assert homes(empty) == {"Tribune": ("Tribune", "own"), "Mirror": ("Tribune", "copy")}
    empty.add(page("Herald", "2024-10-20"))
    assert homes(empty) == dict.fromkeys(("Herald",), ("Herald", "own")) | {
        "Tribune": ("Herald", "copy"),
        "Mirror": ("Herald", "copy"),
    }
    assert ends(empty) == [3]


def test_two_outlets_that_print_an_agency_are_one_origin(empty: Ledger) -> None:
    for outlet in ("Herald", "Tribune"):
        empty.add(
            page(
                outlet,
                "2024-10-20",
                body=f"EASTHAVEN (Reuters) - {outlet} " + f"{outlet} wrote this. " * 40 + BODY[-130:],
            )
        )
    assert homes(empty) == {"Herald": ("Reuters", "agency"), "Tribune": ("Reuters", "agency")}
    assert ends(empty) == [2]


def test_the_agencys_own_page_is_its_own(empty: Ledger) -> None:
    empty.add(page("Reuters", "2024-10-20"))
    empty.add(page("Herald", "2024-10-20", body=BODY.replace("The water", "EASTHAVEN (Reuters) - The water")))
    assert homes(empty)["Reuters"] == ("Reuters", "own")
    assert homes(empty)["Herald"][0] == "Reuters"
    assert ends(empty) == [2]


@pytest.mark.parametrize("version", ["2", "3"])
def test_copies_stay_copies_when_their_original_is_read_again(empty: Ledger, version: str) -> None:
    original = page("Herald", "2024-10-20")
    empty.add(original)
    empty.add(page("Tribune", "2024-10-21"))
    empty.add(replace(original, version=version))
    assert homes(empty) == {"Herald": ("Herald", "own"), "Tribune": ("Herald", "copy")}
    assert ends(empty) == [2]


def test_an_original_that_changed_its_text_altogether_has_no_copies_any_more(empty: Ledger) -> None:
    original = page("Herald", "2024-10-20")
    empty.add(original)
    empty.add(page("Tribune", "2024-10-21"))
    other = " ".join(f"Line {n} tells of things that went well." for n in range(60))
    changed = page("Herald", "2024-10-20", body=f"{other} An official said that {SAID}.")
    empty.add(replace(changed, article=replace(changed.article, url=original.article.url)))
    assert homes(empty) == {"Herald": ("Herald", "own"), "Tribune": ("Tribune", "own")}
    assert empty._store.ask("SELECT * FROM copies") == []
    assert ends(empty) == [1, 1]


def test_an_agency_that_is_leaned_on_is_what_it_says_itself_and_no_second_witness(empty: Ledger) -> None:
    reuters = t.Actor("Reuters", "outlet", "GBR")
    leaning = page(
        "Herald", "2024-10-20", source="Ministry of Works", body=f"{'Herald told it so. ' * 60}{BODY[-130:]}"
    )
    (claim,) = leaning.claims
    claim = replace(claim, source=t.Source("named", claim.source.span, reuters))
    empty.add(replace(leaning, claims=(claim,)))
    assert empty._store.ask("SELECT v.kind, v.identified FROM voices v JOIN claims c ON c.origin = v.seq") == [
        ("author", 0)
    ]
    assert origins(empty)["c-Herald"].startswith("author:actor:")


def test_what_an_agency_has_from_nobody_named_is_one_origin_whoever_prints_it(empty: Ledger) -> None:
    yonhap = t.Actor("Yonhap", "outlet", "KOR", wikidata="Q484246")
    for outlet, body in (("Herald", BODY), ("Courier", f"{OTHER} An official said that {SAID}.")):
        made = page(outlet, "2024-10-19", body=body)
        (claim,) = made.claims
        told = replace(claim, source=t.Source("named", claim.source.span, yonhap), chain=(claim.source,))
        empty.add(replace(made, claims=(told,)))
    assert len(set(origins(empty).values())) == 1
    assert set(origins(empty).values()) != {"unnamed:herald"}
    assert len(ends(empty)) == 1


OTHER = (
    "Farmers of the hills drove their herds to the lake, since wells had fallen dry for the second summer in a row. "
    "A council of elders met under the lime tree and drew lots for the hours at the trough until rain would come. "
)


def test_what_somebody_known_has_from_nobody_named_is_one_origin_whoever_prints_it(empty: Ledger) -> None:
    president = t.Actor("Volodymyr Zelenskyy", "person", "UKR", wikidata="Q3874799")
    for outlet, body in (("Herald", BODY), ("Courier", f"{OTHER} An official said that {SAID}.")):
        made = page(outlet, "2024-10-19", body=body)
        (claim,) = made.claims
        told = replace(claim, source=t.Source("named", claim.source.span, president), chain=(claim.source,))
        empty.add(replace(made, claims=(told,)))
    (key,) = set(origins(empty).values())
    assert key.startswith("unnamed:actor:")
    assert empty._store.ask("SELECT identified FROM voices WHERE key = :key", {"key": key}) == [(0,)]
    assert list(empty.check()) == []


def test_sources_that_an_agency_quotes_are_those_of_the_agency(empty: Ledger) -> None:
    yonhap = t.Actor("Yonhap", "outlet", "KOR", wikidata="Q484246")
    told = page("Herald", "2024-10-19")
    (claim,) = told.claims
    empty.add(
        replace(
            told, claims=(replace(claim, source=t.Source("named", claim.source.span, yonhap), chain=(claim.source,)),)
        )
    )
    text = f"{OTHER} Sources quoted by Yonhap said that {SAID}."
    quoting = page("Courier", "2024-10-19", body=text, source=None)
    (claim,) = quoting.claims
    whole = quoting.article.text
    named = t.Mention(readings.span(whole, "Yonhap"), yonhap)
    source = t.Source("described", readings.span(whole, "Sources quoted by Yonhap"))
    empty.add(replace(quoting, claims=(replace(claim, source=source, actors=(named,)),)))
    assert len(set(origins(empty).values())) == 1


def test_a_paper_that_is_known_is_one_on_its_own_page_and_where_others_name_it(empty: Ledger) -> None:
    empty.add(page("The Guardian", "2024-10-19", source=None))
    citing = page("Courier", "2024-10-20", body=f"{OTHER} An official said that {SAID}.")
    (claim,) = citing.claims
    guardian = gazetteer("en").actor("guardian")
    empty.add(replace(citing, claims=(replace(claim, source=t.Source("named", claim.source.span, guardian)),)))
    assert set(origins(empty).values()) == {"author:actor:guardian"}
    assert list(empty.check()) == []
