"""Puts the stage together: blocks that are read for claims become sentences, tokens and quotations."""

from __future__ import annotations

from lagebild.text.quotations import quotations
from lagebild.text.sentences import sentence_bounds
from lagebild.text.tokens import token_bounds
from lagebild.types import Article, BlockKind, Document, Sentence, Token

READ_FOR_CLAIMS: frozenset[BlockKind] = frozenset({"paragraph", "quotation", "list-item"})


def analyse(article: Article) -> Document:
    """The sentences, tokens and marked quotations of an article; headings and captions only repeat the text."""
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    for number, block in enumerate(article.blocks):
        if block.kind not in READ_FOR_CLAIMS:
            continue
        for start, end in sentence_bounds(article.text, block.start, block.end, article.language):
            first = len(tokens)
            for a, b in token_bounds(article.text, start, end):
                tokens.append(Token(a, b, article.text[a:b], len(tokens)))
            sentences.append(Sentence(start, end, article.text[start:end], len(sentences), number, first, len(tokens)))
    return Document(article, tuple(sentences), tuple(tokens), quotations(article))
