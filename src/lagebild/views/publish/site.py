"""Draws a dossier as static files: a front page with its sections, a page for each article, and all of it as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from lagebild import contract
from lagebild.ledger import Comment
from lagebild.ledger.comments import DOSSIER
from lagebild.picture.across import Across
from lagebild.picture.dossier import ArticleSheet, Dossier, dossier
from lagebild.picture.timeline import NO_DATINGS
from lagebild.types import Article, Entry, Reading
from lagebild.views import linked_data, tables
from lagebild.views.html import Pages
from lagebild.views.templating import environment
from lagebild.views.wording import Wording, wording

#: Where things stand in the folder.
FRONT, ARTICLES, DATA = "index.html", "articles", "data"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a dossier says of itself: its title, who compiled it, on which day (ISO 8601), and the address at which it
    will stand (with the slash at its end), where that is known; and the address to which comments can be sent."""

    day: str
    title: str | None = None
    by: str | None = None
    base: str = ""
    comments_to: str = ""


#: The approved comments about some addresses, by address.
Comments = Callable[[Iterable[str]], Mapping[str, Sequence[Comment]]]


def no_comments(_: Iterable[str]) -> Mapping[str, Sequence[Comment]]:
    """For pages that lie in no ledger."""
    return {}


def publish(
    readings: Iterable[Reading], across: Across | None, imprint: Imprint, *, ui: str = "en",
    comments: Comments = no_comments,
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    """The files of a dossier one by one: a path below its folder, and the content.

    Raises UsageError for an unknown language of labels.
    """
    words = wording(ui)
    picture = dossier(readings, across.datings if across else NO_DATINGS)
    graded = Across(graded=across.graded) if across else Across()
    front = SitePages(picture, words, imprint, graded, comments(_commented(picture, across)))
    yield FRONT, _page("index.html.j2", front, across, imprint, front.collection())
    for sheet in picture.sheets:
        page = front.beside(sheet)
        found = linked_data.graph(sheet.entries, page.absolute, page.comments(f"lage:article/{sheet.article.id}"))
        yield page.path(sheet.article), _page("page.html.j2", page, None, imprint, found, sheet=sheet)
        marks = linked_data.annotation_page(sheet.reading, page.absolute)
        yield page.annotations(sheet.article), _json(marks)
    for name, table in (
        ("claims", tables.claims(picture.entries)),
        ("figures", tables.figures(picture.figures)),
        ("timeline", tables.timeline(picture.timeline)),
    ):
        yield f"{DATA}/{name}.csv", ("\ufeff" + tables.as_csv(table)).encode("utf-8", "replace")
    lines = (json.dumps(contract.to_json(s.reading), ensure_ascii=False, allow_nan=False) for s in picture.sheets)
    yield f"{DATA}/readings.jsonl", "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


class SitePages(Pages):
    """What the templates ask for, with the addresses of the files; `sheet` is the article whose page it is."""

    def __init__(
        self, picture: Dossier, words: Wording, imprint: Imprint, across: Across,
        said: Mapping[str, Sequence[Comment]], *, sheet: ArticleSheet | None = None,
    ) -> None:  # fmt: skip
        super().__init__(picture, words, across)
        self.imprint = imprint
        self._across, self._said = across, said
        self.sheet = sheet
        self.open = True
        self.root = "../" if sheet else ""
        self.level = 1 if sheet else 2

    def beside(self, sheet: ArticleSheet) -> SitePages:
        """The same for the page of an article."""
        return SitePages(self.dossier, self.words, self.imprint, self._across, self._said, sheet=sheet)

    def comments(self, target: str) -> Sequence[Comment]:
        """The approved comments of readers on a thing."""
        return self._said.get(target, ())

    def comments_to(self, target: str) -> str | None:
        """Where a comment on a thing can be sent: the address that the desk gave, told what it is about."""
        address = self.imprint.comments_to
        if not address:
            return None
        name = "subject" if address.lower().startswith("mailto:") else "about"
        return f"{address}{'&' if '?' in address else '?'}{name}={quote(target, safe='')}"

    def has_comments(self) -> bool:
        """Whether there is a part for comments on the dossier as a whole."""
        return bool(self.comments(DOSSIER) or self.imprint.comments_to)

    @staticmethod
    def path(article: Article) -> str:
        """The file of an article's page."""
        return f"{ARTICLES}/{article.id[:16]}.html"

    @staticmethod
    def annotations(article: Article) -> str:
        """The file with the annotations of an article."""
        return f"{ARTICLES}/{article.id[:16]}.jsonld"

    def to(self, entry: Entry) -> str:
        """The address of the sentence of a claim."""
        anchor = f"#{self.sentence_id(entry)}"
        is_here = self.sheet is not None and self.sheet.article.id == entry.article.id
        return anchor if is_here else f"{self.root}{self.path(entry.article)}{anchor}"

    def to_article(self, article: Article) -> str:
        """The address of an article's page."""
        return f"{self.root}{self.path(article)}"

    def absolute(self, kind: str, identifier: str) -> str:
        """The address of an article or a claim for others: whole where it is known, else `lage:…`."""
        if not self.imprint.base or kind != "article":
            return f"lage:{kind}/{identifier}"
        return f"{self.imprint.base}{ARTICLES}/{identifier[:16]}.html"

    def collection(self) -> dict[str, Any]:
        """The front page as schema.org's CollectionPage, with its articles as parts."""
        imprint = self.imprint
        by = {"author": {"@type": "Organization", "name": imprint.by}} if imprint.by else {}
        return {
            "@context": linked_data.SCHEMA,
            "@type": "CollectionPage",
            "name": imprint.title or self.words("text", "dossier_title"),
            "dateCreated": imprint.day,
            "inLanguage": self.words("language", "code"),
            **by,
            "hasPart": [linked_data.article_node(sheet.article, self.absolute) for sheet in self.dossier.sheets],
            **({"comment": said} if (said := self._commented()) else {}),
        }

    def _commented(self) -> list[dict[str, Any]]:
        """The comments on the whole, on propositions and on quantities, with what they are about but for the whole."""
        return [
            linked_data.comment_node(one, None if target == DOSSIER else target)
            for target, found in self._said.items()
            if not target.startswith("lage:article/")
            for one in found
        ]

    def neighbour(self, step: int) -> Article | None:
        """The article before (-1) or after (1) the one whose page it is."""
        place = (self.sheet.number if self.sheet else 0) - 1 + step
        sheets = self.dossier.sheets
        return sheets[place].article if 0 <= place < len(sheets) else None


def _commented(picture: Dossier, across: Across | None) -> list[str]:
    """What a dossier shows and comments can be about."""
    return [
        DOSSIER,
        *(f"lage:article/{sheet.article.id}" for sheet in picture.sheets),
        *(f"lage:proposition/{one.gathered.id}" for one in (across.propositions if across else ())),
        *(SitePages.figure_address(group) for group in picture.figures.groups),
    ]


def _page(template: str, page: SitePages, across: Across | None, imprint: Imprint, data: Any, **more: Any) -> bytes:
    filled = {"page": page, "across": across, "w": page.words, "title": imprint.title, "data": _script(data), **more}
    return environment("lagebild.views.publish").get_template(template).render(filled).encode("utf-8", "replace")


def _script(found: Any) -> Markup:
    """JSON that can stand in an element of HTML: no sign in it can end the element."""
    text = json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _json(found: Any) -> bytes:
    return (json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8", "replace")
