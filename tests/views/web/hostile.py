"""A page on which everything that a stranger can write tries to be more than text."""

from __future__ import annotations

from lagebild import types as t
from lagebild.contract import identifier

SCRIPT = "<script>alert(1)</script>"
ATTRIBUTE = '" onmouseover="alert(2)" x=\''
ENTITY = "&lt;b&gt;&#x3c;img src=x onerror=alert(3)&#x3e;"
#: Right-to-left override, zero-width space, joiner, byte-order mark, an isolate that does not close.
SIGNS = "\u202eabc\u200b\u200d\ufeff\u2067def"
TEMPLATE = "{{ 7 * 7 }}{% raw %}"
ALL = f"{SCRIPT} {ATTRIBUTE} {ENTITY} {SIGNS} {TEMPLATE}"
ADDRESS = f"javascript:alert(4)//{ATTRIBUTE}"
#: A heading of a megabyte.
LONG = "lang " * 200_000


def hostile_reading(*, long: bool = False) -> t.Reading:
    """A reading whose title, byline, publisher, address, note, names and words are all of this kind."""
    title = (LONG if long else "") + ALL
    words = f"{ALL} said that {SCRIPT} 1,200 {ATTRIBUTE} soldiers had left."
    text = f"{title}\n\n{words}"
    start = len(title) + 2
    actor = t.Actor(ALL, "person", "ZZZ")
    place = t.Actor(f"{SCRIPT}town", "place", "ZZZ", None, None, t.Place("town", 10.0, 20.0, (SCRIPT,)))
    sentence = t.Span.of(text, start, len(text))
    content = t.Span.of(text, text.index(" said that ", start) + 11, len(text) - 1)
    source = t.Span.of(text, start, start + len(ALL))
    claim = t.Claim(
        id=f"{'d' * 15}{int(long)}",
        sentence=sentence,
        content=(content,),
        cue=(t.Span.of(text, content.start - 10, content.start - 6),),
        source=t.Source("named", source, actor),
        chain=(t.Source("described", source),),
        form="indirect",
        act="deny",
        factuality="CT-",
        author_factuality="Uu",
        figures=(
            t.Figure(t.Span.of(text, content.start, content.end), 1200.0, 1200.0, of=ALL, whose=ALL, unit=SCRIPT),
        ),
        times=(t.Time(t.Span.of(text, text.index("1,200"), text.index("1,200") + 5), "DATE", "2024-10-20"),),
        places=(t.Mention(source, place),),
        actors=(t.Mention(source, actor),),
    )
    article = t.Article(
        id=identifier([text]),
        url=ADDRESS,
        title=title,
        byline=ALL,
        publisher=ALL,
        published="2024-10-21",
        published_basis="page",
        language="en",
        text=text,
        blocks=(t.Block("heading", 0, len(title)), t.Block("paragraph", start, len(text))),
        notes=(t.Note("unnamed-source", ALL, start, start + 4), t.Note(ATTRIBUTE, ALL)),
    )
    return t.Reading(article, (claim,), ALL, ALL)
