"""Figures of German and English news: values, bounds, units, what is counted, and what is no figure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.extract.figures import read
from lagebild.text import analyse
from lagebild.types import Article, Block, Figure, Language, Span, TimeMention


def figures(text: str, language: Language, times: tuple[TimeMention, ...] = ()) -> tuple[Figure, ...]:
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", start, start + len(line)))
        start += len(line) + 1
    article = Article("x", None, None, None, None, None, "unknown", language, text, tuple(blocks))
    return read(analyse(article), times)


def values(text: str, language: Language) -> list[tuple[float | None, float | None]]:
    return [(figure.min, figure.max) for figure in figures(text, language)]


EXACT: list[tuple[Language, str, float]] = [
    ("de", "Es sind 1.200,50 Euro.", 1200.5),
    ("de", "Es sind 1,200 Tonnen.", 1200),  # copied from an English page
    ("de", "Es sind 1,234 Tonnen.", 1.234),
    ("de", "Es sind 1 200 Soldaten.", 1200),
    ("de", "Es sind 1\u202f200 Soldaten.", 1200),
    ("de", "Es sind 1’200 Soldaten.", 1200),
    ("de", "Es sind 12.345.678 Euro.", 12345678),
    ("de", "Es sind 3.5 Prozent.", 3.5),
    ("de", "Es sind zwölf Soldaten.", 12),
    ("de", "Es sind fünfzehnhundert Soldaten.", 1500),
    ("de", "Es sind hundertzwanzigtausend Soldaten.", 120000),
    ("de", "Es sind einundzwanzig Soldaten.", 21),
    ("de", "Es sind zweihundertdreiundvierzigtausendfünfhundertsieben Soldaten.", 243507),
    ("de", "Es sind eine Million Soldaten.", 1e6),
    ("de", "Es sind anderthalb Millionen Schuss.", 1.5e6),
    ("de", "Es sind zweieinhalb Milliarden Euro.", 2.5e9),
    ("de", "Es sind zwei Komma fünf Millionen Euro.", 2.5e6),
    ("de", "Es sind ein Dutzend Boote.", 12),
    ("de", "Es sind ein halbes Dutzend Boote.", 6),
    ("de", "Es sind eine halbe Million Menschen.", 500000),
    ("de", "Es sind zwei Millionen dreihunderttausend Menschen.", 2300000),
    ("de", "Es sind 3 Mrd. Euro.", 3e9),
    ("de", "Es sind 12k Abonnenten.", 12000),
    ("de", "Es sind minus 5 Grad.", -5),
    ("de", "Das 100-Milliarden-Euro-Paket kommt.", 1e11),
    ("de", "Die Granate wiegt 2 1/2 Kilogramm.", 2.5),
    ("en", "There are 1,200.50 euros.", 1200.5),
    ("en", "It holds 1.200 tonnes.", 1.2),
    ("en", "There are twelve hundred men.", 1200),
    ("en", "There are a dozen boats.", 12),
    ("en", "There are half a million people.", 500000),
    ("en", "There are two and a half million people.", 2.5e6),
    ("en", "There are one point two million people.", 1.2e6),
    ("en", "There are three hundred and forty-two people.", 342),
    ("en", "There are two hundred and two thousand people.", 202000),
    ("en", "It costs $5bn.", 5e9),
    ("en", "It costs $US35m.", 35e6),
    ("en", "It costs US$ 1.5 billion.", 1.5e9),
    ("en", "It covers .5 percent.", 0.5),
    ("en", "There are 2½ tonnes of it.", 2.5),
    ("en", "It fell to -5°C.", -5),
]


@pytest.mark.parametrize(("language", "text", "value"), EXACT)
def test_value(language: Language, text: str, value: float) -> None:
    assert values(text, language) == [(value, value)]


DETAILS: list[tuple[Language, str, list[dict[str, Any]]]] = [
    (
        "de",
        "Bis zu 4.000 malische Soldaten sollen in drei Bataillonen dienen.",
        [
            {"text": "Bis zu 4.000", "min": None, "max": 4000, "of": "Soldaten", "whose": "malische"},
            {"text": "drei", "min": 3, "max": 3, "of": "Bataillonen"},
        ],
    ),
    (
        "de",
        "Drei Tote und zwölf Verletzte meldete das Krankenhaus.",
        [{"of": "Tote", "stage": "killed", "min": 3}, {"of": "Verletzte", "stage": "wounded", "min": 12}],
    ),
    (
        "de",
        "Ein Toter und mehr als ein Dutzend Verletzte wurden gezählt.",
        [{"of": "Toter", "min": 1}, {"min": 12, "max": None, "of": "Verletzte"}],
    ),
    (
        "de",
        "Sechs Menschen kamen ums Leben und mindestens fünfzig wurden verletzt, darunter vier Kinder.",
        [{"stage": "killed"}, {"stage": "wounded"}, {"stage": "wounded", "of": "Kinder"}],
    ),
    ("de", "Zwischen 8 und 12 Prozent der Wähler.", [{"text": "Zwischen 8 und 12 Prozent", "min": 8, "max": 12}]),
    ("de", "Es kamen zwei- bis dreihundert Gäste.", [{"min": 200, "max": 300, "of": "Gäste"}]),
    ("de", "Die Zahl der Toten stieg auf 34", [{"min": 34, "of": "Toten", "stage": "killed", "change": None}]),
    (
        "en",
        "The ministry corrected the number of people killed in the strike to 35.",
        [{"min": 35, "of": "people", "stage": "killed"}],
    ),
    ("de", "Zwei Drittel aller Panzer fehlen.", [{"unit": "share", "of": "Panzer"}]),
    ("de", "Mehr als die Hälfte der Häuser brannte.", [{"unit": "share", "min": 0.5, "max": None, "of": "Häuser"}]),
    ("de", "Eine 45-köpfige Besatzung wartet.", [{"min": 45, "of": "Besatzung"}]),
    ("de", "Rund 500 US-Soldaten bleiben.", [{"of": "US-Soldaten", "whose": "US", "approximate": True}]),
    ("de", "Es sind 300 Soldaten Schwedens.", [{"of": "Soldaten", "whose": "Schwedens"}]),
    ("de", "Das Öl kostet 80 Dollar pro Barrel.", [{"unit": "USD/barrel", "text": "80 Dollar pro Barrel"}]),
    ("de", "Es waren 20 und 30 Prozent.", [{"unit": "percent"}, {"unit": "percent"}]),
    ("de", "Ein Beben der Stärke 6,1 traf die Küste.", [{"unit": "magnitude", "min": 6.1}]),
    ("de", "Zehntausende Menschen flohen.", [{"min": 1e4, "max": 1e5, "vague": True, "stage": "displaced"}]),
    ("de", "Das Heer verfügt über 300 Panzer.", [{"text": "300", "min": 300, "max": 300, "stage": "strength"}]),
    ("de", "Ein Heer, das über 300 Panzer verfügt.", [{"max": 300}]),
    ("de", "Das Heer verfügt mit über 300 Panzern über viel Kraft.", [{"text": "über 300", "max": None}]),
    ("de", "Der Umsatz fiel um 3 Prozent.", [{"change": "down"}]),
    (
        "en",
        "Officials said 201 people were killed and 747 others were injured.",
        [{"stage": "killed", "of": "people"}, {"stage": "wounded", "of": "others"}],
    ),
    (
        "en",
        "The raid killed nine people, including three children, and injured over 200 others.",
        [{"stage": "killed"}, {"stage": "killed"}, {"stage": "wounded", "min": 200, "max": None}],
    ),
    (
        "en",
        "Four bombs exploded and killed 98 people.",
        [{"of": "bombs", "stage": None}, {"stage": "killed", "min": 98}],
    ),
    ("en", "It flew over 100 km (60 miles).", [{"min": 100, "max": None}, {"min": 60, "max": None}]),
    ("en", "Exports rose from 4 percent to 5 percent.", [{"min": 4, "max": 4}, {"min": 5, "max": 5}]),
    ("en", "He sent about 3,000 Belgian troops.", [{"of": "troops", "whose": "Belgian", "stage": "sent"}]),
    ("en", "Spain's 500 jets are old.", [{"of": "jets", "whose": "Spain"}]),
    ("en", "They were 300 soldiers of the Spanish army.", [{"whose": "Spanish army"}]),
    ("en", "A 300-strong unit arrived.", [{"of": "unit"}]),
    ("en", "Tens of thousands of people fled.", [{"min": 1e4, "max": 1e5, "vague": True}]),
    ("en", "Oil costs $52 a barrel.", [{"unit": "USD/barrel", "text": "$52 a barrel"}]),
    ("en", "The labs run 3,000 tests a day.", [{"unit": "1/day", "text": "3,000", "of": "tests"}]),
    ("en", "The area is 32 km².", [{"unit": "square-kilometre"}]),
    ("en", "Two out of three voters agreed.", [{"unit": "share", "of": "voters"}]),
    ("en", "Shares are up 9.4 per cent to $84.", [{"change": "up"}, {"change": None, "unit": "USD"}]),
    ("en", "Air defences shot down 13 missiles.", [{"change": None, "stage": "shot-down"}]),
    # lists share what happened, ellipses what is counted
    ("en", "The raid killed six guards, nine drivers and three nurses.", [{"stage": "killed"}] * 3),
    ("en", "They sent 800 troops by rail. Later it was 2,000, and he met 3.", [{"of": "troops"}] * 2),
    ("de", "Er sprach von 800 Soldaten, sie von rund 2000.", [{"of": "Soldaten"}, {"of": "Soldaten"}]),
    (
        "en",
        "Three Israelis were killed in 65 clashes.",
        [{"of": "Israelis", "stage": "killed"}, {"of": "clashes", "stage": None}],
    ),
    # numbers that stand alone count what a neighbour counts
    ("en", "They shot down 43 of the 70 drones.", [{"of": "drones"}, {"of": "drones"}]),
    ("de", "Die Armee verlor 12 von 40 Panzern.", [{"of": "Panzern"}, {"of": "Panzern"}]),
    ("en", "They got 300 million of the 2.5 billion dollars.", [{"unit": "USD"}, {"unit": "USD"}]),
    ("en", "Half of the 2,500 soldiers left.", [{"unit": "share", "of": "soldiers"}, {"of": "soldiers"}]),
    ("en", "Bread costs 91.5 cents there, here it is 62.25.", [{"unit": "cent"}, {"unit": "cent"}]),
    ("en", "The index rose 80 points to 6,120.", [{"unit": "point"}, {"unit": "point", "change": None}]),
    ("en", "Shares rose 5 percent to 30.", [{"unit": "percent"}]),
    ("de", "Die Quote sank von 4,1 auf 1,4 Prozent.", [{"unit": "percent"}, {"unit": "percent"}]),
    ("en", "Across nine districts 40 were killed.", [{"of": "districts"}, {"of": None, "stage": "killed"}]),
    ("en", "It costs C$9 (US$6.50) per barrel.", [{"unit": "CAD/barrel"}, {"unit": "USD/barrel"}]),
    ("en", "It fell by 5 to 10 degrees (9 to 18 Fahrenheit).", [{"change": "down"}, {"change": "down"}]),
    # numbers inside the phrase
    ("en", "They got 18 Leopard 2 tanks and 19 F-16s.", [{"of": "tanks"}, {"of": "F-16s"}]),
    ("en", "An Mw 7.2 foreshock was felt.", [{"unit": "magnitude"}]),
    ("en", "They got 2,000 155mm shells.", [{"of": "shells"}, {"unit": "millimetre"}]),
    ("en", "Dozens of Lada and Opel cars burnt.", [{"of": "cars"}]),
    ("en", "A third of the population lives there.", [{"of": "population"}]),
    ("en", "It is a 12 member security council.", [{"of": "member"}]),
    ("en", "Between 1200 and 1500 people left.", [{"min": 1200, "max": 1500, "of": "people"}]),
    ("en", "Aid was up Y=3 billion and revised upward by Y=2 billion.", [{"unit": "JPY", "change": "up"}] * 2),
    ("de", "Nicht 40, sondern 60 Menschen starben.", [{"of": "Menschen"}, {"of": "Menschen", "stage": "killed"}]),
    ("de", "Wir hören von 200, ihr von 21 Toten.", [{"of": "Toten", "stage": "killed"}, {"of": "Toten"}]),
    (
        "de",
        "Der Etat steigt um 2 Milliarden auf 53 Milliarden Euro.",
        [{"unit": "EUR", "change": "up"}, {"unit": "EUR"}],
    ),
    # a whole and a place have no part in what happens
    (
        "de",
        "Von 70 Drohnen wurden 43 abgeschossen.",
        [{"of": "Drohnen", "stage": None}, {"of": "Drohnen", "stage": "shot-down"}],
    ),
    (
        "de",
        "Erst 31 der zugesagten 100 Panzer wurden geliefert.",
        [{"of": "Panzer", "stage": "delivered"}, {"of": "Panzer", "stage": "promised"}],
    ),
    ("en", "They shot down 26 of 40 drones.", [{"stage": "shot-down"}, {"stage": None}]),
    ("de", "Die Behörden evakuierten 900 Menschen aus neun Bezirken.", [{"stage": "evacuated"}, {"stage": None}]),
    ("de", "Zelte für 5000 Menschen wurden geliefert.", [{"of": "Menschen", "stage": None}]),
    # the prefix of a verb ends its clause
    ("de", "Zwei Raketen trafen ein Haus.", [{"stage": "hit"}]),
    ("de", "Zwei Züge trafen am Abend ein.", [{"stage": "arrived"}]),
    ("de", "Die Rakete fliegt 9000 Kilometer pro Stunde.", [{"unit": "kilometre/hour"}]),
    ("en", "It carries 7,000 m3/s (247,203 cu ft/s).", [{"unit": "cubic-metre/second"}, {"unit": "cubic-foot/second"}]),
    ("de", "Es fließen 700 Kubikmeter pro Sekunde ab.", [{"unit": "cubic-metre/second"}]),
    ("en", "It makes 84 MW and holds 121,607 acre·ft.", [{"unit": "megawatt"}, {"unit": "acre-foot"}]),
    ("de", "Das Werk liefert 84 MW.", [{"unit": "megawatt"}]),
    ("en", "A quake of 7.1 Mw struck the coast.", [{"unit": "magnitude"}]),
    # what money is spent on stands behind "worth of" and "in"; a place or a length of time does not count
    ("en", "They bought $250 billion worth of goods.", [{"of": "goods"}]),
    ("en", "It lost over $2 billion in American exports.", [{"of": "exports"}]),
    ("en", "It raised $3 million in recent months.", [{"of": None}]),
    ("en", "It raised $4 million in Britain.", [{"of": None}]),
    # what bounds, rates, fractions and names look like
    ("de", "Eine Drohne kostet keine 500 Dollar.", [{"min": None, "max": 500, "unit": "USD"}]),
    ("de", "Millionen Menschen leben dort.", [{"min": 1e6, "max": 1e7, "vague": True, "of": "Menschen"}]),
    ("de", "Mehrere Zehntausend Menschen kamen.", [{"min": 2e4, "max": 9e4, "vague": True, "of": "Menschen"}]),
    ("de", "Tausende und Abertausende Pilger kamen.", [{"min": 1e3, "max": 1e4, "of": "Pilger"}]),
    ("en", "Thousands and thousands of people came.", [{"min": 1e3, "max": 1e4, "of": "people"}]),
    ("de", "Die Produktion brach um fast die Hälfte ein.", [{"unit": "share", "change": "down"}]),
    ("de", "Ein Fünftel bis ein Viertel der Mannschaft ist krank.", [{"unit": "share", "min": 0.2, "max": 0.25}]),
    ("de", "Es waren 20 Lastwagen am Tag.", [{"unit": "1/day", "of": "Lastwagen"}]),
    ("de", "Das Land pumpt 4 Millionen Barrel Öl pro Tag.", [{"unit": "barrel/day", "of": "Öl"}]),
    ("de", "Es gab 20 Tote am Tag der Wahl.", [{"unit": None, "of": "Tote"}]),
    ("de", "Sie zahlen 500.000 Rubel Prämie.", [{"unit": "RUB", "of": "Prämie"}]),
    ("de", "Sie liefern 122-mm-Raketen.", [{"unit": "millimetre", "of": "Raketen"}]),
    ("de", "Eine zwölfköpfige Delegation reiste an.", [{"min": 12, "of": "Delegation"}]),
    ("de", "Es kostet dreizehn Euro und fünf Cent.", [{"min": 13.05, "unit": "EUR"}]),
    ("de", "Es sind 400 Soldaten mehr als im Vorjahr.", [{"of": "Soldaten", "change": "up"}]),
    ("en", "That is 400 soldiers fewer than last year.", [{"of": "soldiers", "change": "down"}]),
    ("de", "Der Rubel verlor 2 Prozent.", [{"change": "down", "stage": None}]),
    ("de", "Die Armee verlor 2 Panzer.", [{"change": None, "stage": "lost"}]),
    ("de", "Von 23 Verletzten sind 14 davon Polizisten.", [{"of": "Verletzten"}, {"of": "Polizisten"}]),
    ("de", "Es sind sieben Helfer des Roten Kreuzes.", [{"whose": "Roten Kreuzes"}]),
    ("de", "Er schickt eine Gruppe von 2000 Ausbildern.", [{"min": 2000, "of": "Ausbildern"}]),
    ("de", "Zehn Leopard 2 sind eingetroffen.", [{"min": 10, "of": "Leopard"}]),
    # how soldiers get somewhere and what they do before
    ("en", "Some 900 troops were moved there by train.", [{"stage": "sent"}]),
    ("de", "Rund 900 Soldaten wurden in den Osten gebracht.", [{"stage": "sent"}]),
    ("de", "Rund 900 Soldaten würden auf den Kampf vorbereitet.", [{"stage": "prepared"}]),
    ("en", "Some 900 recruits are training at two bases.", [{"stage": "prepared"}, {"of": "bases", "stage": None}]),
    ("de", "Die Entsendung von 900 Soldaten sei beschlossen.", [{"stage": "planned"}]),
    ("de", "Bis Mai sollen es 900 Soldaten werden.", [{"stage": "to-follow"}]),
    ("en", "Another 900 troops would later be sent north.", [{"stage": "planned"}]),
    ("de", "Bis zu 900 Soldaten könnten bald verlegt werden.", [{"stage": "planned"}]),
    ("en", "Some 900 soldiers are now in the valley.", [{"stage": "deployed"}]),
    # what a phrase speaks of: what follows it, its object, its own part of the sentence
    ("en", "Drones attacked several plants and caused damage to a base.", [{"of": "plants", "stage": None}]),
    ("en", "The two sides lost the chance.", [{"of": "sides", "stage": None}]),
    ("en", "Two ships were lost.", [{"of": "ships", "stage": "lost"}]),
    ("en", "An aide is killed and five others are wounded.", [{"min": 5, "stage": "wounded"}]),
    ("en", "Twelve people died and 90 others, including children, are injured.", [{}, {"stage": "wounded"}]),
    ("en", "Nine were killed and 300 others are at large.", [{"stage": "killed"}, {"min": 300, "stage": None}]),
    ("en", "They fled, with several missing.", [{"of": "missing", "stage": "missing"}]),
    ("en", "It killed one Malian and two others.", [{"of": "Malian"}, {"of": "others"}]),
    ("en", "One police officer died.", [{"of": "officer", "stage": "killed"}]),
    ("en", "They got two Israeli-held areas.", [{"of": "areas", "whose": None}]),
    ("en", "It killed 70 Al-Shabaab fighters.", [{"of": "fighters", "whose": "Al-Shabaab"}]),
    ("en", "It approved 19 houses in the occupied Valley.", [{"of": "houses", "stage": "promised"}]),
    ("en", "They built 19 houses in the occupied West Bank.", [{"of": "houses", "stage": "produced"}]),
    ("en", "He posted a $5,000 bond and was released.", [{"unit": "USD", "stage": None}]),
    ("en", "The launch cut costs by 90 percent.", [{"unit": "percent", "change": "down", "stage": None}]),
    # names before what is counted, and behind it
    ("de", "Dort kämpfen 300 Söldner aus Kolumbien.", [{"of": "Söldner", "whose": "Kolumbien"}]),
    ("de", "Es kamen 300 Helfer aus den USA.", [{"of": "Helfer", "whose": "USA"}]),
    ("de", "Es kamen 300 Kisten aus Holz.", [{"of": "Kisten", "whose": None}]),
    ("de", "Der Brief ging an die vier Minister.", [{"min": 4, "approximate": False}]),
    ("en", "Two United States service members spoke.", [{"of": "members", "whose": "United States"}]),
    ("en", "Two tankers from China carrying oil left.", [{"of": "tankers", "whose": "China"}]),
    ("en", "It hit multiple small craft at sea.", [{"of": "craft"}]),
    # the clause binds a stage: what stands behind a preposition, describes a noun or opens a clause keeps to itself
    ("en", "He killed a boy during a clash with 30 youths.", [{"of": "youths", "stage": None}]),
    ("en", "They killed Smith and hurt 30 youths.", [{"of": "youths", "stage": "wounded"}]),
    ("en", "A mob with 30 youths killed by the fire grew.", [{"of": "youths", "stage": "killed"}]),
    ("en", "In the damaged area 40 percent of the shops closed.", [{"of": "shops", "stage": None}]),
    ("en", "In a poll released Sunday, 40 Democrats spoke.", [{"of": "Democrats", "stage": None}]),
    ("en", "A poll released last week counted 40 Democrats.", [{"of": "Democrats", "stage": None}]),
    ("en", "Bombs killed at least 30 people.", [{"of": "people", "stage": "killed"}]),
    ("en", "Among those killed in the raid were 12 children.", [{"of": "children", "stage": "killed"}]),
    ("en", "The airport was deserted as 300 members rallied.", [{"of": "members", "stage": None}]),
    ("en", "None of the three states laid out a plan to send aid.", [{"min": 3, "stage": None}]),
    ("en", "Four strong aftershocks followed.", [{"of": "aftershocks", "stage": None}]),
    ("en", "It lists 40 homes not destroyed.", [{"of": "homes", "stage": None}]),
    ("en", "The 40-ton ship was seized with arms.", [{"unit": "ton", "stage": None}]),
    ("de", "Die Stadt wurde von 40 Angreifern besetzt.", [{"of": "Angreifern", "stage": None}]),
    ("de", "Die Truppe von 40 Soldaten wurde entsandt.", [{"of": "Soldaten", "stage": "sent"}]),
    ("de", "Er besuchte mit 600 Menschen das Denkmal für die Opfer.", [{"of": "Menschen", "stage": None}]),
    ("de", "Sie griffen mit 40 Drohnen an.", [{"of": "Drohnen", "stage": "launched"}]),
    ("de", "Acht Männer sollen Anschläge geplant haben.", [{"of": "Männer", "stage": None}]),
    ("de", "Acht Panzer sollen entsandt werden.", [{"of": "Panzer", "stage": "planned"}]),
    ("de", "Es kostet 11 Euro, davon fordert er 5 Euro.", [{"stage": None}, {"stage": "demanded"}]),
    ("de", "Das Schiff mit 3500 Tonnen wurde entsandt.", [{"unit": "tonne", "stage": None}]),
    ("en", "Teixeira hit 100 home runs last season.", [{"of": "runs", "stage": None}]),
    ("en", "Several airlines are considering new routes.", [{"of": "airlines", "stage": None}]),
    ("en", "Several markets have continued to lose value.", [{"of": "markets", "stage": None}]),
    ("en", "The UN has provided aid to 3.4 million people.", [{"of": "people", "stage": None}]),
    ("en", "This raises the death toll to 34 people.", [{"of": "people", "stage": "killed"}]),
    ("en", "The death toll from the floods has risen to 33.", [{"min": 33.0, "stage": "killed"}]),
    ("en", "He received the backing of 33 percent of voters.", [{"unit": "percent", "stage": None}]),
    ("en", "He fled the town and evaded hundreds of officers.", [{"of": "officers", "stage": None}]),
    ("en", "They killed 81 percent of the victims.", [{"of": "victims", "stage": "killed"}]),
    ("en", "In addition, 73 soldiers were killed en route to the port.", [{"stage": "killed"}]),
    ("en", "Four million fans saw a total of 144 shows.", [{"stage": None}, {"stage": "in-all"}]),
    ("en", "There were a dozen attempted murders of doctors.", [{"of": "murders", "stage": None}]),
    ("en", "Jets hit two bases, destroying dozens of tanks.", [{"stage": "hit"}, {"stage": "destroyed"}]),
    ("en", "Two smaller airfields were attacked.", [{"of": "airfields"}]),
    ("en", "The deaths of 145 Liberation Army (BLA) insurgents are known.", [{"of": "insurgents", "stage": "killed"}]),
    ("en", 'He saw "thousands" of Americans cheer.', [{"of": "Americans"}]),
    ("en", "The quake damaged an estimated 1, 500 houses.", [{"min": 1500, "of": "houses", "stage": "damaged"}]),
    ("en", "A 62-member rescue team came.", [{"min": 62, "of": "member"}]),
    ("en", "She proposes $275 billion in federal infrastructure investment.", [{"unit": "USD", "of": None}]),
    ("en", "It was less than one-half of 1 percent.", [{"max": 0.5, "unit": "percent"}]),
    ("en", "The flaw is in Explorer 5.01, 6, and 7.", []),
    ("en", "They surveyed people between the ages of 18 and 29.", []),
    ("en", "The number injured topped 2,200.", [{"min": 2200, "max": None}]),
    ("en", "The four hardest - hit villages are empty.", []),
    ("en", "This is one particular shooting.", [{"of": "shooting"}]),
    ("de", "Nun folgen drei Weltcups im Norden.", [{"of": "Weltcups", "stage": None}]),
    ("de", "Die am 6. August 1945 abgeworfene Bombe enthielt 64 kg Uran.", [{"unit": "kilogram", "stage": None}]),
    ("de", "Zwei freiwillige Helfer kamen.", [{"of": "Helfer", "stage": None}]),
    ("de", "Bis zu 130 der 500 Mitarbeiter werden entlassen.", [{"stage": None}] * 2),
    ("de", "Er errichtete mit mehreren Randalierern Barrikaden.", [{"of": "Randalierern"}]),
    ("de", "Hunderte Menschen wurden in der am schwersten betroffenen Provinz verletzt.", [{"stage": "wounded"}]),
    (
        "de",
        "60 Journalisten wurden festgenommen, weitere 92 erlitten Gewalt.",
        [{"stage": "arrested"}, {"stage": None}],
    ),
    (
        "de",
        "Der Umsatz stieg um 9 Prozent und der Verlust nahm um 23 Prozent ab.",
        [{"change": "up"}, {"change": "down"}],
    ),
    ("de", "Bei Werder Bremen stand es am Ende 1 zu 1.", []),
    ("de", "Zwölf wurden erschossen, 20 Helfer wurden befragt.", [{"stage": "killed"}, {"min": 20, "stage": None}]),
    ("de", "300 Helfer suchten, um das Kind zu retten.", [{"of": "Helfer", "stage": None}]),
    ("de", "Von den 160 Häusern, die gebaut wurden, stehen 20 leer.", [{"stage": "produced"}, {"of": "Häusern"}]),
    ("de", "Von den 160 Gästen starben zehn.", [{"stage": None}, {"stage": "killed", "of": "Gästen"}]),
    ("en", "Some 12 governors joined to keep refugees out.", [{"of": "governors", "stage": None}]),
    ("en", "They took in 12 refugees.", [{"of": "refugees", "stage": "displaced"}]),
    ("de", "Sie planen eine Datei, in der 16 Daten stehen.", [{"of": "Daten", "stage": None}]),
    ("en", "They are defending 24 seats.", [{"of": "seats", "stage": None}]),
    ("en", "The release said two leaders met.", [{"of": "leaders", "stage": None}]),
    ("en", "It posted a 34% profit gain.", [{"change": "up"}]),
    ("de", "Es folgen der Irak mit sieben und Syrien mit sechs Toten.", [{"of": "Toten"}, {"of": "Toten"}]),
    # what is counted behind possessives, compounds, verbs that look like nouns
    (
        "en",
        "It watches 20 of Saudi Arabia's 70 mosques.",
        [{"of": "mosques"}, {"of": "mosques", "whose": "Saudi Arabia"}],
    ),
    ("en", "Three of his 15 co-defendants spoke.", [{"of": "co-defendants"}, {"of": "co-defendants"}]),
    ("en", "It brought to nine the number of people held.", [{"of": "people"}]),
    ("en", "One site lists the names.", [{"of": "site"}]),
    ("en", "One group campaigning for it spoke.", [{"of": "group"}]),
    ("en", "They shelled two pro-British towns.", [{"of": "towns", "whose": None}]),
    ("en", "It struck 40 Windows users.", [{"of": "users", "whose": None}]),
    ("en", "Forty deputies of the Polish Sejm leave it.", [{"of": "deputies", "whose": "Polish Sejm"}]),
    ("de", "Alle 13 Matrosen - zwölf Inder und ein Iraner - leben.", [{"of": "Matrosen"}, {"of": "Inder"}]),
    ("de", "Zwei G8-Staaten kamen.", [{"of": "G8-Staaten"}]),
    ("de", "Zwei US-amerikanische Piloten kamen.", [{"of": "Piloten"}]),
    ("de", "Die zwei männlichen Täter Beute im Sinn hatten.", [{"of": "Täter"}]),
    ("en", "It offers a $5 million reward.", [{"unit": "USD"}]),
    ("en", "Sales rose from $388 million a year earlier.", [{"unit": "USD"}]),
    ("en", "A rise in exports of 5 percent followed.", [{"change": "up"}]),
    ("de", "Ein Rückgang der Ausfuhren von 5 Prozent folgte.", [{"change": "down"}]),
    ("de", "Es kostet sieben statt 6,50 Euro.", [{"unit": "EUR"}, {"unit": "EUR"}]),
]


@pytest.mark.parametrize(("language", "text", "expected"), DETAILS)
def test_details(language: Language, text: str, expected: list[dict[str, Any]]) -> None:
    found = figures(text, language)
    assert len(found) == len(expected), found
    for figure, wanted in zip(found, expected, strict=True):
        for name, value in wanted.items():
            got = figure.span.text if name == "text" else getattr(figure, name)
            assert got == value, (name, figure)


NONE: list[tuple[Language, str]] = [
    ("en", "He fired two or three times and ruled for hundreds of years."),
    ("en", "It was Day six of the revolt."),
    ("en", "It came from reactors 5 and 6."),
    ("de", "Im Club „911“ brannte es."),
    ("de", "Am Tag Zwei der Flucht kam er an."),
    ("en", "It is told online.[1]"),
    ("de", "Die 16- bis 24-Jährigen kamen."),
    ("de", "Der 45-Jährige ist 45 Jahre alt, im Alter von 62, 64 und 66 Jahren."),
    ("de", "Artikel 5, § 3, Resolution 1701, Nummer 5, Seite 12, Platz 3."),
    ("de", "Die G7, der G20-Gipfel, eine Boeing 747, der Airbus A320, die F-16, der T-72, die Su-57, Covid-19."),
    ("de", "Am 23. Oktober 2024 um 14.30 Uhr, am 23.10.2024, 14:30 Uhr, 2024-10-20."),
    ("de", "Es stand 3:1 beim 9/11 genannten Spiel."),
    ("de", "Seit 2022 und bis 2030, im Jahr 1848, 2014-2021, in den 1990er Jahren."),
    ("de", "Tel. 030 1234567, +49 30 12345, www.x24.de/12, Rechner 192.168.1.2."),
    ("de", "Der zweite Mann und ein Soldat wohnen in der 3. Etage."),
    ("de", "Sie sprachen unter vier Augen und dreimal über ein Haus."),
    ("de", "Es dauerte drei Tage und 45 Minuten."),
    ("de", "Meier (45) und Schmidt, 65, kamen."),
    ("en", "The 45-year-old, aged 45, is 45 years old; Smith, 65, came."),
    ("en", "Article 5, Resolution 1701, page 12, number 5, Level 3."),
    ("en", "The G7, a Boeing 747, an F-16, a T-72, the 2nd and the 10th brigade, 5G, Covid-19."),
    ("en", "On October 23, 2024 at 2:30 p.m., on 23 October, 10/23/2024, 2024-10-20."),
    ("en", "The tanker ONE Majesty sank, as did the One Harbour."),
    ("en", "They won 3-1 and drew 89-89."),
    ("en", "Since 2022, in 2014-2021, in the 1990s."),
    ("en", "One of them helped the other one; no one came one by one."),
    ("en", "The two-state solution took three days."),
    ("en", "The key is 1234567890123456789012345 and 1/1234567890123456789012345."),
    ("de", "Der 20-Punkte-Plan, das Format 5+1, in 10117 Berlin, an einem einzigen Tag, älter als 60."),
    ("en", "It lasted five long years and three consecutive days, between 1600 and 1900."),
    ("de", "Es dauerte fünf lange Jahre und drei aufeinanderfolgende Tage, zwischen 1600 und 1900."),
    ("en", "A U.S. A-10 jet and a Cessna 414 crashed into the sea."),
    ("en", "He lives at 10 Downing Street, she in the 12345 ZIP code."),
    ("en", "Call 0800 123456 or see www.x24.com/12."),
]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_no_figure(language: Language, text: str) -> None:
    assert [figure.span.text for figure in figures(text, language)] == []


def test_a_number_within_a_time_is_no_figure() -> None:
    text = "Etwa 300 kamen, 200 Leute gingen."
    time = TimeMention(Span.of(text, 5, 8), "DATE", None)
    assert [f.span.text for f in figures(text, "de", (time,))] == ["200"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Flugabwehr schoss nach eigenen Angaben 26 von 40 Drohnen ab."),
        ("en", "Air defences in Kyiv 26 of 40 drones shot down."),
    ],
)
def test_a_part_of_a_whole_belongs_to_no_name(language: Language, text: str) -> None:
    assert [figure.min for figure in figures(text, language)] == [26, 40]


def test_a_time_is_not_what_is_counted() -> None:
    text = "It stood at about 800 the previous Monday."
    time = TimeMention(Span.of(text, 26, 41), "DATE", None)
    assert [f.of for f in figures(text, "en", (time,))] == [None]


def test_as_of_comes_from_the_time_after_its_word() -> None:
    text = "Stand 20. Oktober waren es 40 Soldaten."
    time = TimeMention(Span.of(text, 6, 17), "DATE", "XXXX-10-20")
    (figure,) = figures(text, "de", (time,))
    assert figure.as_of == "XXXX-10-20"
    assert figures("Am Montag waren es 40 Soldaten.", "de")[0].as_of is None


# --- what must always hold ------------------------------------------------------------------------------------

ALPHABET = st.sampled_from([
    *"0123456789.,:;-–/%$€()'\"+~ \n", "zwölf", "twelve", " million ", " Millionen ", " bis ", " to ", " und ", " and ",
    "zwischen ", "between ", "über ", "over ", "Tausende ", "dozens ", "hundred ", " hundert", " Soldaten ", " half ",
    " people ", " ein ", " a ", " Drittel ", " third ", "Jahre", " years", " Prozent", "½", "٣", "²", "km²", " of ",
    "e", "E", "ü", "\u00a0", "\u202f", " um ", " by ", " rose ", " einschließlich ", " darunter ", " out of ",
    "-Jährige", " pro ",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(ALPHABET, max_size=40).map("".join) | st.text(max_size=80), st.sampled_from(["de", "en"]))
def test_figures_are_ordered_disjoint_words_of_the_text(text: str, language: Language) -> None:
    last = 0
    for figure in figures(text, language):
        assert text[figure.span.start : figure.span.end] == figure.span.text
        assert figure.span.start >= last
        assert figure.min is not None or figure.max is not None
        if figure.min is not None and figure.max is not None:
            assert figure.min <= figure.max
        assert figure.of is None or figure.of in text
        last = figure.span.end


_GERMAN = ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
_GERMAN += [f"{ten}zehn" for ten in ("drei", "vier", "fünf", "sech", "sieb", "acht", "neun")]
_GERMAN_TENS = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ENGLISH += [f"{ten}teen" for ten in ("thir", "four", "fif", "six", "seven", "eigh", "nine")]
_ENGLISH_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def german(number: int) -> str:
    if number < 20:
        return _GERMAN[number]
    if number < 100:
        ones = f"{_GERMAN[number % 10]}und" if number % 10 else ""
        return ones + _GERMAN_TENS[number // 10]
    if number < 1000:
        return f"{_GERMAN[number // 100]}hundert" + (german(number % 100) if number % 100 else "")
    return f"{german(number // 1000)}tausend" + (german(number % 1000) if number % 1000 else "")


def english(number: int) -> str:
    if number < 20:
        return _ENGLISH[number]
    if number < 100:
        return _ENGLISH_TENS[number // 10] + (f"-{_ENGLISH[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_ENGLISH[number // 100]} hundred" + (f" and {english(number % 100)}" if number % 100 else "")
    return f"{english(number // 1000)} thousand" + (f" {english(number % 1000)}" if number % 1000 else "")


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 999_999))
def test_number_words_come_back(number: int) -> None:
    if number % 100 != 1 and number % 1000 != 1:  # "hundertein" is not how one says it
        assert values(f"Es waren {german(number)} Soldaten.", "de") == [(number, number)]
    assert values(f"There were {english(number)} soldiers.", "en") == [(number, number)]


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 10**12), st.sampled_from(["", "00", "05", "5", "75"]))
def test_digits_come_back(number: int, decimals: str) -> None:
    english_digits = f"{number:,}" + (f".{decimals}" if decimals else "")
    german_digits = english_digits.translate(str.maketrans(",.", ".,"))
    value = float(f"{number}.{decimals or 0}")
    assert values(f"Es waren {german_digits} Tonnen.", "de") == [(value, value)]
    assert values(f"It weighed {english_digits} tonnes.", "en") == [(value, value)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [("It is a $7,500 credit.", "USD"), ("It is A$7,500.", "AUD"), ("It is NZ$7,500.", "NZD"), ("It is us $5.", "USD")],
)
def test_a_word_before_the_dollar_belongs_to_it_only_without_a_blank(text: str, unit: str) -> None:
    assert [figure.unit for figure in figures(text, "en")] == [unit]
