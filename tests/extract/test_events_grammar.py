"""Parties of verbs by trees that are given by hand: what is the subject is told, people without a name are nobody."""

from __future__ import annotations

from lagebild.encoder.trees import Tree
from lagebild.extract import events
from lagebild.types import Event, Sentence
from tests.extract.test_events import named
from tests.extract.test_times import document

NAMES = ("Mali", "Chad", "Niger", "Bamako")


def read(text: str, heads: str, sure: float = 0.9) -> list[tuple[str, str | None, str | None]]:
    """Events of a sentence whose tree is given as "head:relation" for each word, heads counted from 1, 0 the root."""
    analysed = document(text, "en")
    cells = [cell.split(":", 1) for cell in heads.split()]
    assert len(cells) == len(analysed.tokens)
    tree = Tree(tuple(int(head) - 1 for head, _ in cells), tuple(r for _, r in cells), (sure,) * len(cells))

    def trees(sentence: Sentence) -> Tree:
        return tree

    return [_told(e) for e in events.read(analysed, named(analysed, *NAMES), (), None, trees)]


def _told(event: Event) -> tuple[str, str | None, str | None]:
    actor, recipient = (party.name if party else None for party in (event.actor, event.recipient))
    return event.type, actor, recipient


def test_the_subject_of_the_tree_acts() -> None:
    text = "After talks in Bamako Niger attacked Chad."
    told = read(text, "2:case 6:obl 4:case 2:nmod 6:nsubj 0:root 6:obj 6:punct")
    assert ("ASSAULT", "Niger", "Chad") in told


def test_the_passive_turns_the_parties() -> None:
    (told,) = read("Mali was attacked by Chad.", "3:nsubj:pass 3:aux:pass 0:root 5:case 3:obl:agent 3:punct")
    assert told == ("ASSAULT", "Chad", "Mali")


def test_people_without_a_name_are_nobody_else() -> None:
    text = "In Mali on Monday men attacked Chad."
    tree = "2:case 6:obl 4:case 6:obl 6:nsubj 0:root 6:obj 6:punct"
    assert ("ASSAULT", None, "Chad") in read(text, tree)


def test_a_relative_pronoun_means_what_it_stands_behind() -> None:
    text = "Mali met Niger , which attacked Chad."
    told = read(text, "2:nsubj 0:root 2:obj 6:punct 6:nsubj 3:acl:relcl 6:obj 2:punct")
    assert ("ASSAULT", "Niger", "Chad") in told


def test_a_tree_that_is_not_sure_changes_nothing() -> None:
    text = "Niger attacked Chad."
    turned = "2:obj 0:root 2:nsubj 2:punct"
    assert read(text, turned, sure=0.1) == [("ASSAULT", "Niger", "Chad")]
