"""The forms by which pages are added, and how far those are that were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lagebild.lang.load import LANGUAGES
from lagebild.views.tables import Table
from lagebild.views.web.adding import Adding, Job
from lagebild.views.web.visit import Answer, NotThereError, Page, Visit

WAYS = ("files", "text", "address")


@dataclass(frozen=True, slots=True)
class Given:
    """What a form sent, by which way, and what is wrong with it by field; `said` is what the program says of it."""

    way: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    said: str = ""

    def __call__(self, way: str, name: str) -> str:
        """What was given in a field of a form."""
        return self.fields.get(name, "") if way == self.way else ""

    def wrong(self, way: str, name: str) -> str:
        """What is wrong with a field of a form: a label, or nothing."""
        return self.errors.get(name, "") if way == self.way else ""


def form(given: Given) -> Page:
    """The page with the forms."""

    def answer(visit: Visit) -> Answer:
        return Answer(
            template="add.html.j2",
            title=visit.words("web_nav", "add"),
            filled={"given": given, "languages_read": LANGUAGES, "ways": WAYS},
            table=lambda: Table(("way",), tuple((way,) for way in WAYS)),
            nav="add",
            status=400 if given.errors else 200,
        )

    return answer


def progress(adding: Adding) -> Page:
    """The page that shows how far something is."""

    def answer(visit: Visit) -> Answer:
        job = adding.job(visit.key)
        if job is None:
            raise NotThereError("added", visit.key)
        return Answer(
            template="added.html.j2",
            title=visit.words("add", job.state),
            filled={"job": job},
            table=lambda: _table(job),
            about={"state": job.state, "sources": len(job.names), "done": job.done, "pages": job.pages},
            nav="add",
        )

    return answer


def _table(job: Job) -> Table:
    header = ("article", "title", "claims", "new", "name", "failed")
    rows = (
        *((one.article, one.title, one.claims, one.is_new, None, None) for one in job.added),
        *((None, None, None, None, one.name, one.reason) for one in job.failed),
    )
    return Table(header, rows)
