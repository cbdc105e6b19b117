"""A validator for the part of JSON Schema that the schema of the contract uses; it refuses other keywords."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

SCHEMA: dict[str, Any] = json.loads(
    resources.files("lagebild").joinpath("contract.schema.json").read_text(encoding="utf-8")
)

_TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip
_CHECKED = {
    "type", "properties", "required", "items", "enum", "minimum", "maximum", "anyOf", "allOf", "$ref",
    "additionalProperties",
}  # fmt: skip
_WORDS = {"$schema", "$id", "$defs", "title", "description"}


def violations(value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
    """What a value does against a schema, one line each."""
    return list(_walk(value, schema, at))


def _walk(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    if unknown := set(schema) - _CHECKED - _WORDS:
        raise ValueError(f"{at}: the validator does not know {sorted(unknown)}")
    if "$ref" in schema:
        yield from _walk(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], at)
    for part in schema.get("allOf", ()):
        yield from _walk(value, part, at)
    if "anyOf" in schema and all(violations(value, part, at) for part in schema["anyOf"]):
        yield f"{at}: none of the alternatives fits"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{at}: {value!r} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not allowed"
    yield from _bounds(value, schema, at)
    yield from _inside(value, schema, at)


def _is(value: Any, kinds: str | list[str]) -> bool:
    wanted = [kinds] if isinstance(kinds, str) else kinds
    return any(isinstance(value, _TYPES[k]) and (k == "boolean" or not isinstance(value, bool)) for k in wanted)  # type: ignore[arg-type]


def _bounds(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    if "minimum" in schema and isinstance(value, int | float) and value < schema["minimum"]:
        yield f"{at}: {value} is too small"
    if "maximum" in schema and isinstance(value, int | float) and value > schema["maximum"]:
        yield f"{at}: {value} is too large"


def _inside(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{at}: {key!r} is missing" for key in schema.get("required", ()) if key not in value)
        for key, part in schema.get("properties", {}).items():
            if key in value:
                yield from _walk(value[key], part, f"{at}.{key}")
        for key in value.keys() - schema.get("properties", {}).keys():
            yield from _walk(value[key], schema.get("additionalProperties", {}), f"{at}.{key}")
    if isinstance(value, list) and "items" in schema:
        for place, item in enumerate(value):
            yield from _walk(item, schema["items"], f"{at}[{place}]")
