"""The files that pages ask for: style and the one script, each under a name that changes with its content."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources

_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def _made() -> tuple[dict[str, tuple[bytes, str]], dict[str, str]]:
    views = resources.files("lagebild.views")
    own = views.joinpath("web/static")
    files = {
        "web.css": b"".join(
            one.read_bytes()
            for one in (views.joinpath("templates/dossier.css"), own.joinpath("web.css"), own.joinpath("work.css"))
        ),
        **{name: own.joinpath(name).read_bytes() for name in ("keys.js", "land.svg", "icon.svg")},
    }
    served, names = {}, {}
    for name, content in files.items():
        stem, _, ending = name.partition(".")
        names[name] = f"{stem}-{sha256(content).hexdigest()[:12]}.{ending}"
        served[names[name]] = (content, _KINDS[ending])
    return served, names


#: Content and media type by the name in an address; and that name by the name of the file.
STATIC, NAMES = _made()
