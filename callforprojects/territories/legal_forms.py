"""The legal forms of institutions, as people write them: in full, by an abbreviation, loosely.

The same table reads the names of territories and those of organisations, both ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegalForm:
    """How a form is written (as `folded` gives it), the types of the framework it names.

    `closes`: it may also end a name (« Rennes Métropole »).
    """

    spellings: tuple[str, ...]
    types: frozenset[str] = field(default_factory=frozenset)
    closes: bool = False


def _form(*spellings: str, types: str = "", closes: bool = False) -> LegalForm:
    return LegalForm(spellings, frozenset(types.split()), closes)


_UNIONS = "syndicat-communes syndicat-mixte-ferme syndicat-mixte-ouvert"
_JOINT_UNIONS = "syndicat-mixte-ferme syndicat-mixte-ouvert pnr petr pole-metropolitain"
_COMMUNITIES = "cc ca cu metropole metropole-lyon"

FORMS = (
    _form(
        *("cc", "communaute de communes", "communaute communes", "comcom", "com com", "codecom"),
        *("cdc", "communaute de commune", "cte de communes"),
        types="cc",
        closes=True,
    ),
    _form(
        *("ca", "communaute d agglomeration", "communaute agglomeration", "cda"),
        *("communaute d agglo", "cte d agglomeration"),
        types="ca",
        closes=True,
    ),
    _form("agglo", "agglomeration", types="ca cu metropole metropole-lyon", closes=True),
    _form("cu", "communaute urbaine", types="cu", closes=True),
    _form("metropole", "eurometropole", types="metropole metropole-lyon", closes=True),
    _form("ept", "etablissement public territorial", types="ept"),
    _form(
        *("communaute", "intercommunalite", "interco", "epci", "groupement de communes"),
        types=f"{_COMMUNITIES} ept",
        closes=True,
    ),
    _form(
        *("commune", "ville", "mairie", "municipalite", "hotel de ville", "commune nouvelle"),
        types="commune",
    ),
    _form(
        *("departement", "conseil departemental", "conseil general", "cd", "cg", "dept", "dpt"),
        types="departement",
    ),
    _form("region", "conseil regional", "cr", types="region"),
    _form(
        *("collectivite territoriale", "collectivite unique", "collectivite d outre mer"),
        *("collectivite", "ct", "ctu", "com", "assemblee"),
        types="collectivite-unique com",
    ),
    _form("pole metropolitain", types="pole-metropolitain"),
    _form("petr", "pole d equilibre territorial et rural", "pole d equilibre", types="petr"),
    _form(
        *("sivu", "syndicat intercommunal a vocation unique"),
        types="syndicat-communes",
    ),
    _form(
        *("sivom", "syndicat intercommunal a vocation multiple"),
        *("syndicat intercommunal a vocations multiples",),
        types="syndicat-communes",
    ),
    _form("si", "syndicat intercommunal", "syndicat de communes", types=_UNIONS),
    _form("smf", "syndicat mixte ferme", types=_JOINT_UNIONS),
    _form("smo", "syndicat mixte ouvert", types=_JOINT_UNIONS),
    _form("sm", "syndicat mixte", types=_JOINT_UNIONS),
    _form("pnr", "parc naturel regional", types="pnr"),
    _form("ccas", "centre communal d action sociale"),
    _form("cias", "centre intercommunal d action sociale"),
    _form("sdis", "service departemental d incendie et de secours"),
    _form("oph", "office public de l habitat", types="bailleur"),
    _form("spl", "societe publique locale", types="epl"),
    _form("sem", "societe d economie mixte", types="epl"),
    _form("epa", "etablissement public d amenagement", types="amenageur"),
    _form("epf", "etablissement public foncier", types="amenageur"),
    _form("gip", "groupement d interet public", types="etablissement-public"),
    _form("cci", "chambre de commerce et d industrie", types="etablissement-public"),
    _form("cma", "chambre de metiers et de l artisanat", types="etablissement-public"),
    _form("chu", "centre hospitalier universitaire", types="etablissement-public"),
)


def forms_in(words: Sequence[str]) -> Iterator[tuple[LegalForm, Words]]:
    """The forms that begin or end a name, each with what remains of it; the longest first.

    What remains has a word at least: a form alone names nobody.
    """
    words = tuple(words)
    for length in range(min(len(words) - 1, _longest()), 0, -1):
        if form := _by_spelling().get(words[:length]):
            yield form, words[length:]
        form = _by_spelling().get(words[-length:])
        if form and form.closes:
            yield form, words[:-length]


@cache
def _by_spelling() -> dict[Words, LegalForm]:
    return {tuple(spelling.split()): form for form in FORMS for spelling in form.spellings}


@cache
def _longest() -> int:
    return max(len(spelling) for spelling in _by_spelling())
