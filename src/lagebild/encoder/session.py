"""The neural encoder at run time: documents in, what it sees of each word out. ONNX on the CPU; no torch, no network.

One session serves a process; the windows of the documents that it is shown together are shared out among its threads.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import onnxruntime

from lagebild import settings
from lagebild.encoder.contents import Words, around, distances
from lagebild.encoder.embeddings import Embeddings
from lagebild.encoder.pieces import BEGIN, END, Pieces
from lagebild.encoder.trees import Trees
from lagebild.encoder.windows import READ, windows
from lagebild.errors import WeightsError
from lagebild.types import Document

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
T = TypeVar("T")
R = TypeVar("R")
_Cut = tuple[int, list[tuple[int, ...]]]  # the first word of a window, and the pieces of each of its words
FOLDER = Path(__file__).with_name("weights")
REACH = 32  # words before and behind a content that the head of roles is shown: fewer than in training, as good
SLOWER = {"SkipLayerNormFusion"}  # joins two operations into one that takes four times as long on a CPU
TOGETHER = 16  # contents of a like length that the head of roles is asked about at once
MOST = 416  # words of a content that the head of roles sees, from its two ends: more than a window ever held
ABOUT = ("version", "roles", "forms", "media", "conventions", "convention_of", "schemes", "scheme_of")
_MOST_THREADS = 4
_OWN = 3  # outputs of the network before those of names: states, contents, factuality
_LIKELY = 80.0  # logit beyond which a probability is 0 or 1


@dataclass(frozen=True, slots=True)
class Seen:
    """What the encoder sees of a document of n words.

    states: (n, width), as the head of roles is given them. contents: log probabilities (n, layers, tags) in the
    convention of the language. names: log probabilities (n, tags of `scheme`). factuality: (n,), from -3 (certainly did
    not happen) to 3 (certainly did).
    """

    states: Floats
    contents: Floats
    names: Floats
    factuality: Floats
    convention: str
    labels: tuple[str, ...]  # of names: tag 0 is none, 1 + 2k begins a name of label k, 2 + 2k goes on with it
    sentences: tuple[int, ...] = ()  # the first word of each sentence
    borders: tuple[int, ...] = ()  # the first word of each window but the first
    others: tuple[tuple[tuple[str, ...], Floats], ...] = ()  # labels and names as the other schemes have them
    inner: Halves | None = None  # (n, layers * width): states of inner layers, mean over the pieces of a word


@dataclass(frozen=True, slots=True)
class Answer:
    """What the head of roles says of one content: probabilities, and how good a content it is (a logit).

    roles: (roles, words from `first`). `forms` and `media` are in the order of the weights' description. `sentences`:
    the first word of each sentence that begins in sight, counted from `first`.
    """

    first: int
    roles: Floats
    forms: Floats
    media: Floats
    worth: float
    sentences: tuple[int, ...] = ()


class Encoder:
    """One set of weights with its sessions."""

    def __init__(self, name: str, folder: Path = FOLDER, threads: int = 0) -> None:
        """Opens the weights `name` in `folder`; raises WeightsError where they are missing or cannot be opened."""
        self.name = name
        self.folder = folder / name
        try:
            self.about = _about(folder / name / "about.json")
            self._pieces, self._table = _vocabulary(folder)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1  # the windows are shared out instead
            self.threads = threads or threads_here()
            self._workers = ThreadPoolExecutor(self.threads, "encoder")
            self._encoder = _session(folder / name / "encoder.onnx", options)
            self._roles = _session(folder / name / "roles.onnx", options)
            self.trees = _trees(folder / name / "trees.npz", self._encoder)
        except Exception as error:  # tokenizers and onnxruntime tell of a damaged file by plain exceptions
            words = " ".join(str(error).split())
            raise WeightsError(f"the weights {name!r} in {folder} cannot be opened: {words}") from error

    @cached_property
    def decoder(self) -> Mapping[str, Any]:
        """The numbers of the decoder that joins rules and encoder, by convention; raises WeightsError without them."""
        try:
            found: Mapping[str, Any] = json.loads((self.folder / "decoder.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise WeightsError(f"the decoder of the weights {self.name!r} cannot be read: {error}") from error
        return found

    @property
    def version(self) -> str:
        """The version of the weights."""
        return str(self.about["version"])

    def see(self, documents: Sequence[Document]) -> list[Seen]:
        """What the encoder sees of each document, in their order.

        The windows of all documents are shared out among the threads, each a run by itself: 8-bit activations are
        rounded on a scale that all of a run share, and a page must not be read otherwise for what is read beside it.
        """
        cuts = [(number, cut) for number, document in enumerate(documents) for cut in self._cuts(document)]
        found: list[dict[int, tuple[Floats, ...]]] = [{} for _ in documents]
        outputs = self._shared_out(self._encoded, [pieces for _, (_, pieces) in cuts])
        for (number, (begin, _)), output in zip(cuts, outputs, strict=True):
            found[number][begin] = output
        return [self._seen(document, parts) for document, parts in zip(documents, found, strict=True)]

    def _cuts(self, document: Document) -> list[_Cut]:
        """The windows of a document."""
        text = document.article.text
        words = [token.text for token in document.tokens]
        spaced = [token.start == 0 or text[token.start - 1].isspace() for token in document.tokens]
        split = self._pieces.split(words, spaced)
        sentences = [(s.first, s.last) for s in document.sentences if s.last > s.first]
        return [(a, split[a:b]) for a, b in windows([len(p) for p in split], sentences, READ)]

    def _encoded(self, words: Sequence[tuple[int, ...]]) -> tuple[Floats, ...]:
        """The outputs for the words of one window."""
        numbers = np.array([[BEGIN, *(piece for word in words for piece in word), END]])
        first = np.cumsum([1, *map(len, words)])[np.newaxis, :-1]
        outputs = self._encoder.run(None, {"embedded": self._table.of(numbers), "first": first})
        of_words, of_pieces = outputs[: (count := _OWN + len(self.about["schemes"]))], outputs[count:]
        if not of_pieces:
            return tuple(output[0] for output in of_words)
        return (*(output[0] for output in of_words), _pooled([output[0] for output in of_pieces], first[0]))

    def _seen(self, document: Document, parts: Mapping[int, tuple[Floats, ...]]) -> Seen:
        language = document.article.language
        number = self.conventions.index(convention := self._of_language("convention_of", language))
        scheme = self._of_language("scheme_of", language)
        place, labels = list(self.about["schemes"]).index(scheme), tuple(self.about["schemes"][scheme])
        if not parts:
            nothing = np.zeros((0, 1), np.float32)
            return Seen(nothing, nothing.reshape(0, 1, 1), nothing, nothing[:, 0], convention, labels)
        joined = [np.concatenate([parts[a][k] for a in sorted(parts)]) for k in range(len(next(iter(parts.values()))))]
        inner = joined.pop() if len(joined) > _OWN + len(self.about["schemes"]) else None
        states, contents, factuality, *names = joined
        tags, found = log_softmax(contents[:, number]), log_softmax(names[place])
        schemes = zip(self.about["schemes"].values(), names, strict=True)
        others = tuple((tuple(has), log_softmax(seen)) for at, (has, seen) in enumerate(schemes) if at != place)
        begins = tuple(sentence.first for sentence in document.sentences)
        borders = tuple(sorted(parts)[1:])
        return Seen(states, tags, found, factuality, convention, labels, begins, borders, others, inner)

    @property
    def conventions(self) -> list[str]:
        """The conventions of the sets that the weights learnt contents from."""
        return list(self.about["conventions"])

    def _of_language(self, table: str, language: str) -> str:
        found: Mapping[str, str] = self.about[table]
        return found.get(language, found["*"])

    def ask(self, seen: Seen, contents: Sequence[Words]) -> list[Answer]:
        """What the head of roles says of each content (sorted word numbers) of a document."""
        order = sorted(range(len(contents)), key=lambda i: contents[i][-1] - contents[i][0])
        groups = [order[begin : begin + TOGETHER] for begin in range(0, len(order), TOGETHER)]
        asked = [[contents[i] for i in group] for group in groups]
        found = self._shared_out(partial(self._answers, seen), asked)
        answers = {
            i: one for group, many in zip(groups, found, strict=True) for i, one in zip(group, many, strict=True)
        }
        return [answers[number] for number in range(len(contents))]

    def _shared_out(self, work: Callable[[T], R], things: Sequence[T]) -> Iterable[R]:
        """What `work` gives for each thing, in order; a single one is not worth a thread."""
        return map(work, things) if len(things) < 2 else self._workers.map(work, things)

    def _answers(self, seen: Seen, contents: Sequence[Words]) -> list[Answer]:
        views = [around(content, len(seen.states), REACH) for content in contents]
        shown = [_shown(content, view) for content, view in zip(contents, views, strict=True)]
        length = max(map(len, shown))
        words = np.zeros((len(contents), length, seen.states.shape[1]), np.float32)
        distance = np.zeros((len(contents), length), np.int64)
        mask = np.zeros((len(contents), length), np.bool_)
        for row, (content, (a, b), at) in enumerate(zip(contents, views, shown, strict=True)):
            words[row, : len(at)] = seen.states[at]
            distance[row, : len(at)] = distances(b - a, np.array(content) - a)[at - a]
            mask[row, : len(at)] = True
        convention = np.full(len(contents), self.conventions.index(seen.convention))
        roles, verdict = self._roles.run(
            None, {"words": words, "distance": distance, "convention": convention, "mask": mask}
        )
        forms, media = len(self.about["forms"]), len(self.about["media"])
        answers = []
        for row, ((a, b), at) in enumerate(zip(views, shown, strict=True)):
            chances = np.zeros((roles.shape[-1], b - a), np.float32)
            chances[:, at - a] = 1 / (1 + np.exp(-np.clip(roles[row, : len(at)].T, -_LIKELY, _LIKELY)))
            by_form = np.exp(log_softmax(verdict[row, :forms]))
            by_medium = np.exp(log_softmax(verdict[row, forms : forms + media]))
            begins = seen.sentences[bisect_left(seen.sentences, a) : bisect_left(seen.sentences, b)]
            sentences = tuple(at - a for at in begins)
            answers.append(Answer(a, chances, by_form, by_medium, float(verdict[row, -1]), sentences))
        return answers


def _shown(content: Words, view: tuple[int, int]) -> npt.NDArray[np.int64]:
    """The words of a view that the head of roles is shown: all, but of a very long content only its two ends.

    The cost of the head grows with the square of what it is shown, and a quotation may be as long as its page.
    """
    words = np.arange(*view)
    first, last = content[0] + MOST // 2, content[-1] + 1 - MOST // 2
    return words if first >= last else words[(words < first) | (words >= last)]


def _pooled(states: Sequence[Floats], first: npt.NDArray[np.int64]) -> Halves:
    """Mean over the pieces of each word, layers side by side; `states` have a piece for each of the two marks too."""
    counts = np.diff(first, append=len(states[0]) - 1)
    sums = np.concatenate([state[first] for state in states], axis=1)
    for step in range(1, int(counts.max())):  # quicker than np.add.reduceat, since most words have one piece or two
        words = np.flatnonzero(counts > step)
        sums[words] += np.concatenate([state[first[words] + step] for state in states], axis=1)
    sums /= counts[:, np.newaxis].astype(np.float32)
    return sums.astype(np.float16)


def log_softmax(logits: Floats) -> Floats:
    """Log probabilities over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def threads_here() -> int:
    """The setting `threads`, or as many as the process may use cores, at most four: more gain nothing on a page."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return settings.whole("threads", zero=True) or min(_MOST_THREADS, cores)


def _vocabulary(folder: Path) -> tuple[Pieces, Embeddings]:
    pieces, table = Pieces(folder / "pieces.json.gz"), Embeddings(folder / "embeddings.npy")
    if len(pieces) != len(table):
        raise ValueError(f"{len(pieces)} pieces have {len(table)} embeddings")
    return pieces, table


def _about(path: Path) -> Mapping[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    missing = [key for key in ABOUT if key not in found]
    if not isinstance(found, dict) or missing:
        raise ValueError(f"{path} does not say: {', '.join(missing)}")
    return found


def _trees(path: Path, session: onnxruntime.InferenceSession) -> Trees | None:
    """The head of trees, where there is one and the encoder shows it inner states."""
    if not path.exists():
        return None
    widths = [output.shape[-1] for output in session.get_outputs() if output.name.startswith("inner_")]
    head = Trees(path)
    if widths and sum(widths) != head.width:
        raise ValueError(f"{path} reads states of {head.width} numbers, the encoder shows {sum(widths)}")
    return head


def _session(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing")
    providers = ["CPUExecutionProvider"]
    return onnxruntime.InferenceSession(str(path), options, providers=providers, disabled_optimizers=SLOWER)


def available() -> tuple[str, ...]:
    """The names of the weights in the package, best first."""
    return tuple(name for name in ("full", "free") if (FOLDER / name / "about.json").exists())


@cache
def encoder(name: str) -> Encoder:
    """The weights of a name, opened once a process."""
    return Encoder(name)
