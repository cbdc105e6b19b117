"""English rules and an encoder in one reading: what it adds, changes and drops; links of chains stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lagebild.extract import attribution
from lagebild.extract.attribution.reports import Joined, Report
from lagebild.text import analyse
from lagebild.types import Attribution, Document
from tests.encoder.fakes import FakeEncoder, Known, joining, place, seen_in
from tests.text.articles import article

Triple = tuple[str, str, str]


def document(text: str) -> Document:
    return analyse(article(text, "en"))


def read(found: Document, encoder: FakeEncoder, *layers: Sequence[tuple[int, ...]]) -> list[Attribution]:
    return list(attribution.read(found, (), joining(encoder, seen_in(found, *layers))))


def triple(found: Attribution) -> Triple:
    source = found.source.span.text if found.source.span else ""
    return source, " ".join(s.text for s in found.cue), " … ".join(s.text for s in found.content)


def reports(found: Sequence[Attribution]) -> list[Attribution]:
    return [one for one in found if one.form != "author"]


def of_rules(found: Document) -> list[Report]:
    kept: list[Report] = []

    def keep(given: Sequence[Report]) -> list[Joined]:
        kept.extend(given)
        return []

    attribution.read(found, (), keep)
    return kept


SAID = "The minister said that the troops had left. Jane Example denied the attack."


def test_a_content_that_only_the_encoder_sees_has_source_and_cue() -> None:
    found = document("Rome relaxes, or so it sounds to Jane Example. The city was quiet at night.")
    assert reports(attribution.read(found)) == []
    content, source, cue = (place(found, words) for words in ("Rome relaxes", "Jane Example", "so it sounds to"))
    encoder = FakeEncoder({content: Known({"speaker": (source, 0.9), "cue": (cue, 0.9)})})
    result = read(found, encoder, [content])
    [one] = reports(result)
    assert triple(one) == ("Jane Example", "so it sounds to", "Rome relaxes")
    assert (one.source.kind, one.form, one.act) == ("named", "indirect", None)
    assert [(why.rule, why.model) for why in one.why] == [(None, "fake")]
    assert [triple(own)[2] for own in result if own.form == "author"] == ["The city was quiet at night"]


def test_a_report_with_a_low_score_is_dropped() -> None:
    found = document(SAID)
    first, second = of_rules(found)
    encoder = FakeEncoder({first.content: Known(worth=-2)})
    assert [triple(one)[1] for one in reports(read(found, encoder))] == ["denied"]
    assert [place(found, words) for words in ("the troops had left", "the attack")] == [
        tuple(at for at in first.content if found.tokens[at].text != "that"),
        second.content,
    ]


@pytest.mark.parametrize(("sure", "source"), [(0.85, "The minister"), (0.95, "Jane Example")])
def test_a_source_is_overruled_above_its_threshold_only(sure: float, source: str) -> None:
    found = document(SAID)
    first, _ = of_rules(found)
    known = Known({"speaker": (place(found, "Jane Example"), sure)})
    one = reports(read(found, FakeEncoder({first.content: known})))[0]
    assert triple(one)[:2] == (source, "said")
    assert [why.rule for why in one.why if why.rule] == [f"en.{first.rule}"]


def test_a_source_that_the_encoder_finds_is_no_hearsay() -> None:
    found = document("The troops reportedly left the town, a diary of Jane Example tells.")
    [first, *_] = of_rules(found)
    assert reports(attribution.read(found))[0].source.kind == "unnamed"
    known = Known({"speaker": (place(found, "Jane Example"), 0.95)})
    [one, *_] = reports(read(found, FakeEncoder({first.content: known}, Known(worth=-4))))
    assert (triple(one)[0], one.source.kind, one.factuality) == ("Jane Example", "named", "PR+")


def test_another_cue_does_another_thing() -> None:
    found = document(SAID)
    first, _ = of_rules(found)
    known = Known({"cue": (place(found, "denied"), 0.95)})
    [one] = reports(read(found, FakeEncoder({first.content: known}, Known(worth=-4))))
    assert (triple(one)[1], one.act) == ("denied", "deny")


def test_links_of_a_chain_stay() -> None:
    found = document("The agency, citing two officials, said that the troops had left.")
    [alone] = reports(attribution.read(found))
    assert [link.span.text for link in alone.chain if link.span] == ["two officials"]
    [one] = reports(read(found, FakeEncoder()))
    assert (one.chain, triple(one)) == (alone.chain, triple(alone))


def test_a_link_that_belongs_to_nobody_is_no_report() -> None:
    found = document("The town fell on Monday, citing a report. The minister said that the troops had left.")
    alone = [(one.form, triple(one)) for one in attribution.read(found)]
    assert [(one.form, triple(one)) for one in read(found, FakeEncoder())] == alone


def test_a_quotation_over_sentences_keeps_its_pieces() -> None:
    found = document("“We go home now,” said Jane Example. “We stay there. We sleep there until noon.”")
    alone = reports(attribution.read(found))
    assert max(len(one.content) for one in alone) > 1
    assert [triple(one) for one in reports(read(found, FakeEncoder()))] == [triple(one) for one in alone]


def test_two_contents_near_one_rule_are_two_reports() -> None:
    found = document("The minister said that the troops had left the town and that the war was over for all.")
    whole = of_rules(found)[0].content
    part = place(found, "the troops had left the town")
    encoder = FakeEncoder({whole: Known(worth=5.0), part: Known(worth=4.0)}, Known(worth=-4))
    result = reports(read(found, encoder, [part]))
    rules = {len(triple(one)[2]): [why.rule for why in one.why if why.rule] for one in result}
    assert len(rules) == 2
    assert [rules[size] == [] for size in sorted(rules)] == [True, False]


def test_a_report_stands_in_the_sentence_of_its_cue() -> None:
    found = document("It rains in Rome.\nJane Example spoke up.")
    content = place(found, "rains in Rome")
    known = Known({"cue": (place(found, "spoke up"), 0.95)})
    [one] = reports(read(found, FakeEncoder({content: known}), [content]))
    assert one.sentence.text == "Jane Example spoke up."


def test_a_page_without_words_asks_nobody() -> None:
    encoder = FakeEncoder()
    assert read(document(""), encoder) == []
    assert encoder.asked == []


@pytest.mark.parametrize(
    ("text", "chain"),
    [("Jane Example told the Vanity Fair", []), ("Jane Example echoed the Vanity Fair", ["Vanity Fair"])],
)
def test_who_is_told_is_nobody_whom_the_source_leans_on(text: str, chain: list[str]) -> None:
    found = document(f"{text} so much.")
    content, cue = place(found, "so much"), place(found, text.split()[2])
    source, origin = place(found, "Jane Example"), place(found, "Vanity Fair")
    encoder = FakeEncoder({content: Known({"cue": (cue, 0.9), "speaker": (source, 0.9), "origin": (origin, 0.9)})})
    [one] = reports(read(found, encoder, [content]))
    assert [link.span.text for link in one.chain if link.span] == chain
