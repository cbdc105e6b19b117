"""Text must be readable for everybody: contrast of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3), in light
and in dark."""

import re
from importlib import resources

import pytest

CSS = resources.files("lagebild.views").joinpath("templates/dossier.css").read_text(encoding="utf-8")
BACKGROUNDS = ("paper", "sheet", "faint", "target", "direct", "indirect", "source")
PAIRS = [("ink", ground) for ground in BACKGROUNDS]
PAIRS += [
    (text, ground) for text in ("soft", "link", "accent", "yes", "maybe", "no", "open") for ground in BACKGROUNDS[:3]
]
PAIRS += [(text, "target") for text in ("soft", "link", "yes", "no", "open")]


def palettes() -> dict[str, dict[str, str]]:
    light, dark = (
        dict(re.findall(r"--(\w+): (#\w{3,6})", block)) for block in re.findall(r":root {(.*?)}", CSS, re.S)[:2]
    )
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast(scheme: str, text: str, ground: str) -> None:
    palette = palettes()[scheme]
    one, two = sorted((luminance(palette[text]), luminance(palette[ground])), reverse=True)
    assert (one + 0.05) / (two + 0.05) >= 4.5, (scheme, text, ground)
