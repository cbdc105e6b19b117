"""The session: what goes in and comes out, with networks made by hand; damaged weights; threads."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from lagebild import encoder as reading
from lagebild.encoder import session
from lagebild.encoder.contents import Words, distances
from lagebild.encoder.embeddings import Embeddings
from lagebild.encoder.pieces import Pieces
from lagebild.encoder.session import ABOUT, FOLDER, MOST, REACH, Encoder, Seen, threads_here
from lagebild.encoder.windows import READ
from lagebild.errors import UsageError, WeightsError
from lagebild.text import analyse
from lagebild.types import Document, Language
from tests.text.articles import article

DESCRIPTION: dict[str, Any] = {
    "version": "3",
    "roles": ["speaker", "cue"],
    "forms": ["Direct", "Indirect"],
    "media": ["Speech"],
    "conventions": ["layered", "flat"],
    "convention_of": {"en": "flat", "*": "layered"},
    "schemes": {"strict": ["PER", "PERderiv"], "plain": ["PER"]},
    "scheme_of": {"de": "strict", "*": "plain"},
}
Inputs = Mapping[str, npt.NDArray[Any]]


class WordsNetwork:
    """In place of `encoder.onnx`: the state of a word is the vector of its first piece."""

    def __init__(self) -> None:
        self.batches: list[tuple[int, ...]] = []

    def run(self, _: None, inputs: Inputs) -> list[npt.NDArray[Any]]:
        embedded, first = inputs["embedded"], inputs["first"]
        self.batches.append(embedded.shape[:2])
        states = np.take_along_axis(embedded, first[..., None], 1)
        size, count = first.shape
        contents = np.zeros((size, count, 2, 2, 4), np.float32)
        contents[:, :, 0, :, 1] = 5  # "layered" sees beginnings, "flat" insides
        contents[:, :, 1, :, 2] = 5
        strict, plain = np.zeros((size, count, 5), np.float32), np.zeros((size, count, 3), np.float32)
        return [states, contents, embedded.shape[1] * np.ones((size, count), np.float32), strict, plain]


class RolesNetwork:
    """In place of `roles.onnx`: the chance of a role tells the distance of the word, the worth how many were shown."""

    def __init__(self) -> None:
        self.shown: list[int] = []

    def run(self, _: None, inputs: Inputs) -> list[npt.NDArray[Any]]:
        distance, mask = inputs["distance"], inputs["mask"]
        self.shown.append(mask.shape[1])
        roles = np.stack([distance, -1000 * np.ones(distance.shape)], -1).astype(np.float32)
        verdict = np.zeros((len(mask), 4), np.float32)
        verdict[:, 1] = inputs["convention"]
        verdict[:, -1] = mask.sum(1)
        return [roles, verdict]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "about.json").write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    for name in ("pieces.json.gz", "embeddings.npy"):
        (tmp_path / name).symlink_to(FOLDER / name)
    return tmp_path


@pytest.fixture
def made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Encoder:
    """An encoder of the shipped vocabulary with networks made by hand."""
    networks: dict[str, object] = {"encoder.onnx": WordsNetwork(), "roles.onnx": RolesNetwork()}
    monkeypatch.setattr(session, "_session", lambda path, options: networks[path.name])
    return Encoder("made", folder, 1)


def document(text: str, language: Language = "de") -> Document:
    return analyse(article(text, language))


LONG = "\n".join(f"Der Minister sagte am Montag, Nummer {number} sei erledigt." for number in range(90))


def test_each_word_has_the_state_of_its_first_piece_wherever_windows_end(made: Encoder) -> None:
    found = document(LONG)
    [seen] = made.see([found])
    text = found.article.text
    spaced = [t.start == 0 or text[t.start - 1].isspace() for t in found.tokens]
    pieces = Pieces(FOLDER / "pieces.json.gz").split([t.text for t in found.tokens], spaced)
    expected = Embeddings(FOLDER / "embeddings.npy").of(np.array([numbers[0] for numbers in pieces]))
    assert np.array_equal(seen.states, expected)
    assert seen.contents.shape == (len(found.tokens), 2, 4)
    assert seen.sentences == tuple(s.first for s in found.sentences)


def test_every_run_holds_one_window(made: Encoder) -> None:
    made.see([document(LONG), document("Ja.")])
    shapes = made._encoder.batches
    assert len(shapes) > 2
    assert all(rows == 1 and length <= READ for rows, length in shapes)


def test_windows_begin_where_the_document_says(made: Encoder) -> None:
    [seen] = made.see([document(LONG)])
    assert len(seen.borders) == len(made._encoder.batches) - 1
    assert all(0 < border < len(seen.states) for border in seen.borders)
    assert set(seen.borders) <= set(seen.sentences)


def test_a_page_is_read_alike_whatever_is_read_beside_it(made: Encoder) -> None:
    pages = [document("Er kam. Sie ging."), document(LONG), document("Ja."), document("")]
    together, alone = made.see(pages), [made.see([page])[0] for page in pages]
    for one, other in zip(together, alone, strict=True):
        assert np.array_equal(one.states, other.states)
        assert np.array_equal(one.factuality, other.factuality)  # the length of its batch


@pytest.mark.parametrize(
    ("language", "convention", "labels", "tag"),
    [("de", "layered", ("PER", "PERderiv"), 1), ("en", "flat", ("PER",), 2), ("uk", "layered", ("PER",), 1)],
)
def test_the_language_chooses_convention_and_names(
    made: Encoder, language: Language, convention: str, labels: tuple[str, ...], tag: int
) -> None:
    [seen] = made.see([document("Hallo Welt.", language)])
    assert (seen.convention, seen.labels) == (convention, labels)
    assert seen.names.shape == (3, 1 + 2 * len(labels))
    assert seen.contents.argmax(-1).tolist() == [[tag, tag]] * 3
    assert np.allclose(np.exp(seen.contents).sum(-1), 1)


@pytest.mark.parametrize("text", ["", "\n\n", "\u200b"])
def test_a_page_without_words(made: Encoder, text: str) -> None:
    found = document(text)
    [seen] = made.see([found])
    assert len(seen.states) == len(seen.contents) == len(found.tokens)
    assert made.ask(seen, []) == []
    assert made.see([]) == []


def seen_of(count: int) -> Seen:
    nothing = np.zeros((count, 4), np.float32)
    return Seen(nothing, nothing.reshape(count, 1, 4), nothing, nothing[:, 0], "flat", (), tuple(range(0, count, 10)))


@pytest.mark.parametrize("content", [(0,), (5, 6, 7), (60, 61, 64, 65), (99,), tuple(range(100))])
def test_answers_stand_at_their_words(made: Encoder, content: Words) -> None:
    [answer] = made.ask(seen_of(100), [content])
    first, last = max(0, content[0] - REACH), min(100, content[-1] + 1 + REACH)
    expected = distances(last - first, np.array(content) - first)
    assert answer.first == first
    assert np.allclose(answer.roles[0], 1 / (1 + np.exp(-expected.astype(float))))
    assert answer.roles[1].max() < 1e-30
    assert answer.worth == last - first
    assert answer.forms.argmax() == 1  # the convention came through
    assert np.isclose(answer.forms.sum(), 1)
    assert [at + first for at in answer.sentences] == [at for at in range(0, 100, 10) if first <= at < last]


def test_answers_come_in_the_order_of_the_questions(made: Encoder) -> None:
    contents = [tuple(range(at, at + 1 + 7 * at % 40)) for at in range(50)]
    answers = made.ask(seen_of(100), contents)
    assert [a.first for a in answers] == [max(0, c[0] - REACH) for c in contents]
    assert [int((a.roles[0] == 0.5).sum()) for a in answers] == [len(c) for c in contents]


def test_of_a_very_long_content_the_two_ends_are_shown(made: Encoder) -> None:
    content = tuple(range(100, 3000))
    [answer] = made.ask(seen_of(4000), [content])
    assert made._roles.shown == [MOST + 2 * REACH]
    assert (answer.first, answer.roles.shape) == (100 - REACH, (2, 2900 + 2 * REACH))
    chances = answer.roles[0]
    assert (chances[REACH : REACH + MOST // 2] == 0.5).all()
    assert (chances[REACH + MOST // 2 : -REACH - MOST // 2] == 0).all()
    assert (chances[-REACH - MOST // 2 : -REACH] == 0.5).all()
    assert (chances[:REACH] > 0.5).all()
    assert (chances[-REACH:] > 0.5).all()


# --- what is on disk ------------------------------------------------------------------------------------------


def _cut(name: str, count: int) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        whole = (FOLDER / name).read_bytes()
        (folder / name).unlink()
        (folder / name).write_bytes(whole[:count])

    return damage


def _write(name: str, content: bytes) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_bytes(content)

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: None,  # no networks at all
        lambda folder: shutil.rmtree(folder / "made"),
        _cut("pieces.json.gz", 1000),
        _cut("embeddings.npy", 0),
        _cut("embeddings.npy", 1000),
        _write("pieces.json.gz", b"nonsense"),
        _write("pieces.json.gz", gzip.compress(b"{}", mtime=0)),
        _write("embeddings.npy", b"nonsense"),
        _write("made/encoder.onnx", b"nonsense"),
        _write("made/encoder.onnx", b""),
        _write("made/about.json", b"\xff"),
        _write("made/about.json", b"[]"),
        _write("made/about.json", b'{"version": "1"}'),
    ],
)
def test_damaged_weights_are_told_of_in_one_line(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    with pytest.raises(WeightsError, match=r"'made'.*cannot be opened") as caught:
        Encoder("made", folder, 1)
    assert len(str(caught.value).splitlines()) == 1


def test_pieces_and_embeddings_belong_together(folder: Path, made: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "embeddings.npy").unlink()
    np.save(folder / "embeddings.npy", np.zeros((5, 18), np.uint8))
    with pytest.raises(WeightsError, match="have 5 embeddings"):
        Encoder("made", folder, 1)


@pytest.mark.parametrize("key", ABOUT)
def test_a_description_that_lacks_a_part(folder: Path, made: Encoder, key: str) -> None:
    part = {k: v for k, v in DESCRIPTION.items() if k != key}
    (folder / "made" / "about.json").write_text(json.dumps(part), encoding="utf-8")
    with pytest.raises(WeightsError, match=f"does not say: {key}"):
        Encoder("made", folder, 1)


def test_the_decoder_is_read_when_it_is_asked_for(folder: Path, made: Encoder) -> None:
    with pytest.raises(WeightsError, match=r"the decoder of the weights 'made'"):
        _ = made.decoder
    (folder / "made" / "decoder.json").write_text('{"flat": {}}', encoding="utf-8")
    assert made.decoder == {"flat": {}}


# --- settings -------------------------------------------------------------------------------------------------


def test_without_weights_nothing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_WEIGHTS", "none")
    assert reading.look([document("Ja."), document("Nein.")]) == (None, None)
    assert reading.reader_name() == "rules"


def test_the_reader_says_its_weights(made: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_WEIGHTS", "free")
    monkeypatch.setattr(session, "encoder", lambda name: made)
    assert reading.reader_name() == "rules+free-3"
    [sight] = reading.look([document("Ja.")])
    assert sight is not None
    assert sight.encoder is made
    assert len(sight.seen.states) == 2


def test_weights_that_are_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_WEIGHTS", "best")
    with pytest.raises(UsageError, match="full, free, none"):
        reading.look([document("Ja.")])


def test_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAGEBILD_THREADS", raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(3)), raising=False)
    assert threads_here() == 3
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert threads_here() == 4
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert threads_here() == 2
    monkeypatch.setenv("LAGEBILD_THREADS", "7")
    assert threads_here() == 7
