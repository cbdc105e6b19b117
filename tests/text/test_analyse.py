from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.text import analyse
from lagebild.types import Article, Block, Document, Language
from tests.text.articles import article

MARKS = "„“”\"'’‘»«‚›‹.!?…,:;-–() \n\t\u00a0_"
WORDS = ("Wir", "gehen", "z. B.", "Dr.", "12.000", "’s", "s’", "sagte er", ", said Mr. Ode", "0er-Jahre", "é", "🙂")
SLAVIC = ("п'ять", "зв’язок", "— сказав", "т. д.", "О. Б.")
SIGNS = (". ", "...", "''", ",,", "``", "U.S.", "5", "https://x.org/a.")
PIECES = st.sampled_from([*MARKS, *WORDS, *SLAVIC, *SIGNS])
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map("".join))
LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["de", "en", "ru", "uk"])


def check(document: Document) -> None:
    text, blocks = document.article.text, document.article.blocks
    position = 0
    for token in document.tokens:
        assert token.text == text[token.start : token.end]
        assert token.start < token.end
        assert not text[position : token.start].strip()
        position = token.end
    assert not text[position:].strip()
    for sentence in document.sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert blocks[sentence.block].start <= sentence.start < sentence.end <= blocks[sentence.block].end
        own = document.tokens_of(sentence)
        assert own[0].start == sentence.start
        assert own[-1].end == sentence.end
    assert [t.index for t in document.tokens] == list(range(len(document.tokens)))
    around: list[int] = []
    for quotation in document.quotations:
        assert quotation.start < quotation.inner_start < quotation.inner_end <= quotation.end
        while around and around[-1] <= quotation.start:
            around.pop()
        assert not around or quotation.end <= around[-1]
        assert quotation.depth == len(around)
        around.append(quotation.end)


@given(TEXTS, LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_every_text_is_covered_and_nests(text: str, language: Language) -> None:
    check(analyse(article(text, language)))


@pytest.mark.parametrize("language", ["de", "en", "uk"])
@pytest.mark.parametrize(
    "piece", ['"', "„a ", '"a ', " 'a", "“a, ", "„a ‚b “c ", "“a b.\n", "z.B. ", "A.", "a. ", "«а ", "п'я", "— ж! "]
)
def test_hostile_marks_take_linear_time(piece: str, language: Language) -> None:
    def seconds(size: int) -> float:
        text = article(piece * size, language)
        start = time.process_time()
        analyse(text)
        return time.process_time() - start

    short, long = (min(seconds(size) for _ in range(3)) for size in (1000, 8000))
    assert long < 24 * max(short, 0.01)  # eight times the text; the square would be sixty-four times


def test_headings_are_not_read_for_claims() -> None:
    text = "Titel\n\nEin Satz."
    page = Article(
        "x", None, None, None, None, None, "unknown", "de", text, (Block("heading", 0, 5), Block("paragraph", 7, 16))
    )
    assert [s.text for s in analyse(page).sentences] == ["Ein Satz."]
