"""Trees of treebanks on our own words: words that hold several, words that are cut, what is left out."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from training.corpora import document_of
from training.treebanks import Gold, Word, aligned, documents, kept, left_out, read

ROWS = """\
# sent_id = 1
# text = Sie geht am Montag zum Arzt.
1	Sie	sie	PRON	_	_	2	nsubj	_	_
2	geht	gehen	VERB	_	_	0	root	_	_
3-4	am	_	_	_	_	_	_	_	_
3	an	an	ADP	_	_	5	case	_	_
4	dem	der	DET	_	_	5	det	_	_
5	Montag	Montag	NOUN	_	_	2	obl:tmod	_	_
6-7	zum	_	_	_	_	_	_	_	_
6	zu	zu	ADP	_	_	8	case	_	_
7	dem	der	DET	_	_	8	det	_	_
8	Arzt	Arzt	NOUN	_	_	2	obl	_	SpaceAfter=No
9	.	.	PUNCT	_	_	2	punct	_	_

# sent_id = 2
# text = Er schläft.
1	Er	er	PRON	_	_	2	nsubj:outer	_	_
2	schläft	schlafen	VERB	_	_	0	root	_	SpaceAfter=No
2.1	nicht	nicht	PART	_	_	_	_	_	_
3	.	.	PUNCT	_	_	2	punct	_	_

# sent_id = 3
# text = Ganz andere Wörter.
1	Hier	hier	ADV	_	_	0	root	_	_

"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "dev.conllu.gz", "wt", encoding="utf-8") as file:
        file.write(ROWS)
    return tmp_path / "dev.conllu.gz"


def on_words(text: str, words: list[tuple[str, int, str]]) -> list[tuple[str, str, str]] | None:
    """Word, relation, head after the words of a treebank (form, head, relation), in order, were put onto ours."""
    found, at = [], 0
    for number, (form, head, relation) in enumerate(words, 1):
        start = at if text.startswith(form, at) else text.index(form, at)
        found.append(Word(start, start + len(form), number, head, relation))
        at = start + len(form)
    tokens = document_of(text, "en").tokens
    names = [token.text for token in tokens]
    if (tree := aligned(tokens, found)) is None:
        return None
    heads = [names[head] if head >= 0 else "" for head in tree[0]]
    return list(zip(names, tree[1], heads, strict=True))


def test_a_word_that_holds_several_has_the_head_of_the_one_they_hang_on() -> None:
    """Two words of one stretch: the treebank gives both the place of the whole."""
    tokens = document_of("They cannot go", "en").tokens
    words = (
        Word(0, 4, 1, 4, "nsubj"),
        Word(5, 11, 2, 4, "aux"),
        Word(5, 11, 3, 2, "advmod"),
        Word(12, 14, 4, 0, "root"),
    )
    assert [token.text for token in tokens] == ["They", "cannot", "go"]
    assert aligned(tokens, words) == ([2, 2, -1], ["nsubj", "aux", "root"])


def test_of_a_word_that_we_cut_the_first_part_has_its_head() -> None:
    text = "See [1] now"
    assert [token.text for token in document_of(text, "en").tokens] == ["See", "[", "1", "]", "now"]
    assert on_words(text, [("See", 0, "root"), ("[1]", 1, "obj"), ("now", 1, "advmod")]) == [
        ("See", "root", ""),
        ("[", "obj", "See"),
        ("1", "goeswith", "["),
        ("]", "goeswith", "["),
        ("now", "advmod", "See"),
    ]


def test_words_that_the_treebank_does_not_have_leave_a_sentence_out() -> None:
    assert on_words("They go now", [("They", 2, "nsubj"), ("go", 0, "root")]) is None


def test_what_is_no_tree_is_left_out() -> None:
    assert on_words("They go now", [("They", 2, "nsubj"), ("go", 3, "root"), ("now", 2, "advmod")]) is None
    assert on_words("They go", [("They", 0, "root"), ("go", 0, "root")]) is None


def test_sentences_of_a_file_with_the_places_of_their_words(path: Path) -> None:
    first, second = read(path)  # the third has words that do not stand in its text
    assert first[0] == "Sie geht am Montag zum Arzt."
    assert [first[0][word.start : word.end] for word in first[1]] == [
        "Sie", "geht", "am", "am", "Montag", "zum", "zum", "Arzt", ".",
    ]  # fmt: skip
    assert [word.relation for word in second[1]] == ["nsubj", "root", "punct"]


@pytest.mark.parametrize("together", [1, 20])
def test_trees_stand_at_the_words_of_their_text(path: Path, together: int) -> None:
    found = list(documents(path, "de", together))
    assert len(found) == (2 if together == 1 else 1)
    golds = [(document, gold) for document, golds in found for gold in golds]
    assert [gold.text for _, gold in golds] == ["Sie geht am Montag zum Arzt.", "Er schläft."]
    for document, gold in golds:
        words = [token.text for token in document.tokens[gold.first : gold.first + len(gold.heads)]]
        assert "".join(words) == gold.text.replace(" ", "")
    assert golds[0][1].heads == (1, -1, 3, 1, 5, 1, 1)
    assert golds[0][1].relations == ("nsubj", "root", "case", "obl", "case", "obl", "punct")
    assert golds[1][1] == Gold("Er schläft.", 0 if together == 1 else 7, (1, -1, 1), ("nsubj", "root", "punct"))


@pytest.mark.parametrize(
    ("relation", "name"),
    [
        ("nsubj:pass", "nsubj:pass"),
        ("obl:agent", "obl:agent"),
        ("obl:tmod", "obl"),
        ("det:poss", "nmod:poss"),
        ("nmod:desc", "compound"),
        ("advcl:relcl", "advcl"),
        ("discourse", "dep"),
    ],
)
def test_names_of_relations(relation: str, name: str) -> None:
    assert kept(relation) == name


def test_about_a_seventh_is_left_out_always_the_same() -> None:
    texts = [f"Satz {number}." for number in range(2000)]
    held = [text for text in texts if left_out(text)]
    assert 240 < len(held) < 360
    assert held == [text for text in texts if left_out(text)]
