"""The files shipped with the program, read into rows of the table `territory`.

Source: @etalab/decoupage-administratif 6.0.0 (Licence Ouverte), vintage 2026; see data/README.md.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from callforprojects.territories.models import Level
from callforprojects.territories.names import sorting_name
from callforprojects.territories.poles import POLES

VINTAGE = 2026
SOURCE = "@etalab/decoupage-administratif 6.0.0"
DATA = Path(__file__).parent / "data"

Row = dict[str, Any]

_EPCI_KINDS = {
    "CC": "cc",
    "CA": "ca",
    "CU": "cu",
    "METRO": "metropole",
    "MET69": "metropole-lyon",
    "EPT": "ept",
}
_GREATER_PARIS = "200054781"
# Authorities that are région and département, or commune and département, in one.
# Corsica: CGCT, art. L4421-1; French Guiana and Martinique: art. L7111-1 and L7211-1; Mayotte:
# law 2010-1487 of 7 December 2010; Paris: CGCT, art. L2512-1.
_SINGLE_REGIONS = frozenset({"94", "02", "03", "06"})
_SINGLE_DEPARTEMENTS = frozenset({"75", "972", "973", "976"})
# Overseas collectivities whose "communes" of the official list are not communes.
_WITHOUT_COMMUNES = frozenset({"977", "978", "984", "986", "989"})


@dataclass(slots=True)
class _Populations:
    """Sums of communes."""

    departements: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)


def rows() -> list[Row]:
    """Every territory, containers before what they contain."""
    communes = list(_communes())
    sums = _Populations()
    for commune in communes:
        sums.departements[commune["departement_id"]] += commune["population"]
        sums.regions[commune["region_id"]] += commune["population"]
    epci = list(_epci())
    epci.sort(key=lambda row: row["level"] is Level.EPT)  # they lie in the Métropole
    return [
        *_regions(sums),
        *_departements(sums),
        *_poles({row["code"]: row["population"] for row in epci}),
        *epci,
        *communes,
    ]


def _row(level: Level, code: str, name: str, kind: str) -> Row:
    return {
        "id": f"{level.value}:{code}",
        "level": level,
        "code": code,
        "kind": kind,
        "name": name,
        "search_name": sorting_name(name),
        "siren": None,
        "population": 0,
        "postal_codes": "",
        "epci_id": None,
        "departement_id": None,
        "region_id": None,
        "pole_id": None,
    }


def _regions(sums: _Populations) -> Iterator[Row]:
    for line in lines("regions.csv"):
        kind = _kind(Level.REGION, line, _SINGLE_REGIONS)
        row = _row(Level.REGION, line["code"], line["nom"], kind)
        yield row | {"population": sums.regions[row["id"]]}


def _departements(sums: _Populations) -> Iterator[Row]:
    for line in lines("departements.csv"):
        kind = _kind(Level.DEPARTEMENT, line, _SINGLE_DEPARTEMENTS)
        row = _row(Level.DEPARTEMENT, line["code"], line["nom"], kind)
        yield row | {
            "population": sums.departements[row["id"]],
            "region_id": f"region:{line['region']}",
        }


def _kind(level: Level, line: dict[str, str], single: frozenset[str]) -> str:
    """The type of territory in the framework: overseas, the authorities are not the same."""
    if line["code"] in single:
        return "collectivite-unique"
    return level.value if line["zone"] == "metro" else line["zone"]


def _poles(populations: dict[str, int]) -> Iterator[Row]:
    for pole in POLES:
        yield _row(Level.POLE, pole.code, pole.name, "pole-metropolitain") | {
            "population": sum(populations[siren] for siren in pole.members),
            "departement_id": f"departement:{pole.departement}",
            "region_id": f"region:{pole.region}",
        }


def _epci() -> Iterator[Row]:
    for line in lines("epci.csv"):
        siren, is_ept = line["siren"], line["type"] == "EPT"
        level = Level.EPT if is_ept else Level.EPCI
        yield _row(level, siren, line["nom"], _EPCI_KINDS[line["type"]]) | {
            "siren": siren,
            "population": int(line["population_municipale"]),
            "epci_id": f"epci:{_GREATER_PARIS}" if is_ept else None,
            "departement_id": f"departement:{line['departement']}",
            "region_id": f"region:{line['region']}",
            "pole_id": _POLE_OF.get(siren),
        }


def _communes() -> Iterator[Row]:
    for line in lines("communes.csv.gz"):
        siren = line["epci_siren"]
        kind = "com" if line["departement"] in _WITHOUT_COMMUNES else "commune"
        yield _row(Level.COMMUNE, line["insee"], line["nom"], kind) | {
            "siren": line["siren"] or None,
            "population": int(line["population"] or 0),
            "postal_codes": line["codes_postaux"],
            "epci_id": f"epci:{siren}" if siren else None,
            "departement_id": f"departement:{line['departement']}",
            "region_id": f"region:{line['region']}",
            "pole_id": _POLE_OF.get(siren),
        }


_POLE_OF = {siren: f"pole:{pole.code}" for pole in POLES for siren in pole.members}


def lines(name: str) -> Iterator[dict[str, str]]:
    """The lines of a shipped file, by heading; apostrophes as French prints them."""
    path = DATA / name
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(content.decode().replace("'", "’").splitlines())
