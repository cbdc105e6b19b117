from __future__ import annotations

import pytest

from lagebild.text.quotations import quotations
from lagebild.types import Language
from tests.text.articles import article

# (language, text, quotations as "depth text", with ~ before those that were left open); a slash is a new paragraph
CASES: list[tuple[Language, str, list[str]]] = [
    (
        "de",
        "Der Besuch werde „die Arbeit heben und zur „Entwicklung einer Zusammenarbeit beitragen, sagte Weber.",
        [
            "~0 „die Arbeit heben und zur „Entwicklung einer Zusammenarbeit beitragen",
            "~1 „Entwicklung einer Zusammenarbeit beitragen",
        ],
    ),
    ("de", "Er sagte: „Wir gehen. Wir kommen. Das ist alles.", ["~0 „Wir gehen. Wir kommen. Das ist alles."]),
    ("de", "Die „Übung hat begonnen, so sagt man. Danach war Ruhe.", ["~0 „Übung hat begonnen"]),
    ("de", "Das ist die „Übung am Rand. Danach war Ruhe.", ["~0 „Übung am Rand."]),
    ("de", "„Wir gehen, sagte er. „Wir bleiben“, sagte sie.", ["~0 „Wir gehen", "0 „Wir bleiben“"]),
    ("de", "Er rief „halt. Dann kam er. „Wir bleiben“, sagte sie.", ["~0 „halt. Dann kam er.", "0 „Wir bleiben“"]),
    ("de", "„Er sagte ‚Nein‘ zu mir“, sagte sie.", ["0 „Er sagte ‚Nein‘ zu mir“", "1 ‚Nein‘"]),
    ("de", "»Er rief ›Ja‹«, so Weber.", ["0 »Er rief ›Ja‹«", "1 ›Ja‹"]),
    ("de", "“Gut”, sagte er. ”Ja”. «Na». “Wir“.", ["0 “Gut”", "0 ”Ja”", "0 «Na»", "0 “Wir“"]),
    ("de", "Das ist Hans' Hut. Wie geht's? 'Gut so', sagte er.", ["0 'Gut so'"]),
    ("de", 'Das 12"-Rohr und der 27" Schirm sind "echt gut".', ['0 "echt gut"']),
    ("de", "Das ist ,,gut'' und ''schön''.", ["0 ,,gut''", "0 ''schön''"]),
    ("de", "Die \"Neue\"-Zeit kommt wegen der ('alten') Zeit.", ['0 "Neue"', "0 'alten'"]),
    ("de", "„Absatz eins endet./Absatz zwei auch.“ Danach.", ["0 „Absatz eins endet./Absatz zwei auch.“"]),
    ("de", "„Eins, sagte er./„Zwei“, sagte sie.", ["~0 „Eins", "0 „Zwei“"]),
    ("de", "Er nannte es „gut./Niemand sonst./Sie nannte es „schlecht“.", ["~0 „gut.", "0 „schlecht“"]),
    ("en", "“We go. We won’t stop./“We come,” he said.", ["0 “We go. We won’t stop./“We come,”"]),
    ("en", "“One./“Two./“Three,” he said. “Four.”", ["0 “One./“Two./“Three,”", "0 “Four.”"]),
    ("en", "‘We’re “not” going,’ she said in the ’90s.", ["0 ‘We’re “not” going,’", "1 “not”"]),
    ("en", "The soldiers’ families wept in the ‘old’ town.", ["0 ‘old’"]),
    ("en", "'The soldiers' families wept,' he said.", ["0 'The soldiers' families wept,'"]),
    ("en", 'The 27" screen is "fine".', ['0 "fine"']),
    ("en", "„We go,“ he said. “We go“ he said. ``We go''.", ["0 „We go,“", "0 “We go“", "0 ``We go''"]),
    ("en", '"He said "no" to me," she said.', ['0 "He said "no" to me,"', '1 "no"']),
    ("en", "“We go, Mr. Brown said. They left.", ["~0 “We go"]),
    ("uk", "П'ять слів і зв’язок: «Це „наше“ п'яте село».", ["0 «Це „наше“ п'яте село»", "1 „наше“"]),
    ("uk", '"Так", – сказав він. “Ні” і „так“.', ['0 "Так"', "0 “Ні”", "0 „так“"]),
    ("uk", "'Так' п'ять разів, ‘так’ п’ять разів.", []),
    ("ru", "«Мы уходим, — сказал он. «Да», — сказала она.", ["~0 «Мы уходим", "0 «Да»"]),
    ("ru", "«Абзац один./«Абзац два», — сказал он.", ["0 «Абзац один./«Абзац два»"]),
    ("en", "It isn’t theirs; rock ’n’ roll, ’tis said.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_quotations(language: Language, text: str, expected: list[str]) -> None:
    text = text.replace("/", "\n")
    found = [f"{'' if q.closed else '~'}{q.depth} {text[q.start : q.end]}" for q in quotations(article(text, language))]
    assert found == [e.replace("/", "\n") for e in expected]


def test_inner_span_leaves_the_marks_out() -> None:
    text = "Er sagte ,,gut''."
    (only,) = quotations(article(text))
    assert text[only.inner_start : only.inner_end] == "gut"
