"""Sources: what their words mean, by name, by description, or by what the page has named before."""

from __future__ import annotations

import pytest

from lagebild.extract import names
from lagebild.resolve import actors, sources
from lagebild.text import analyse
from lagebild.types import Attribution, Document, Language, Source, SourceKind, SourceMention, Span
from tests.extract.test_names import article


def said(document: Document, words: str, kind: SourceKind = "named", antecedent: str | None = None) -> Attribution:
    """A claim whose source is the last occurrence of some words."""

    def span(part: str) -> Span:
        start = document.article.text.rindex(part)
        return Span.of(document.article.text, start, start + len(part))

    sentence = document.sentence_at(span(words).start)
    assert sentence is not None
    whole = Span(sentence.start, sentence.end, sentence.text)
    before = Span.of(document.article.text, 0, len(antecedent)) if antecedent else None
    return Attribution(whole, (whole,), (), SourceMention(kind, span(words)), (), "indirect", antecedent=before)


def source_of(
    text: str, words: str, language: Language = "de", kind: SourceKind = "named", antecedent: str | None = None
) -> Source:
    document = analyse(article(text, language))
    found = actors.resolve(document, names.read(document))
    return sources.resolve(document, (said(document, words, kind, antecedent),), found)[0][0]


GERMAN = [
    (
        "Der ukrainische Präsident Wolodymyr Selenskyj sagte das.",
        "Der ukrainische Präsident Wolodymyr Selenskyj",
        "named",
        "Wolodymyr Selenskyj",
    ),
    ("Der ukrainische Präsident sagte das.", "Der ukrainische Präsident", "named", "Wolodymyr Selenskyj"),
    (
        "Laut dem südkoreanischen Geheimdienst ist das so.",
        "dem südkoreanischen Geheimdienst",
        "named",
        "Nationaler Nachrichtendienst",
    ),
    (
        "Sergej Lawrow, der russische Außenminister, sagte das.",
        "Sergej Lawrow, der russische Außenminister",
        "named",
        "Sergej Lawrow",
    ),
    (
        "Ein Sprecher des russischen Verteidigungsministeriums sagte das.",
        "Ein Sprecher des russischen Verteidigungsministeriums",
        "described",
        "russisches Verteidigungsministerium",
    ),
    ("Bewohner von Mariupol sagten das.", "Bewohner von Mariupol", "described", None),
    ("Nordkoreanische Überläufer sagten das.", "Nordkoreanische Überläufer", "described", None),
    ("Zwei britische Beamte sagten das.", "Zwei britische Beamte", "described", "britischer Regierungsvertreter"),
    (
        "Die Sprecherin des dänischen Ministeriums, Clara Tannwald, sagte das.",
        "Die Sprecherin des dänischen Ministeriums, Clara Tannwald",
        "named",
        "Clara Tannwald",
    ),
    (
        "Die deutsche Bundesregierung aus drei Parteien sagte das.",
        "Die deutsche Bundesregierung",
        "named",
        "Bundesregierung",
    ),
    (
        "Die Meldung der New York Times und der Washington Post blieb.",
        "der New York Times und der Washington Post",
        "described",
        None,
    ),
    ("Die Nachrichtenagentur Quelltext sagte das.", "Die Nachrichtenagentur Quelltext", "named", "Quelltext"),
    (
        "Die südkoreanische Nachrichtenagentur Yonhap sagte das.",
        "Die südkoreanische Nachrichtenagentur Yonhap",
        "named",
        "Yonhap",
    ),
    (
        "Der südkoreanische Geheimdienst kam. Die Behörde sagte das.",
        "Die Behörde",
        "named",
        "Nationaler Nachrichtendienst",
    ),
    (
        "Das russische Außenministerium kam. Das Ministerium sagte das.",
        "Das Ministerium",
        "named",
        "russisches Außenministerium",
    ),
    ("Der südkoreanische Geheimdienst kam. Laut der Geheimdienste war das so.", "der Geheimdienste", "described", None),
    ("Experten sagten das.", "Experten", "described", None),
    ("Clara und Ralf Tannwald sagten das.", "Clara und Ralf Tannwald", "described", None),
    ("Wladimir Putin kam. Er sagte das.", "Er", "named", "Wladimir Putin"),
    ("Clara Tannwald traf Ralf Berger. Sie sagte das.", "Sie", "named", "Clara Tannwald"),
    (
        "Der russische Präsident Wladimir Putin kam. Der Präsident sagte das.",
        "Der Präsident",
        "named",
        "Wladimir Putin",
    ),
    (
        "Das russische Verteidigungsministerium tagte. Es dauerte. Das Verteidigungsministerium sagte das.",
        "Das Verteidigungsministerium",
        "named",
        "russisches Verteidigungsministerium",
    ),
    (
        "Ministerin Clara Tannwald traf Ralf Berger. Ein Präsident sagte das.",
        "Ein Präsident",
        "described",
        None,
    ),
]

ENGLISH = [
    (
        "U.S. Secretary of State Antony Blinken said so.",
        "U.S. Secretary of State Antony Blinken",
        "named",
        "Antony Blinken",
    ),
    ("The Ukrainian president said so.", "The Ukrainian president", "named", "Volodymyr Zelenskyy"),
    ("A Russian official said so.", "A Russian official", "described", "Russian official"),
    (
        "A spokesman for the Russian defence ministry said so.",
        "A spokesman for the Russian defence ministry",
        "described",
        "Russian defence ministry",
    ),
    ("The Yonhap news agency said so.", "The Yonhap news agency", "named", "Yonhap"),
    (
        "South Korea's National Intelligence Service said so.",
        "South Korea's National Intelligence Service",
        "named",
        "National Intelligence Service",
    ),
    ("NATO met. The alliance said so.", "The alliance", "named", "NATO"),
    ("A Russian diplomat came. The diplomat said so.", "The diplomat", "described", "Russian diplomat"),
    ("Kharkiv fell by mid-October, Russia said.", "Russia", "named", "Russia"),
    ("Residents of Kharkiv said so.", "Residents of Kharkiv", "described", None),
    ("The White House said so.", "The White House", "named", "White House"),
    ("Antony Blinken met Annalena Baerbock. She said so.", "She", "named", "Annalena Baerbock"),
    (
        "Foreign minister Clara Tannwald came. The foreign minister said so.",
        "The foreign minister",
        "named",
        "Clara Tannwald",
    ),
    ("The rights group Quelltor said so.", "The rights group Quelltor", "named", "Quelltor"),
]


@pytest.mark.parametrize(("text", "words", "kind", "actor"), GERMAN)
def test_german_sources(text: str, words: str, kind: str, actor: str | None) -> None:
    source = source_of(text, words)
    assert (source.kind, source.actor.name if source.actor else None) == (kind, actor)


@pytest.mark.parametrize(("text", "words", "kind", "actor"), ENGLISH)
def test_english_sources(text: str, words: str, kind: str, actor: str | None) -> None:
    source = source_of(text, words, "en")
    assert (source.kind, source.actor.name if source.actor else None) == (kind, actor)


def test_it_means_the_body_that_has_spoken() -> None:
    document = analyse(article("The Pentagon spoke in Rome. It said so.", "en"))
    found = actors.resolve(document, names.read(document))
    both = (said(document, "The Pentagon"), said(document, "It"))
    assert [s.actor.name for s, _ in sources.resolve(document, both, found) if s.actor] == ["Pentagon", "Pentagon"]


def test_an_antecedent_of_another_gender_is_passed_over() -> None:
    text = "Clara Tannwald traf Ralf Berger. Er sagte das."
    source = source_of(text, "Er", antecedent="Clara Tannwald")
    assert source.actor is not None
    assert source.actor.name == "Ralf Berger"


def test_an_antecedent_tells_whom_a_pronoun_means() -> None:
    text = "Clara Tannwald traf Ralf Berger. Sie alle schwiegen. Das sagte jemand."
    source = source_of(text, "jemand", antecedent="Clara Tannwald")
    assert (source.kind, source.actor.name if source.actor else None) == ("named", "Clara Tannwald")


@pytest.mark.parametrize("kind", ["author", "unnamed"])
def test_author_and_hearsay_stay(kind: SourceKind) -> None:
    source = source_of("Berichten zufolge kam Wladimir Putin.", "Berichten", kind=kind)
    assert (source.kind, source.actor) == (kind, None)


def test_a_chain_is_resolved_link_by_link() -> None:
    text = "Reuters berichtet unter Berufung auf den Kreml, es sei so."
    document = analyse(article(text))
    found = actors.resolve(document, names.read(document))
    first = said(document, "Reuters")
    at = text.index("den Kreml")
    link = SourceMention("named", Span.of(text, at, at + len("den Kreml")))
    whole = Attribution(first.sentence, first.content, (), first.source, (link,), "indirect")
    source, chain = sources.resolve(document, (whole,), found)[0]
    assert source.actor is not None
    assert [part.actor.name for part in (source, *chain) if part.actor] == ["Reuters", "Kreml"]


def test_a_possessive_alone_means_whom_the_page_speaks_of() -> None:
    text = "Donald Trump spoke in London. There was anger following his comments that it is so."
    document = analyse(article(text, "en"))
    at = text.index("his")
    words = Span.of(text, at, at + len("his"))
    sentence = Span.of(text, text.index("There"), len(text))
    content = Span.of(text, text.index("that"), len(text))
    found = Attribution(sentence, (content,), (), SourceMention("unnamed", words), (), "indirect")
    source, _ = sources.resolve(document, (found,), actors.resolve(document, names.read(document)))[0]
    assert source.actor is not None
    assert (source.kind, source.actor.name) == ("named", "Donald Trump")


def test_whose_book_it_is_tells_nobody_whom_a_source_leans_on() -> None:
    text = "Reuters berichtet in seinem Buch, es sei so."
    document = analyse(article(text))
    first = said(document, "Reuters")
    at = text.index("seinem")
    link = SourceMention("described", Span.of(text, at, at + len("seinem")))
    whole = Attribution(first.sentence, first.content, (), first.source, (link,), "indirect")
    assert sources.resolve(document, (whole,), actors.resolve(document, names.read(document)))[0][1] == ()


def test_a_source_that_ends_inside_a_name_takes_the_whole_name() -> None:
    text = "The briefing by the National Intelligence Service told it."
    document = analyse(article(text, "en"))
    found = actors.resolve(document, names.read(document))
    content = Span.of(text, text.index("told it"), len(text) - 1)
    sentence = Span.of(text, 0, len(text))
    start = text.index("the National")
    cut = Span.of(text, start, start + len("the National"))

    def source_with(content: Span) -> Source:
        attribution = Attribution(sentence, (content,), (), SourceMention("named", cut), (), "indirect")
        return sources.resolve(document, (attribution,), found)[0][0]

    source = source_with(content)
    assert source.span is not None
    assert (source.kind, source.span.text) == ("named", "the National Intelligence Service")
    # but not what is said
    source = source_with(Span.of(text, text.index("Service"), len(text) - 1))
    assert source.span == cut


def test_a_source_does_not_end_in_a_preposition() -> None:
    source = source_of("A group of 22 countries in called for calm.", "A group of 22 countries in", "en")
    assert source.span is not None
    assert source.span.text == "A group of 22 countries"


@pytest.mark.parametrize(
    ("text", "words", "language", "kind"),
    [
        ("I think it is late.", "I", "en", "author"),
        ("Ich glaube, es ist spät.", "Ich", "de", "author"),
        ('He wrote: "I think it is late."', "I", "en", "described"),
    ],
)
def test_i_is_the_author_outside_quotations(text: str, words: str, language: Language, kind: str) -> None:
    source = source_of(text, words, language)
    assert source.kind == kind
    if kind == "author":
        assert (source.span, source.actor) == (None, None)


@pytest.mark.parametrize(
    ("text", "words", "kind", "meant"),
    [
        ("Then Mrs. Merkel's aides said it.", "Mrs. Merkel's aides", "described", None),
        ("Officials in the Putin administration said it.", "Officials in the Putin administration", "described", None),
        ("Pentagon sources said it.", "Pentagon sources", "described", None),
        ("The Yonhap news agency said it.", "The Yonhap news agency", "named", "Yonhap"),
        (
            "Vladimir Putin, a friend of Viktor Orban, said it.",
            "Vladimir Putin, a friend of Viktor Orban",
            "named",
            "Vladimir Putin",
        ),
    ],
)
def test_what_a_name_owns_speaks_for_itself(text: str, words: str, kind: str, meant: str | None) -> None:
    source = source_of(text, words, "en")
    assert (source.kind, source.actor.name if source.actor else None) == (kind, meant)


def test_a_list_of_persons_is_none_of_them() -> None:
    source = source_of(
        "Ben Weidner, Clara Berg and Ralf Tannwald said it.", "Ben Weidner, Clara Berg and Ralf Tannwald", "en"
    )
    assert (source.kind, source.actor) == ("described", None)


def test_a_compound_with_a_body_is_not_that_body() -> None:
    source = source_of("Laut EU-Kennern ist das so.", "EU-Kennern")
    assert (source.kind, source.actor) == ("described", None)


def test_a_pronoun_means_who_begins_the_sentence_before() -> None:
    text = "Vladimir Putin said it was late. Donald Trump seemed to agree. He said no more."
    document = analyse(article(text, "en"))
    found = actors.resolve(document, names.read(document))
    claims = (said(document, "Vladimir Putin"), said(document, "He"))
    assert [source.actor.name for source, _ in sources.resolve(document, claims, found) if source.actor] == [
        "Vladimir Putin",
        "Donald Trump",
    ]


def test_a_bare_role_means_of_whom_the_page_speaks_most() -> None:
    text = "President Donald Trump met Bank President Clara Berg. Trump spoke. Trump left. The president said no."
    source = source_of(text, "The president", "en", "described")
    assert source.actor is not None
    assert source.actor.name == "Donald Trump"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Other Republicans disagreed.", "Other Republicans"),
        ("Republicans who voted disagreed.", "Republicans who voted"),
        ("Outside GOP groups disagreed.", "Outside GOP groups"),
        ("President Lindgart and Lord Kasov agreed.", "President Lindgart and Lord Kasov"),
        ("We could go. There COULD be more.", "COULD"),
    ],
)  # fmt: skip
def test_some_of_a_party_or_two_persons_are_nobody_by_name(text: str, words: str) -> None:
    assert source_of(text, words, "en").actor is None


def test_a_party_that_speaks_as_such_is_named() -> None:
    actor = source_of("The Republicans disagreed.", "The Republicans", "en").actor
    assert actor is not None
    assert actor.name == "Republican Party"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Angela Merkel sprach. Peter Weidner kritisierte das. Er nannte es falsch.", "Er", "Peter Weidner"),
        ("Olaf Scholz sprach. Peter Weidner kritisierte das. Er nannte es falsch.", "Er", "Peter Weidner"),
        ("Olaf Scholz sprach. Merkels Haus brannte. Er nannte es falsch.", "Er", "Olaf Scholz"),
    ],
)
def test_a_pronoun_means_whom_the_last_sentence_is_about(text: str, words: str, name: str) -> None:
    actor = source_of(text, words, antecedent=text.split(" sprach")[0]).actor
    assert actor is not None
    assert actor.name == name


def test_a_word_for_a_man_s_office_means_no_woman() -> None:
    text = "Ministerin Angela Weidner sprach. Der Minister sagte das."
    actor = source_of(text, "Der Minister").actor
    assert actor is None or actor.name != "Angela Weidner"
