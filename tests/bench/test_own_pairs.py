"""The project's own gold sets of relations and links, and how near-copies are made."""

import random
from collections import Counter
from typing import get_args

from bench import claim_links, copies, figure_relations
from lagebild.compare.copies import is_copy
from lagebild.compare.figures import RelationKind
from lagebild.compare.replies import LinkKind

TEXT = " ".join(f"Sentence {n} speaks of number {n * 7} and of nothing else than that." for n in range(60))


def test_every_pair_has_a_relation_that_there_is_and_none_stands_twice() -> None:
    pairs = figure_relations.pairs()
    assert len(pairs) >= 150
    assert {pair.relation for pair in pairs} == set(get_args(RelationKind))
    assert max(Counter(pairs).values()) == 1
    assert 0.2 < sum(pair.kept_back for pair in pairs) / len(pairs) < 0.45


def test_every_case_names_a_target_that_is_there() -> None:
    cases = claim_links.cases()
    assert len(cases) >= 120
    assert {case.kind for case in cases} == {*get_args(LinkKind), claim_links.NONE}
    for case in cases:
        texts = " ".join(text for _, _, text in (case.answer, *case.others)).casefold()
        assert bool(case.target) == (case.kind != claim_links.NONE), case
        assert case.target.casefold() in texts, case


def test_a_made_copy_is_cut_and_edited_by_its_seed() -> None:
    def made(seed: int, cut: float, edits: float) -> str:
        return copies.copied(TEXT, cut, edits, ["other", "words"], random.Random(seed))

    assert made(1, 0.3, 0.0) == made(1, 0.3, 0.0) != made(2, 0.3, 0.0)
    assert len(made(1, 0.3, 0.0).split()) < 0.5 * len(TEXT.split())
    assert is_copy(made(1, 0.3, 0.0), TEXT).direction == "a_of_b"
    assert is_copy(made(1, 1.0, 4.0), TEXT).share_of_a < is_copy(made(1, 1.0, 0.0), TEXT).share_of_a


def test_recall_and_precision_count_pairs() -> None:
    gold, found = {(1, 2), (3, 4)}, {(1, 2), (5, 6), (7, 8)}
    assert (copies.recall(gold, found), round(copies.precision(gold, found), 1)) == (50.0, 33.3)
    assert copies.precision(gold, set()) == 0.0
