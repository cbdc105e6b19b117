"""The tree of origins: who took it from whom, who was first."""

from __future__ import annotations

from lagebild.picture.lineage import Branch, lineage
from tests.picture.memberships import MINISTRY, SERVICE, member, named


def drawn(branches: tuple[Branch, ...], depth: int = 0) -> list[str]:
    """Each branch on a line, deeper ones further to the right; `!` marks who was first."""
    lines = []
    for branch in branches:
        lines.append(f"{'  ' * depth}{branch.kind} {branch.name}{' !' if branch.is_first else ''}")
        lines += drawn(branch.branches, depth + 1)
    return lines


def test_a_chain_runs_from_the_origin_to_the_pages() -> None:
    passed = member("The Gazette", source=named(MINISTRY), chain=[named(SERVICE)])
    straight = member("The Courier", "2024-10-21", source=named(SERVICE))
    assert drawn(lineage([straight, passed])) == [
        "origin Secret Service",
        "  voice Ministry of Defence",
        "    page The Gazette !",
        "  page The Courier",
    ]


def test_an_agency_stands_between_the_origin_and_those_who_print_it() -> None:
    pages = [member(outlet, source=named(SERVICE), home="Wire", basis="agency") for outlet in ("A Post", "B Post")]
    (root,) = lineage(pages)
    assert drawn((root,)) == ["origin Secret Service", "  agency Wire", "    page A Post !", "    page B Post !"]
    assert root.outlets == ("A Post", "B Post")


def test_what_an_agency_says_itself_goes_back_to_the_agency() -> None:
    printed = [member(outlet, home="Wire", basis="agency") for outlet in ("A Post", "B Post")]
    own = member("C Post")
    roots = lineage([*printed, own])
    assert [(root.name, root.voice and root.voice.kind, len(root.members)) for root in roots] == [
        ("Wire", "author", 2),
        ("C Post", "author", 1),
    ]


def test_copies_of_copies_stand_below_what_they_copied() -> None:
    first = member("A Post", source=named(SERVICE))
    second = member("B Post", source=named(SERVICE), home="A Post", basis="copy", copy_of=first)
    third = member("C Post", "2024-10-22", source=named(SERVICE), home="A Post", basis="copy", copy_of=second)
    assert drawn(lineage([third, second, first])) == [
        "origin Secret Service",
        "  page A Post !",
        "    page B Post",
        "      page C Post",
    ]


def test_a_copy_of_an_agency_text_stands_below_the_page_that_it_copied() -> None:
    printed = member("A Post", source=named(SERVICE), home="Wire", basis="agency")
    copied = member("B Post", source=named(SERVICE), home="Wire", basis="copy", copy_of=printed)
    assert drawn(lineage([printed, copied])) == [
        "origin Secret Service",
        "  agency Wire",
        "    page A Post !",
        "      page B Post",
    ]


def test_a_copy_of_a_page_that_is_no_member_names_whose_text_it_is() -> None:
    elsewhere = member("A Post")
    copied = member("B Post", source=named(SERVICE), home="A Post", basis="copy", copy_of=elsewhere)
    assert drawn(lineage([copied])) == ["origin Secret Service", "  copied A Post", "    page B Post !"]


def test_pages_that_copied_each_other_are_not_lost() -> None:
    first = member("A Post", source=named(SERVICE))
    second = member("B Post", source=named(SERVICE), copy_of=first)
    turned = member("A Post", source=named(SERVICE), copy_of=second)
    object.__setattr__(turned.entry.article, "id", first.entry.article.id)
    (root,) = lineage([second, turned])
    assert sorted(page.outlet for page in root.members) == ["A Post", "B Post"]


def test_unnamed_sources_of_one_home_are_one_origin_and_keep_their_words() -> None:
    roots = lineage(
        [
            member("A Post", source="Sources"),
            member("A Post", source="circles"),
            member("B Post", source="Sources"),
            member("C Post", source=named(SERVICE)),
        ]
    )
    assert drawn(roots) == [
        "origin Secret Service",
        "  page C Post !",
        "origin A Post",
        "  voice Sources",
        "    page A Post !",
        "  voice circles",
        "    page A Post !",
        "origin B Post",
        "  voice Sources",
        "    page B Post !",
    ]
    assert [root.voice and root.voice.kind for root in roots] == ["named", "unnamed", "unnamed"]


def test_who_was_first_is_told_by_days_alone() -> None:
    month = member("A Post", "2024-10", source=named(SERVICE))
    undated = member("B Post", None, source=named(SERVICE))
    exact = member("C Post", "2024-10-22", source=named(SERVICE))
    (root,) = lineage([undated, exact, month])
    assert drawn((root,)) == ["origin Secret Service", "  page A Post", "  page C Post !", "  page B Post"]
    assert (root.first, root.last) == ("2024-10", "2024-10-22")


def test_pages_without_an_outlet_are_origins_of_their_own() -> None:
    assert len(lineage([member(""), member("")])) == 2


def test_nothing_has_no_origins() -> None:
    assert lineage([]) == ()
