"""Writes what a command shows: to a person at a terminal, or as rows of JSON or CSV to a program."""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from lagebild.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Output:
    """How a command shows its result: the format, and the language of labels."""

    format: str
    ui: str

    @property
    def console(self) -> Console:
        """Standard output as rich sees it: coloured on a terminal unless NO_COLOR says otherwise, plain elsewhere."""
        from rich.console import Console

        return Console(file=sys.stdout, highlight=False)

    def objects(self, objects: Iterable[Mapping[str, Any]]) -> None:
        """JSON, one object on a line; ASCII where standard output cannot hold all signs."""
        ascii_only = not unicode_fits()
        for thing in objects:
            sys.stdout.write(json.dumps(thing, ensure_ascii=ascii_only, allow_nan=False) + "\n")

    def whole(self, text: str) -> None:
        """A text as it is."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")


def unicode_fits() -> bool:
    """Whether standard output can hold all signs."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name.startswith("utf")


def write_file(path: Path, text: str) -> None:
    """Writes a file whole or not at all; raises UsageError where that cannot be."""
    write_chunks(path, [text.encode("utf-8")])


def write_chunks(path: Path, chunks: Iterable[bytes]) -> None:
    """Writes a file from its parts, whole or not at all; raises UsageError where that cannot be."""
    try:
        with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())  # the disk has it before it takes the place of what was there
                file.close()
                temporary.chmod(0o666 & ~_umask())
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
