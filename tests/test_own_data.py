"""The passages written for training (training/own/*.xml): what their mark-up must be for `training.own` to read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from training.own import FOLDER, marked

FILES = sorted(FOLDER.glob("*.xml"))
FORMS = {"direct", "indirect", "free_indirect", "reported"}
ATTRIBUTES = {"q": {"id", "form"}, "s": {"of"}, "c": {"of"}, "a": {"of"}, "o": {"of"}}


def passages(path: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(path).getroot())


def faults(passage: ElementTree.Element) -> Iterator[str]:
    """What is wrong with the mark-up of one passage."""
    elements = [element for element in passage.iter() if element is not passage]
    begun: set[str] = set()
    for element in elements:
        text = "".join(element.itertext())
        if element.tag not in ATTRIBUTES:
            yield f"<{element.tag}> is no mark"
            continue
        if unknown := set(element.attrib) - ATTRIBUTES[element.tag]:
            yield f"<{element.tag}> has no attribute {sorted(unknown)}"
        if not text.strip() or text != text.strip():
            yield f"<{element.tag}> holds {text!r}: nothing, or white space at an end"
        if element.tag != "q":
            continue
        key, form = element.get("id", ""), element.get("form")
        if not key.isdigit():
            yield f"<q> has the id {key!r}"
        elif key not in begun and form not in FORMS:
            yield f"content {key} has the form {form!r}"
        elif key in begun and form is not None:
            yield f"the id {key} is used twice: a further stretch has no form"
        begun.add(key)
    for element in elements:
        if element.tag in "scao":
            keys = element.get("of", "").split()
            if not keys or set(keys) - begun:
                yield f"<{element.tag} of={element.get('of')!r}>: the passage has the contents {sorted(begun)}"


def test_there_is_a_file_for_each_language() -> None:
    assert [path.stem for path in FILES] == ["de", "en", "ru", "uk"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_passages_are_marked_up_as_they_are_read(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    assert root.get("lang") == path.stem
    assert {element.tag for element in root} == {"p"}
    assert [f"{number}: {fault}" for number, p in enumerate(passages(path), 1) for fault in faults(p)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_are_the_words_of_the_text(path: Path) -> None:
    for passage in passages(path):
        text, spans, forms = marked(passage)
        assert text == "".join(passage.itertext())
        assert text == text.strip()
        assert set(forms) == {key for mark, key in spans if mark == "q"}
        expected: dict[tuple[str, str], list[str]] = {}
        for element in passage.iter():
            for key in element.get("id", element.get("of", "")).split():
                expected.setdefault((element.tag, key), []).append("".join(element.itertext()))
        assert {k: sorted(text[a:b] for a, b in found) for k, found in spans.items()} == {
            k: sorted(found) for k, found in expected.items()
        }
        for _, found in spans.items():
            assert all(0 <= a < b <= len(text) for a, b in found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_passage_is_written_twice(path: Path) -> None:
    texts = ["".join(passage.itertext()) for passage in passages(path)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("passage", "fault"),
    [
        ('<p><q id="1" form="indirect">Ja</q></p>', ""),
        ('<p><q id="1" form="indirect">Ja</q> <c of="1">sagt</c> <q id="1">er</q></p>', ""),
        ('<p><q id="1" form="loud">Ja</q></p>', "form 'loud'"),
        ('<p><q id="1">Ja</q></p>', "form None"),
        ('<p><q id="1" form="direct">Ja</q> <q id="1" form="direct">Nein</q></p>', "used twice"),
        ('<p><q id="1" form="direct">Ja </q></p>', "white space"),
        ('<p><q id="1" form="direct"></q></p>', "nothing"),
        ('<p><s of="2">Er</s> <q id="1" form="direct">Ja</q></p>', "of='2'"),
        ('<p><s>Er</s> <q id="1" form="direct">Ja</q></p>', "of=None"),
        ('<p><x of="1">Er</x> <q id="1" form="direct">Ja</q></p>', "<x>"),
        ('<p><c to="1" of="1">Er</c> <q id="1" form="direct">Ja</q></p>', "['to']"),
    ],
)
def test_faults_are_found(passage: str, fault: str) -> None:
    found = list(faults(ElementTree.fromstring(passage)))
    assert bool(found) == bool(fault)
    assert fault in " ".join(found)
