"""What holds for every page: blocks and offsets fit, nothing crashes, reading twice gives the same."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.errors import LagebildError
from lagebild.types import ReadOptions
from tests.article.pages import DE, EN, TITLE_DE, check, read, simple

TAGS = (
    "p",
    "div",
    "span",
    "h1",
    "h2",
    "ul",
    "li",
    "blockquote",
    "table",
    "tr",
    "td",
    "b",
    "a",
    "article",
    "section",
    "figure",
    "figcaption",
    "pre",
    "br",
    "aside",
    "footer",
    "form",
    "main",
    "strong",
    "em",
    "script",
    "time",
)
TEXTS = (
    *DE,
    *EN,
    TITLE_DE,
    "Kurz",
    "„",
    "“",
    "Lesen Sie auch: x",
    "Foto: x",
    "a\u0308\u00ad",
    "\u202f",
    "&amp;",
    "&#x0;",
    "&nbsp;",
    "\ud800",
    "\x00",
    "<",
    "]]>",
    "x\ny",
)
LABELS = (
    "",
    "class=comments",
    "class='article-body'",
    "id=toc",
    "class=lead",
    "hidden",
    "class=caption",
    "style='display:none'",
    "itemprop=articleBody",
)

leaves = st.sampled_from(TEXTS) | st.text(max_size=20)
nodes = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda tag, label, parts, closed: f"<{tag} {label}>{''.join(parts)}" + (f"</{tag}>" if closed else ""),
        st.sampled_from(TAGS),
        st.sampled_from(LABELS),
        st.lists(inner, max_size=5),
        st.booleans(),
    ),
    max_leaves=25,
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(nodes, max_size=6), st.booleans())
def test_any_mark_up_is_an_article_or_one_message(parts: list[str], around: bool) -> None:
    html = simple("".join(parts)) if around else "".join(parts)
    try:
        article = read(html, options=ReadOptions(language="de"))
    except LagebildError:
        return
    check(article)
    assert read(html, options=ReadOptions(language="de")) == article


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    for kind in ("text", "markdown"):
        try:
            article = read(text, kind, options=ReadOptions(language="de"))
        except LagebildError:
            continue
        check(article)
        assert article.id == read(text, kind, options=ReadOptions(language="de")).id


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=600))
def test_any_bytes(content: bytes) -> None:
    try:
        check(read(content, "html", options=ReadOptions(language="de")))
    except LagebildError as error:
        assert str(error)  # noqa: PT017
