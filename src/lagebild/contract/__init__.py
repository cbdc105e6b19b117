"""The JSON contract of `docs/json.md`: readings become plain objects and come back, and nothing is lost on the way.

Keys are added, never renamed. Coming back is strict: a missing key, an unknown value of a closed list, and a span
whose words do not stand where it says are errors that name the place. Unknown keys are passed over, so that older
programs read newer files.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from lagebild import types as t
from lagebild.contract.back import article_from_json, claim_from_json, from_json
from lagebild.contract.out import Json, article_to_json, claim_to_json, to_json, why_to_json
from lagebild.errors import DataFileError


def dumps(reading: t.Reading, *, ascii_only: bool = False) -> str:
    """A reading as one line of JSON, without a line end."""
    return json.dumps(to_json(reading), ensure_ascii=ascii_only, allow_nan=False)


def loads(line: str) -> t.Reading:
    """The reading that a line of JSON holds; raises DataFileError where it holds none."""
    try:
        raw = json.loads(line)
    except ValueError as error:
        raise DataFileError(f"this is no JSON: {error}") from error
    return from_json(raw)


def identifier(content: Any) -> str:
    """The first 32 hexadecimal digits of the SHA-256 over canonical JSON (sorted keys, no spaces, ASCII)."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:32]


__all__ = [
    "Json",
    "article_from_json",
    "article_to_json",
    "claim_from_json",
    "claim_to_json",
    "dumps",
    "from_json",
    "identifier",
    "loads",
    "to_json",
    "why_to_json",
]
