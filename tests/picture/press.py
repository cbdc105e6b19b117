"""A small press file with readings made by hand: the first page in extracts and three invented pages.

Everything is given in words and looked up in the text, so that offsets cannot go wrong unnoticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lagebild.types import (
    Act,
    Actor,
    Article,
    Block,
    BlockKind,
    Claim,
    Entry,
    Event,
    Factuality,
    Figure,
    Form,
    Language,
    Mention,
    Note,
    PublishedBasis,
    Reading,
    Source,
    SourceKind,
    Span,
    Time,
)

NIS = Actor("National Intelligence Service", "organisation", "KOR", "Q494740", "KOR SPY")
ZELENSKYY = Actor("Wolodymyr Selenskyj", "person", "UKR", "Q3874799", "UKR GOV")
PUTIN = Actor("Wladimir Putin", "person", "RUS", "Q7747", "RUS GOV")
STOLTENBERG = Actor("Jens Stoltenberg", "person", None, "Q57665", "IGO NATO")
NORTH_KOREA = Actor("Nordkorea", "state", "PRK", "Q423", "PRK GOV")
RUSSIA = Actor("Russland", "state", "RUS", "Q159", "RUS GOV")
KREMLIN = Actor("Kreml", "government", "RUS", "Q159", "RUS GOV")

SourceWords = tuple[SourceKind, str | None, Actor | None] | tuple[SourceKind, str | None]


def article(
    name: str,
    blocks: Sequence[tuple[BlockKind, str]],
    *,
    language: Language = "de",
    publisher: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    basis: PublishedBasis = "page",
    url: str | None = None,
    notes: Sequence[tuple[str, str, str | None]] = (),
) -> Article:
    """An article of the given blocks; notes are code, message and the words concerned."""
    text, made = "", []
    for kind, words in blocks:
        text += "\n\n" if text else ""
        made.append(Block(kind, len(text), len(text) + len(words)))
        text += words
    marked = []
    for code, message, words_concerned in notes:
        start = text.index(words_concerned) if words_concerned else None
        end = None if start is None or words_concerned is None else start + len(words_concerned)
        marked.append(Note(code, message, start, end))
    known = basis if published else "unknown"
    title = blocks[0][1]
    return Article(name, url, title, byline, publisher, published, known, language, text, tuple(made), tuple(marked))


class Reader:
    """Makes claims of one article from words."""

    def __init__(self, page: Article) -> None:
        self.page = page
        self.claims: list[Claim] = []

    def words(self, words: str, within: Span | None = None) -> Span:
        """The first place of the words, inside `within` where given."""
        low, high = (within.start, within.end) if within else (0, len(self.page.text))
        start = self.page.text.index(words, low, high)
        return self.page.span(start, start + len(words))

    def source(self, given: SourceWords, sentence: Span) -> Source:
        """A source of kind, words and actor; words that do not stand in the sentence are looked for everywhere."""
        kind, words, actor = (*given, None)[:3]
        if words is None:
            return Source(kind, None, actor)
        inside = words in sentence.text
        return Source(kind, self.words(words, sentence if inside else None), actor)

    def claim(
        self,
        sentence: str,
        *content: str,
        source: SourceWords = ("author", None),
        chain: Sequence[SourceWords] = (),
        cue: Sequence[str] = (),
        form: Form = "author",
        act: Act = "state",
        firm: Factuality = "CT+",
        author: Factuality | None = None,
        figures: Sequence[tuple[str, dict[str, Any]]] = (),
        times: Sequence[tuple[str, dict[str, Any]]] = (),
        actors: Sequence[tuple[str, Actor]] = (),
        events: Sequence[tuple[str, dict[str, Any]]] = (),
    ) -> None:
        """Adds a claim; without content the whole sentence is content."""
        where = self.words(sentence)
        own = source[0] == "author"
        self.claims.append(
            Claim(
                id=f"{self.page.id}-{len(self.claims) + 1}",
                sentence=where,
                content=tuple(self.words(c, where) for c in content) or (where,),
                cue=tuple(self.words(c, where) for c in cue),
                source=self.source(source, where),
                chain=tuple(self.source(link, where) for link in chain),
                form=form,
                act=act,
                factuality=firm,
                author_factuality=author or (firm if own else "Uu"),
                figures=tuple(Figure(self.words(w, where), **more) for w, more in figures),
                times=tuple(Time(self.words(w, where), **more) for w, more in times),
                actors=tuple(Mention(self.words(w, where), actor) for w, actor in actors),
                events=tuple(Event(self.words(w, where), **more) for w, more in events),
            )
        )

    def reading(self) -> Reading:
        """The reading with all claims."""
        return Reading(self.page, tuple(self.claims), "rules", "0.1.0")


def soldiers(low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    """The fields of a figure that counts soldiers."""
    return {"min": low, "max": high, "of": "Soldaten", **more}


def day(value: str | None, **more: Any) -> dict[str, Any]:
    """The fields of a dated time."""
    return {"type": "DATE", "value": value, **more}


def first_page() -> Reading:
    """Extracts of the first page, with the claims that a careful reader takes from them."""
    reports = (
        "Laut aktuellen Berichten sollen Nordkoreanische Soldaten in der Ukraine stationiert sein, "
        "um russische Interessen zu unterstützen."
    )
    question = (
        "Doch könnte diese Entwicklung zu einer Eskalation des Konflikts führen, "
        "die sogar einen Weltkrieg auslösen könnte?"
    )
    visit = (
        "Erst im Juni besuchte er seinen Verbündeten Kim Jong Un, "
        "der einer Gegeneinladung in den Kreml im September folgte."
    )
    sent = (
        "Nach Erkenntnissen des südkoreanischen Geheimdienstes hat Nordkorea 1500 Soldaten auf der Seite "
        "Russlands in den Krieg gegen die Ukraine geschickt; Tausende sollen möglicherweise folgen."
    )
    planned = (
        "Von insgesamt 12.000 Soldaten in vier Brigaden ist die Rede, die Autokrat Kim Jong Un "
        "in den russischen Angriffskrieg schicken will."
    )
    coming = (
        "Der ukrainische Präsident Wolodymyr Selenskyj hatte am Donnerstag in Brüssel von bis zu 10.000 "
        "nordkoreanischen Soldaten berichtet, die nach Geheimdiensterkenntnissen auf dem Weg in sein Land seien."
    )
    army = (
        "Die Führung in Pjöngjang verfügt mit über 1,2 Millionen Soldaten über eines der weltweit größten Heere, "
        "auch wenn die militärische Ausbildung und Ausstattung Experten zufolge nicht mit der von modernen "
        "Militärmächten vergleichbar ist."
    )
    cynical = "Zynischer geht es nicht."
    open_marks = (
        "Sein Staatsbesuch werde „die bilaterale Zusammenarbeit auf eine höhere Ebene heben und zur „Entwicklung "
        "einer gegenseitigen und gleichberechtigten Zusammenarbeit zwischen Russland und Nordkorea beitragen, "
        "sagte Putin im Sommer."
    )
    denial = (
        "Und trotz des Abstreitens beider Seiten, es gebe keinen Austausch von Waffen, darf man davon ausgehen, "
        "dass Pjöngjang keine Kriegshilfe ohne Gegenleistung erbringt."
    )
    stoltenberg = (
        "Vor seinem Abgang betonte NATO-Generalsekretär Jens Stoltenberg mit Blick auf den Autokraten-Austausch: "
        "„Unsere Sicherheit ist nicht regional, sie ist global. Was in Europa passiert, betrifft Asien, "
        "und was in Asien passiert, betrifft auch uns.“"
    )
    step = (
        "Auch wenn es noch nicht „der erste Schritt auf dem Weg in den Weltkrieg“ ist, "
        "wie Selensky den nordkoreanischen Soldateneinsatz nennt."
    )
    page = article(
        "first",
        [
            ("heading", "Nordkorea-Soldaten in der Ukraine: Gefährdet Putin den Weltkrieg?"),
            ("paragraph", f"{reports} {question}"),
            ("heading", "Ein gefährliches Bündnis zwischen Putin und Kim Jong Un"),
            ("paragraph", visit),
            ("paragraph", f"{sent} {planned}"),
            ("paragraph", coming),
            ("paragraph", army),
            ("paragraph", cynical),
            ("paragraph", open_marks),
            ("paragraph", denial),
            ("paragraph", stoltenberg),
            ("paragraph", step),
        ],
        publisher="Uslar Hier",
        byline="Stefan Lehmann",
        published="2024-10-20",
        basis="option",
        notes=[
            ("undated", "The page carries no day of publication.", None),
            ("question-headline", "The headline is a question.", "Gefährdet Putin den Weltkrieg?"),
            ("unbalanced-quotation-marks", "A quotation mark is left open.", "„die bilaterale"),
            ("unnamed-source", "A report without a name.", "aktuellen Berichten"),
            ("opinion", "The author judges.", cynical),
        ],
    )
    read = Reader(page)
    read.claim(
        reports,
        "Nordkoreanische Soldaten in der Ukraine stationiert sein, um russische Interessen zu unterstützen",
        source=("unnamed", "aktuellen Berichten"),
        cue=["Laut", "sollen"],
        form="indirect",
        act="report",
        firm="PR+",
    )
    read.claim(question, act="ask", firm="PS+")
    read.claim(
        visit,
        times=[("im Juni", day("2024-06")), ("im September", day("2024-09"))],
        events=[
            (
                "besuchte",
                {
                    "type": "CONSULT",
                    "mode": "visit",
                    "actor": PUTIN,
                    "recipient": NORTH_KOREA,
                    "time": "2024-06",
                    "place": None,
                    "status": "happened",
                },
            )
        ],
    )
    service: SourceWords = ("named", "des südkoreanischen Geheimdienstes", NIS)
    read.claim(
        sent,
        "hat Nordkorea 1500 Soldaten auf der Seite Russlands in den Krieg gegen die Ukraine geschickt",
        source=service,
        cue=["Nach Erkenntnissen"],
        form="reported",
        act="report",
        figures=[("1500", soldiers(1500, 1500, stage="sent"))],
        actors=[("Nordkorea", NORTH_KOREA), ("Russlands", RUSSIA)],
    )
    read.claim(
        sent,
        "Tausende sollen möglicherweise folgen",
        source=service,
        cue=["Nach Erkenntnissen", "sollen"],
        form="reported",
        act="predict",
        firm="PS+",
        figures=[("Tausende", soldiers(1000, 9999, vague=True, stage="to-follow"))],
    )
    read.claim(
        planned,
        "Von insgesamt 12.000 Soldaten in vier Brigaden",
        "die Autokrat Kim Jong Un in den russischen Angriffskrieg schicken will",
        source=("unnamed", "ist die Rede"),
        cue=["ist die Rede"],
        form="reported",
        act="plan",
        firm="PR+",
        figures=[
            ("12.000", soldiers(12000, 12000, stage="planned")),
            ("vier Brigaden", {"min": 4, "max": 4, "of": "Brigaden", "stage": "planned"}),
        ],
    )
    read.claim(
        coming,
        "von bis zu 10.000 nordkoreanischen Soldaten",
        "die nach Geheimdiensterkenntnissen auf dem Weg in sein Land seien",
        source=("named", "Der ukrainische Präsident Wolodymyr Selenskyj", ZELENSKYY),
        chain=[("described", "Geheimdiensterkenntnissen")],
        cue=["berichtet"],
        form="indirect",
        act="report",
        figures=[
            ("bis zu 10.000", soldiers(None, 10000, stage="on-the-way", whose="nordkoreanischen")),
        ],
        times=[("am Donnerstag", day("2024-10-17", role="saying"))],
        actors=[("nordkoreanischen", NORTH_KOREA)],
    )
    read.claim(
        army,
        "Die Führung in Pjöngjang verfügt mit über 1,2 Millionen Soldaten über eines der weltweit größten Heere",
        figures=[("über 1,2 Millionen", soldiers(1_200_000, None, stage="strength"))],
    )
    read.claim(
        army,
        "die militärische Ausbildung und Ausstattung",
        "nicht mit der von modernen Militärmächten vergleichbar ist",
        source=("described", "Experten"),
        cue=["zufolge"],
        form="reported",
    )
    read.claim(cynical, act="judge")
    read.claim(
        open_marks,
        "Sein Staatsbesuch werde „die bilaterale Zusammenarbeit auf eine höhere Ebene heben und zur „Entwicklung "
        "einer gegenseitigen und gleichberechtigten Zusammenarbeit zwischen Russland und Nordkorea beitragen",
        source=("named", "Putin", PUTIN),
        cue=["sagte"],
        form="direct",
        act="predict",
        times=[("im Sommer", day("2024-SU", role="saying"))],
    )
    read.claim(
        denial,
        "es gebe keinen Austausch von Waffen",
        source=("described", "beider Seiten"),
        cue=["Abstreitens"],
        form="indirect",
        act="deny",
        firm="CT-",
        author="PS-",
    )
    read.claim(
        denial,
        "dass Pjöngjang keine Kriegshilfe ohne Gegenleistung erbringt",
        cue=["darf man davon ausgehen"],
        firm="PR+",
    )
    read.claim(
        stoltenberg,
        "„Unsere Sicherheit ist nicht regional, sie ist global. Was in Europa passiert, betrifft Asien, "
        "und was in Asien passiert, betrifft auch uns.“",
        source=("named", "NATO-Generalsekretär Jens Stoltenberg", STOLTENBERG),
        cue=["betonte"],
        form="direct",
    )
    read.claim(
        step,
        "„der erste Schritt auf dem Weg in den Weltkrieg“",
        source=("named", "Selensky", ZELENSKYY),
        cue=["nennt"],
        form="direct",
        author="CT-",
    )
    return read.reading()


def agency_page() -> Reading:
    """An invented English page: another bound for the same quantity, and a denial."""
    lead = (
        "South Korea's spy agency believes that about 3,000 troops have already reached Russia's Far East, "
        "its director told lawmakers on Wednesday."
    )
    plan = "In total, he said, between 10,000 and 12,000 soldiers were to be moved by December."
    denial = "Moscow dismissed the account as a hoax."
    someday = "The agency had first raised the matter on a Friday."
    page = article(
        "agency",
        [
            ("heading", "Seoul says 3,000 North Korean troops are in Russia"),
            ("paragraph", f"{lead} {plan}"),
            ("paragraph", f"{denial} {someday}"),
        ],
        language="en",
        publisher="Harbour Wire",
        published="2024-10-24",
        url="https://harbour-wire.example/world/3000-troops?ref=a&b=<c>",
    )
    read = Reader(page)
    read.claim(
        lead,
        "about 3,000 troops have already reached Russia's Far East",
        source=("named", "its director", Actor("Cho Tae-yong", "person", "KOR", "Q16176229")),
        chain=[("named", "South Korea's spy agency", NIS)],
        cue=["believes", "told"],
        form="indirect",
        act="report",
        firm="PR+",
        figures=[
            (
                "about 3,000",
                {
                    "min": 3000,
                    "max": 3000,
                    "approximate": True,
                    "of": "troops",
                    "stage": "arrived",
                },
            )
        ],
        times=[("on Wednesday", day("2024-10-23", role="saying"))],
    )
    read.claim(
        plan,
        "between 10,000 and 12,000 soldiers were to be moved by December",
        source=("named", "he", Actor("Cho Tae-yong", "person", "KOR", "Q16176229")),
        cue=["said"],
        form="indirect",
        act="plan",
        figures=[
            (
                "between 10,000 and 12,000",
                {"min": 10000, "max": 12000, "of": "soldiers", "stage": "planned"},
            )
        ],
        times=[("by December", day("2024-12", mod="BEFORE"))],
    )
    read.claim(
        denial,
        "the account as a hoax",
        source=("named", "Moscow", KREMLIN),
        cue=["dismissed"],
        form="reported",
        act="deny",
        firm="CT-",
    )
    read.claim(someday, times=[("on a Friday", day(None))])
    return read.reading()


def copied_page() -> Reading:
    """An invented German page that leans on the agency page: another outlet, the same origin."""
    lead = (
        "Rund 3000 nordkoreanische Soldaten seien bereits in Russland angekommen, meldete Harbour Wire "
        "am Donnerstag unter Berufung auf den südkoreanischen Geheimdienst."
    )
    cost = "Das Hilfspaket hat einen Wert von 50 Millionen Euro."
    page = article(
        "copied",
        [("heading", "3000 Soldaten schon in Russland"), ("paragraph", f"{lead} {cost}")],
        publisher="Tageblatt am Fluss",
        published="2024-10-25",
        url="javascript:alert(1)",
        notes=[("duplicate-of", "Much of the text stands in “Seoul says 3,000 …”.", None)],
    )
    read = Reader(page)
    read.claim(
        lead,
        "Rund 3000 nordkoreanische Soldaten seien bereits in Russland angekommen",
        source=("named", "Harbour Wire", Actor("Harbour Wire", "outlet")),
        chain=[("named", "den südkoreanischen Geheimdienst", NIS)],
        cue=["meldete", "unter Berufung auf"],
        form="indirect",
        act="report",
        figures=[
            (
                "Rund 3000",
                soldiers(3000, 3000, approximate=True, stage="arrived", whose="nordkoreanische"),
            )
        ],
        times=[("am Donnerstag", day("2024-10-24", role="saying"))],
        actors=[("nordkoreanische", NORTH_KOREA)],
    )
    read.claim(
        cost,
        figures=[("50 Millionen Euro", {"min": 50_000_000, "max": 50_000_000, "unit": "EUR"})],
    )
    return read.reading()


def hostile_page() -> Reading:
    """An invented page without a day whose words try to leave the page, with nested and crossing spans."""
    title = '<script>alert("x")</script> & "Truppen" </title> {{ 7*7 }}'
    nested = (
        "»Der Sprecher sagte, der Minister habe <b>'5000'</b> Mann genannt«, schrieb die Zeitung </article> gestern."
    )
    two = "Ein Satz & noch einer. Das Zitat läuft weiter, sagte sie."
    page = article(
        "hostile",
        [
            ("heading", title),
            ("paragraph", f"{nested} {two}"),
            ("quotation", "Eine Zeile\nund 😀 eine zweite."),
            ("list-item", "Ein Punkt"),
            ("caption", "Bild: <img src=https://evil.example/x.png>"),
        ],
        publisher="<b>Fett</b>",
        byline="<i>Niemand</i>",
        notes=[("undated", "The page carries no day of publication <b>.</b>", None)],
    )
    read = Reader(page)
    inner = "der Minister habe <b>'5000'</b> Mann genannt"
    read.claim(
        nested,
        f"»Der Sprecher sagte, {inner}«",
        source=("described", "die Zeitung </article>"),
        cue=["schrieb"],
        form="direct",
        times=[("gestern", day(None, role="saying"))],
    )
    read.claim(
        nested,
        inner,
        source=("described", "Der Sprecher"),
        chain=[("described", "der Minister")],
        cue=["sagte"],
        form="indirect",
        firm="Uu",
        figures=[("'5000'", {"min": 5000, "max": 5000, "of": "Mann"})],
    )
    read.claim("Ein Satz & noch einer. Das Zitat", "noch einer. Das", source=("unnamed", None), form="reported")
    read.claim(
        "Das Zitat läuft weiter, sagte sie.",
        "Das Zitat läuft weiter",
        source=("named", "sie"),
        cue=["sagte"],
        form="direct",
    )
    return read.reading()


def press() -> tuple[Reading, ...]:
    """All pages."""
    return (first_page(), agency_page(), copied_page(), hostile_page())


def entries(*readings: Reading) -> tuple[Entry, ...]:
    """The claims of the readings with their articles."""
    return tuple(Entry(reading.article, claim) for reading in readings for claim in reading.claims)
