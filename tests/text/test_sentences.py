from __future__ import annotations

import pytest

from lagebild.text.sentences import sentence_bounds
from lagebild.types import Language

# Each text is written with a bar where a sentence ends inside it.
GERMAN = [
    "Am 23. Oktober kam er an.| Danach war z. B. Dr. Weber da, u. a. mit Hrn. Maier.",
    "Der 1. FC Halle siegte.| Nr. 5 fehlte.| Er trug die Nr. 5.| Das war es.",
    "Die Verbündeten ... warten.| Ich weiß nicht ...| Wir gehen.",
    "„Wir gehen!“ sagte er.| „Wir bleiben.“, sagte sie.| „Wir.“| Dann ging er.",
    "Er sagte: „Wir gehen.| Wir kommen.“| Dann war Ruhe.",
    "»Nein.«| »Doch.«| ›Na.‹| “Ja.”| ‚Gut.‘| Ende.",
    "Franco A.| Der Täter schwieg.",
    "J. D. Vance sprach mit Prof. Dr. Hans W. Beck.| Sie schwiegen.",
    "Sie sagte das.|Der Mann ging.",
    "„Ja!“ – Angela Weber",
    "Um 12.30 Uhr waren 12.000 Mann da.| Es war im Jahr 1990.| Berlin war froh.",
    "Er kam auf Platz 3.| Maier wurde Vierter.",
    "Es gilt Plan B.| Danach kommen Panzer usw.| Und so weiter.| (Er ging.)| Sie blieb.",
    "Die „Neue [...] Zeitung“ schrieb es.| König Rama IX. Bhumibol starb.",
    "Der Verein e.V. (Sitz: Bonn) klagt.| Er verlor d. h. nichts.",
    "Er kam am 5.| In Bonn blieb er bis zum 19. Jahrhundertfest.",
    "Warum?| Weil es so ist!| „Wer geht?“, fragte er.| „Gehen Sie?“ fragte sie.",
    "1. Die Regierung tritt zurück.",
    "„Wir gehen, sagte er.| Das Tor blieb offen.",
]
ENGLISH = [
    "He met J. D. Vance in the U.S.| The U.S. President left at 5 p.m. EST.| No. 5 is here.| No.| He refused.",
    "“We go!” he said.| “We go!” President Brown said on Monday.| “We go.”| Brown said no.",
    "Sen. Smith (D-Mass.) said so.| He fell ill.| They left Wash. on Jan. 5.",
    'He said: "We go.| We come."| Then he left.| "Why?" Mr. Brown asked the crowd.| "Go."| "Stay."',
    "Apple Inc. said so...| But then it left.| It cost $5.3 million.| That is 3.5 percent.",
    "‘We go.’| He left.| The soldiers’ families wept.",
    "The St. Petersburg vs. Lt. Gen. Smith case went on, e.g. in Jan. and Feb. of that year.",
    "He learned not to . . . ask for more.| It was late . . .| They left.",
    "They came at 5 p.m. (2 p.m. local time) and left.| Nobody cared.",
]
UKRAINIAN = [
    "У 2022 р. Петренко очолив штаб.| Він служив до 2023 р.| Потім пішов.",
    "Будинок на вул. Вишневій, 5 згорів.| Ген. Бондар приїхав до м. Нове.| Там було 5 тис. людей.",
    "«Ми йдемо!» – сказав мер.| «Ми лишаємося», – додала вона.| «Досить.»| Потім він пішов.",
    "Що далі?| Ніхто не знає...| Але всі чекають.| — Ходімо! — гукнув він.| Усі встали.",
    "Збитки – 5 млн грн.| Про це заявив О. В. Коваль у п'ятницю.",
    "Він бачив мости, дороги і т. д.| Усе працює.| Це, напр., с. Гора та ін.| Вони зникли.",
    "На складі лежало 12 мін.| Їх знешкодили.| Так каже Серж.| Він це бачив.",
    "Вона сказала все.|Потім вона пішла.",
]
RUSSIAN = [
    "В 2022 г. Петров возглавил штаб.| Он служил до 2023 г.| Потом ушёл.",
    "Дом на ул. Вишнёвой, 5 сгорел.| Ген. Орлов приехал в пос. Новый.| Там было 5 тыс. человек.",
    "«Мы уходим!» — сказал мэр.| «Мы остаёмся», — добавила она.| «Хватит.»| Затем он ушёл.",
    "Кто виноват?| Никто не знает…| Но все ждут.| — Пойдём! — крикнул он.| Все встали.",
    "Ущерб — 5 млн руб.| Об этом заявил А. С. Ковалёв, т. е. его штаб.",
    "Он видел мосты, дороги и т. д.| Всё работает.| Правда в нем.| Она видна.",
    "Он сказал это.|Потом ушёл.",
]

MARKED: list[tuple[Language, str]] = [
    *(("de", text) for text in GERMAN),
    *(("en", text) for text in ENGLISH),
    *(("uk", text) for text in UKRAINIAN),
    *(("ru", text) for text in RUSSIAN),
]


@pytest.mark.parametrize(("language", "marked"), MARKED)
def test_sentences_end_at_the_bars(language: Language, marked: str) -> None:
    text = marked.replace("|", "")
    found = [text[a:b] for a, b in sentence_bounds(text, 0, len(text), language)]
    assert found == [part.strip() for part in marked.split("|")]


def test_bounds_stay_inside_what_was_asked() -> None:
    text = "Eins. Zwei. Drei."
    assert list(sentence_bounds(text, 6, 11, "de")) == [(6, 11)]


@pytest.mark.parametrize("words", ["und so weiter ", "„", "x"])
def test_what_no_newspaper_prints_is_cut(words: str) -> None:
    text = words * (20_000 // len(words))
    bounds = list(sentence_bounds(text, 0, len(text), "de"))
    assert max(end - start for start, end in bounds) <= 4_000
    assert "".join(text[start:end] for start, end in bounds).replace(" ", "") == text.replace(" ", "")
    assert all(not text[start:end].startswith("eiter") for start, end in bounds)
