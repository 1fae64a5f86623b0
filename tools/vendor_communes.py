"""The communes of today and the register of former ones, made from two editions of one package.

The present edition names the delegated and the associated communes; the history of the names since
1943 is in an older one only, whose successors the present edition knows by their codes. It has the
municipal population of each commune, as INSEE publishes it, and in its list of intermunicipalities
the total population of their members, as the DGCL does, which is of another year.

`python tools/vendor_communes.py FOLDER` writes both from a `node_modules` already there.
"""

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "callforprojects" / "territories" / "data"
TARGET = DATA / "former_communes.csv.gz"
COMMUNES = DATA / "communes.csv.gz"
PRESENT = "@etalab/decoupage-administratif"
HISTORY = "decoupage-administratif-2019"
_PARTS = frozenset({"commune-deleguee", "commune-associee"})
_RENAMED = "changement de nom"
_COLUMNS = [
    *("insee", "nom", "siren", "departement", "region", "epci_siren", "ept_siren"),
    *("population_municipale", "population_totale", "codes_postaux"),
]

Row = dict[str, Any]


def write_communes(packages: Path, target: Path = COMMUNES) -> Path:
    """Write each present commune: what it lies in, and how many live there; empty if not known."""
    data = packages / PRESENT / "data"
    groups = {row["code"]: (group, row) for group, row in _members(_read(data / "epci.json"))}
    parts = {row["code"]: group["code"] for group, row in _members(_read(data / "ept.json"))}
    lines = []
    for commune in _read(data / "communes.json"):
        if commune["type"] != "commune-actuelle":
            continue
        code = commune["code"]
        group, member = groups.get(code, ({}, {}))
        overseas = commune.get("collectiviteOutremer", {}).get("code", "")
        lines.append(
            [
                *(code, commune["nom"], commune.get("siren", "")),
                commune.get("departement") or overseas,
                commune.get("region") or overseas,
                group.get("code", ""),
                parts.get(code, ""),
                commune.get("population", ""),
                member.get("populationTotale", ""),
                " ".join(commune.get("codesPostaux", [])),
            ]
        )
    return _written(target, _COLUMNS, sorted(lines))


def _members(groups: list[Row]) -> Iterator[tuple[Row, Row]]:
    for group in groups:
        for member in group["membres"]:
            yield group, member


def write_former_communes(packages: Path, target: Path = TARGET) -> Path:
    """Write each former name: its code, and the present commune whose it was or that it joined."""
    communes = _read(packages / PRESENT / "data" / "communes.json")
    present = {row["code"]: row for row in communes if row["type"] == "commune-actuelle"}
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for successor, name, code, nature in _former(communes, present, packages):
        if _letters(name) != _letters(present[successor]["nom"]):
            found.setdefault((successor, _letters(name)), (name, code, nature))
    lines = [
        [successor, name, code, nature]
        for (successor, _key), (name, code, nature) in sorted(found.items())
    ]
    return _written(target, ["commune", "ancien_nom", "ancien_code", "nature"], lines)


def _written(target: Path, columns: list[str], lines: list[list[Any]]) -> Path:
    """The same bytes each time: a change is one of the data."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines)
    target.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    return target


def _former(
    communes: list[Row], present: dict[str, Row], packages: Path
) -> Iterator[tuple[str, str, str, str]]:
    """The present commune, the former name, its code, and what became of it."""
    for row in communes:
        if row["type"] in _PARTS and row["chefLieu"] in present:
            yield row["chefLieu"], row["nom"], row["code"], "fusion"
    successors = {
        code: row["code"] for row in present.values() for code in row.get("anciensCodes", [])
    }
    history = packages / HISTORY / "data"
    for row in _read(history / "historique-communes.json"):
        if row["type"] != "COM":
            continue
        renamed = row.get("raisonFin") == _RENAMED
        successor = row["code"] if row["code"] in present else successors.get(row["code"])
        if successor:
            yield successor, row["nom"], row["code"], "renommage" if renamed else "fusion"


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalpha())


def _read(path: Path) -> list[Row]:
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    return rows


if __name__ == "__main__":
    write_communes(Path(sys.argv[1]))
    write_former_communes(Path(sys.argv[1]))
