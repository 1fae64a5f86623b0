"""The authorities that the files of places do not name: who they are, whose powers they exercise.

Each département and each région is one institution, with its SIREN, but for the places whose
powers another authority exercises. What French practice follows is what the law gives them:

* Corsica stands in for its two départements and is the authority of the région (CGCT, art.
  L4421-1); 2A and 2B remain places.
* The Collectivité européenne d'Alsace is the authority of both Alsatian départements (CGCT, art.
  L3431-1; law 2019-816); Bas-Rhin and Haut-Rhin remain places.
* French Guiana (CGCT, art. L7111-1), Martinique (art. L7211-1) and Mayotte (law 2010-1487 of
  7 December 2010) exercise what is given to a département and to a région.
* Paris exercises what is given to a commune and to a département (CGCT, art. L2512-1).
* The Métropole de Lyon exercises, on its territory, what is given to a métropole and to a
  département (CGCT, art. L3611-1, L3641-1 and L3641-2).
* Saint-Barthélemy and Saint-Martin exercise what is given to communes, to the département and to
  the région of Guadeloupe (CGCT, art. LO6214-1 and LO6314-1); Saint-Pierre-et-Miquelon what is
  given to a département and to a région (art. LO6414-1).
* French Polynesia, Wallis and Futuna, New Caledonia and the southern lands have their own law: no
  power of a département is theirs, and they are what they are.

So a call open to départements is open to each authority that exercises their powers; the decision
`docs/decisions/0035-institutions-and-places.md` says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from callforprojects.territories.areas import Area
from callforprojects.territories.departements import departements
from callforprojects.territories.files import rows_of_file

# The type that overseas authorities had when being overseas was taken for a legal form: calls
# already published still name it.
FORMER_OVERSEAS_TYPE = "drom"
_OVERSEAS_AUTHORITIES = frozenset({"departement", "region"})
# The intermunicipality that took, on its territory, the place of the département that keeps the
# name of the whole: its communes lie in the place Rhône, and are none of the département's.
OUT_OF_THEIR_DEPARTEMENT = frozenset({"epci:200046977"})


@dataclass(frozen=True, slots=True)
class Institution:
    """An authority, listed at one of its territories.

    `types` are its own `kind` and those whose powers it exercises; `places` the other territories
    that are its own, and are no institution.
    """

    territory_id: str
    siren: str | None
    kind: str
    types: frozenset[str]
    places: tuple[str, ...]
    usual_names: tuple[str, ...]


@cache
def institutions() -> Mapping[str, Institution]:
    """The authorities of départements, of régions, and those of a status of their own."""
    found = (
        Institution(
            territory_id=line["territoire"],
            siren=line["siren"] or None,
            kind=line["type"],
            types=_types(line["type"], line["competences"], line["territoire"]),
            places=tuple(line["lieux"].split()),
            usual_names=tuple(name for name in line["noms_usuels"].split("|") if name),
        )
        for line in rows_of_file("institutions.csv")
    )
    return {institution.territory_id: institution for institution in found}


@cache
def institution_of() -> Mapping[str, Institution]:
    """The authority of each territory that has one: at which it is listed, or which is its own."""
    return {
        territory_id: institution
        for institution in institutions().values()
        for territory_id in (institution.territory_id, *institution.places)
    }


def types_of(kind: str | None, territory_id: str | None) -> frozenset[str]:
    """What an applicant of this kind, from this territory, counts as when types are asked.

    Its kind, and the types whose powers its institution exercises.
    """
    own = frozenset({kind} if kind else ())
    known = institution_of().get(territory_id or "")
    return own | known.types if known else own


@cache
def territories_counting_as(type_code: str) -> frozenset[str]:
    """The territories whose institution counts as this type, whatever its kind."""
    return frozenset(
        territory_id
        for territory_id, institution in institution_of().items()
        if type_code in institution.types
    )


def _types(kind: str, powers: str, territory_id: str) -> frozenset[str]:
    types = {kind, *powers.split()}
    if types & _OVERSEAS_AUTHORITIES and _is_drom(territory_id):
        types.add(FORMER_OVERSEAS_TYPE)
    return frozenset(types)


def _is_drom(territory_id: str) -> bool:
    return any(
        place.area is Area.DROM and territory_id in {place.id, place.region_id}
        for place in departements().values()
    )
