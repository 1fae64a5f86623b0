"""The names under which people know a territory besides its official one, from the files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from callforprojects.core.text.search_text import folded
from callforprojects.territories.files import rows_of_file
from callforprojects.territories.institutions import institutions
from callforprojects.territories.legal_forms import forms_in
from callforprojects.territories.models import NameKind, TerritoryLevel
from callforprojects.territories.names import sorting_name, without_linking

_NAMED_BY_FORM = frozenset({TerritoryLevel.EPCI, TerritoryLevel.EPT, TerritoryLevel.POLE})
_KINDS = {"fusion": NameKind.MERGED, "renommage": NameKind.RENAMED}


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name as it is written, of what kind, and the territory that it leads to."""

    territory_id: str
    kind: NameKind
    name: str


def other_names(rows: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `territory_name` for these rows of `territory`, each name of a territory once."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for other in (*_usual(), *_short(rows), *_former()):
        row = rows.get(other.territory_id)
        key = sorting_name(other.name)
        if row is None or not key or key == row["search_name"]:
            continue
        found.setdefault(
            (key, other.territory_id),
            {
                "search_name": key,
                "territory_id": other.territory_id,
                "kind": other.kind,
                "name": other.name,
            },
        )
    return list(found.values())


def successors() -> dict[str, str]:
    """The present commune of each former code, by identifier of territory."""
    return {
        f"commune:{line['ancien_code']}": f"commune:{line['commune']}"
        for line in rows_of_file("former_communes.csv.gz")
        if line["ancien_code"] != line["commune"]
    }


def _usual() -> Iterator[OtherName]:
    for institution in institutions().values():
        for name in institution.usual_names:
            yield OtherName(institution.territory_id, NameKind.USUAL, name)
    for line in rows_of_file("usual_names.csv"):
        for name in line["noms_usuels"].split("|"):
            yield OtherName(line["territoire"], NameKind.USUAL, name)


def _former() -> Iterator[OtherName]:
    for line in rows_of_file("former_communes.csv.gz"):
        yield OtherName(f"commune:{line['commune']}", _KINDS[line["nature"]], line["ancien_nom"])


def _short(rows: Mapping[str, dict[str, Any]]) -> Iterator[OtherName]:
    """Intermunicipalities without their legal form (« Briançonnais »), départements by number."""
    for row in rows.values():
        if row["level"] is TerritoryLevel.DEPARTEMENT:
            yield OtherName(
                row["id"] if row["search_name"] else row["institution_id"],
                NameKind.SHORT,
                row["code"],
            )
        if row["level"] in _NAMED_BY_FORM:
            bare = tuple(folded(row["name"]).split())
            while found := next(forms_in(bare), None):
                bare = without_linking(found[1])
            yield OtherName(row["id"], NameKind.SHORT, " ".join(bare))
