"""The files shipped with the program, read into rows of the table `territory`.

Sources and vintage: data/README.md. A row says which institution is listed at it (`kind`, `siren`),
or which one is in charge of a place that has none of its own (`institution_id`).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from callforprojects.territories.areas import Area
from callforprojects.territories.departements import departements
from callforprojects.territories.files import rows_of_file
from callforprojects.territories.institutions import OUT_OF_THEIR_DEPARTEMENT, institution_of
from callforprojects.territories.models import TerritoryLevel
from callforprojects.territories.names import sorting_name
from callforprojects.territories.poles import POLES

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
_ALSATIAN = ("departement:67", "departement:68")
# What the official list calls communes, and are none; and the second mention of one island.
_WITHOUT_COMMUNES = frozenset({"977", "978", "984", "986", "989"})
_NAMED_TWICE = frozenset({"region:989", "commune:98901"})
_POPULATIONS = ("population_municipale", "population_totale")


@dataclass(slots=True)
class _Populations:
    """The municipal populations of communes added up; what has none that is known is not there."""

    departements: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)

    def add(self, commune: Row) -> None:
        inhabitants = commune["population_municipale"]
        if inhabitants is None:
            return
        self.regions[commune["region_id"]] += inhabitants
        if commune["epci_id"] not in OUT_OF_THEIR_DEPARTEMENT:
            self.departements[commune["departement_id"]] += inhabitants


def decoupage_rows() -> list[Row]:
    """Every territory, containers before what they contain."""
    communes = list(_communes())
    sums = _Populations()
    for commune in communes:
        sums.add(commune)
    epci = list(_epci())
    epci.sort(key=lambda row: row["level"] is TerritoryLevel.EPT)  # they lie in the Métropole
    found = [
        *_regions(sums),
        *_departements(sums),
        _alsace(sums),
        *_poles({row["code"]: row for row in epci}),
        *epci,
        *communes,
    ]
    names = {row["id"]: row["name"] for row in found}
    return [row | _of_institution(row, names) for row in found]


def _of_institution(row: Row, names: dict[str, str]) -> Row:
    """What the register of institutions says of a row; a place is searched by its own name only."""
    institution = institution_of().get(row["id"])
    if row["id"] in _NAMED_TWICE:
        return {"search_name": ""}
    if institution is None:
        return {}
    if institution.territory_id == row["id"]:
        return {"kind": institution.kind, "siren": institution.siren or row["siren"]}
    is_namesake = names[institution.territory_id] == row["name"]
    return {
        "kind": None,
        "siren": None,
        "institution_id": institution.territory_id,
        "search_name": "" if is_namesake else row["search_name"],
    }


def _row(level: TerritoryLevel, code: str, name: str, kind: str | None = None) -> Row:
    return {
        "id": f"{level.value}:{code}",
        "level": level,
        "code": code,
        "kind": kind,
        "area": Area.MAINLAND,
        "name": name,
        "search_name": sorting_name(name),
        "siren": None,
        "population_municipale": None,
        "population_totale": None,
        "postal_codes": "",
        "epci_id": None,
        "ept_id": None,
        "departement_id": None,
        "region_id": None,
        "pole_id": None,
        "institution_id": None,
    }


def _regions(sums: _Populations) -> Iterator[Row]:
    for line in rows_of_file("regions.csv"):
        row = _row(TerritoryLevel.REGION, line["code"], line["nom"])
        yield row | {
            "population_municipale": sums.regions.get(row["id"]),
            "area": Area(line["zone"]),
        }


def _departements(sums: _Populations) -> Iterator[Row]:
    for departement in departements().values():
        yield _row(TerritoryLevel.DEPARTEMENT, departement.code, departement.name) | {
            "population_municipale": sums.departements.get(departement.id),
            "region_id": departement.region_id,
            "area": departement.area,
        }


def _alsace(sums: _Populations) -> Row:
    """The one authority of départements that is listed at none of them, under INSEE's code."""
    return _row(TerritoryLevel.DEPARTEMENT, "6AE", "Collectivité européenne d’Alsace") | {
        "population_municipale": sum(sums.departements[place] for place in _ALSATIAN),
        "region_id": departements()[_ALSATIAN[0]].region_id,
    }


def _poles(epci: dict[str, Row]) -> Iterator[Row]:
    for pole in POLES:
        yield _row(TerritoryLevel.POLE, pole.code, pole.name, "pole-metropolitain") | {
            **{name: sum(epci[siren][name] for siren in pole.members) for name in _POPULATIONS},
            "departement_id": f"departement:{pole.departement}",
            "region_id": f"region:{pole.region}",
        }


def _epci() -> Iterator[Row]:
    for line in rows_of_file("epci.csv"):
        siren, is_ept = line["siren"], line["type"] == "EPT"
        level = TerritoryLevel.EPT if is_ept else TerritoryLevel.EPCI
        yield _row(level, siren, line["nom"], _EPCI_KINDS[line["type"]]) | {
            "siren": siren,
            **_inhabitants(line),
            "epci_id": f"epci:{_GREATER_PARIS}" if is_ept else None,
            **_within(line),
            "pole_id": _POLE_OF.get(siren),
        }


def _communes() -> Iterator[Row]:
    for line in rows_of_file("communes.csv.gz"):
        siren = line["epci_siren"]
        kind = None if line["departement"] in _WITHOUT_COMMUNES else "commune"
        yield _row(TerritoryLevel.COMMUNE, line["insee"], line["nom"], kind) | {
            "siren": line["siren"] or None,
            **_inhabitants(line),
            "postal_codes": line["codes_postaux"],
            "epci_id": f"epci:{siren}" if siren else None,
            "ept_id": f"ept:{line['ept_siren']}" if line["ept_siren"] else None,
            **_within(line),
            "pole_id": _POLE_OF.get(siren),
        }


def _inhabitants(line: dict[str, str]) -> Row:
    return {name: int(line[name]) if line[name] else None for name in _POPULATIONS}


def _within(line: dict[str, str]) -> Row:
    """Where a line of EPCI or of communes lies."""
    place = departements()[f"departement:{line['departement']}"]
    return {
        "departement_id": place.id,
        "region_id": f"region:{line['region']}",
        "area": place.area,
    }


_POLE_OF = {siren: f"pole:{pole.code}" for pole in POLES for siren in pole.members}
