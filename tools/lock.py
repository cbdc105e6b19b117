"""Resolves the versions anew: writes the lock files with pip-compile (pip-tools), in an environment of its own.

pip-compile works with the pip that it finds beside it, and an old one cannot resolve an extra that is asked for twice
("lxml[html-clean,html-clean]"), so that both are installed for the purpose.
What is pinned stays as it is where it still fits; to move a package, delete its lines first. Two packages are left out:
`huggingface-hub`, which tokenizers asks for and imports only to load from a hub (docs/decisions/0090), with what only
it needs; and `torch`, whose builds differ from place to place, so that a hash would hold in one only
(requirements-torch.txt pins its version).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Lock file -> the extras that it holds beside the program's own needs.
FILES = {
    "requirements.lock": ("dev",),
    "requirements-bench.lock": ("dev", "bench"),
    "requirements-train.lock": ("dev", "train"),
}
#: What resolves: pip-tools and a pip that it works with.
RESOLVERS = ("pip>=25", "pip-tools>=7.5")
NEVER_IMPORTED = "huggingface-hub"
PINNED_ELSEWHERE = "torch"
_OPTIONS = (
    *("--quiet", "--generate-hashes", "--no-header", "--strip-extras", "--allow-unsafe"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"),
)
_START = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?P<extras>\[.*\])?==")
_WANTED_BY = re.compile(r"    # (?:via|  ) ?(?P<name>[A-Za-z0-9._-]+)")


def main() -> int:
    """Writes every lock file; exit code of the first step that fails."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(next(path for path in Path(folder).glob("*/python*") if path.stem == "python"))
        quiet = ("--quiet", "--disable-pip-version-check")
        installed = subprocess.run([python, "-m", "pip", "install", *quiet, "--upgrade", *RESOLVERS], check=False)
        return installed.returncode or _written(python)


def _written(python: str) -> int:
    for name, extras in FILES.items():
        path = ROOT / name
        if not path.exists():  # begin with what is pinned already: the same package has one version everywhere
            path.write_text((ROOT / "requirements.lock").read_text(encoding="utf-8"), encoding="utf-8")
        chosen = [word for extra in extras for word in ("--extra", extra)]
        command = [python, "-m", "piptools", "compile", *_OPTIONS, *chosen, "--output-file", name, "pyproject.toml"]
        if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
            return code
        path.write_text(pruned(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def pruned(text: str) -> str:
    """A lock file without the packages that are left out, and without extras behind names."""
    packages = dict(_packages(text))
    gone = {NEVER_IMPORTED}
    while more := {n for n, lines in packages.items() if n not in gone and (w := _wanted_by(lines)) and w <= gone}:
        gone |= more
    kept = (_without(lines, gone) for name, lines in packages.items() if name not in gone | {PINNED_ELSEWHERE})
    return "".join(line for lines in kept for line in lines)


def _packages(text: str) -> Iterable[tuple[str, list[str]]]:
    """Each package with its lines; words before the first or between two belong to the package behind them."""
    before: list[str] = []
    name = ""
    for line in text.splitlines(keepends=True):
        if found := _START.match(line):
            if name:
                yield name, before
                before = []
            name, line = found["name"], line.replace(found["extras"] or "", "", 1)
        before.append(line)
    yield name, before


def _wanted_by(lines: Iterable[str]) -> set[str]:
    return {found["name"] for line in lines if (found := _WANTED_BY.match(line))}


def _without(lines: list[str], gone: set[str]) -> list[str]:
    """The lines of a package, those who asked for it without the packages that are gone."""
    kept = [line for line in lines if not _wanted_by([line]) & gone]
    notes = [line for line in kept if line.startswith("    #   ")]
    if len(kept) == len(lines) or len(notes) > 1:
        return kept
    # pip-compile writes one alone on the line of "via"
    return [*(line for line in kept if not line.startswith("    # ")), notes[0].replace("#   ", "# via ")]


if __name__ == "__main__":
    sys.exit(main())
