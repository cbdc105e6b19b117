from hypothesis import given
from hypothesis import strategies as st

from lagebild.types import Article, Block, Claim, Source, Span
from lagebild.views.marks import MarkedText, marked
from tests.picture import press


def words(text: MarkedText) -> str:
    return "".join(p.text for block in text.blocks for stretch in block.stretches for p in stretch.pieces)


def test_pieces_are_the_text() -> None:
    for reading in press.press():
        assert words(marked(reading.article, reading.claims)) == reading.article.text


def test_nested_and_crossing_spans_are_cut_at_their_boundaries() -> None:
    reading = press.hostile_page()
    text = marked(reading.article, reading.claims)
    roles = {
        piece.text: piece.roles
        for block in text.blocks
        for stretch in block.stretches
        for piece in stretch.pieces
        if piece.marks
    }
    assert roles["Der Sprecher"] == ("content-direct", "source")
    assert roles["'5000'"] == ("content-direct", "content-indirect", "figure")
    assert roles["Das"] == ("content-direct", "content-reported")
    assert roles[" Zitat läuft weiter"] == ("content-direct",)


def test_crossing_sentences_share_an_anchor() -> None:
    reading = press.hostile_page()
    text = marked(reading.article, reading.claims)
    assert text.anchors[2] == text.anchors[3]
    assert reading.claims[2].sentence.start == text.anchors[2]


def test_contents_of_the_author_are_not_marked() -> None:
    reading = press.agency_page()
    text = marked(reading.article, [claim for claim in reading.claims if claim.form == "author"])
    assert {piece.roles for b in text.blocks for s in b.stretches for piece in s.pieces} == {(), ("time",)}


@st.composite
def readings(draw: st.DrawFn) -> tuple[Article, list[Claim]]:
    text = draw(st.text(min_size=1, max_size=60))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    blocks = tuple(Block("paragraph", a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    article = Article("x", None, None, None, None, None, "unknown", "de", text, blocks)

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span.of(text, start, draw(st.integers(start + 1, len(text))))

    claims = []
    for number in range(draw(st.integers(0, 4))):
        source = Source("described", span())
        claims.append(
            Claim(
                *(str(number), span(), (span(), span()), (span(),), source, ()),
                *("indirect", "state", "CT+", "Uu"),
            )
        )
    return article, claims


@given(readings())
def test_any_spans_in_any_blocks_leave_the_text_whole(given_reading: tuple[Article, list[Claim]]) -> None:
    article, claims = given_reading
    text = marked(article, claims)
    assert words(text) == article.text
    anchors = [s.anchor for block in text.blocks for s in block.stretches if s.anchor is not None]
    assert len(anchors) == len(set(anchors))
    numbers = [n for block in text.blocks for s in block.stretches for n in s.claims]
    assert sorted(numbers) == list(range(1, len(claims) + 1))
    assert set(text.anchors) <= set(anchors)
