"""The environment in which templates become HTML: everything is escaped, an unknown name is an error."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lagebild.views.spans import clean


@cache
def environment(*packages: str) -> Environment:
    """Templates of some packages, before those that all views share."""
    folders = [PackageLoader(package, "templates") for package in (*packages, "lagebild.views")]
    made = Environment(
        loader=ChoiceLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a page would ask the disk for each of its templates whether it has changed
    )
    made.finalize = _finalize
    return made


def _finalize(value: object) -> object:
    """Words of articles can hold code points that HTML forbids; values from our own templates cannot."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
