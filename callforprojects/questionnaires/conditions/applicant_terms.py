"""What conditions may read of who applies: `organisations` keeps it and is below this feature."""

from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import FactKind
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.silence import LegalNature
from callforprojects.questionnaires.conditions.project_terms import inhabitants
from callforprojects.questionnaires.conditions.terms import FactTerm
from callforprojects.territories.areas import Area

APPLICANT = "applicant."


def applicant_terms() -> tuple[FactTerm, ...]:
    """The facts of the applicant, in the order in which lists show them."""
    return (
        FactTerm(
            APPLICANT + "types",
            FactKind.CHOICES,
            _("the type of applicant"),
            options=[(term.code, term) for term in frame().territory_types if not term.is_retired],
            is_stated=True,
        ),
        FactTerm(
            APPLICANT + "legal_nature",
            FactKind.CHOICE,
            _("the legal nature of the applicant"),
            options=[(nature.value, nature.label) for nature in LegalNature],
            is_feminine=True,
        ),
        FactTerm(APPLICANT + "place", FactKind.PLACE, _("the place of the applicant")),
        FactTerm(
            APPLICANT + "area",
            FactKind.CHOICE,
            _("the area of the applicant"),
            options=[(area.value, area.label) for area in Area],
            is_feminine=True,
        ),
        FactTerm(
            APPLICANT + "is_overseas",
            FactKind.YES_NO,
            _("the location of the applicant"),
            heading=_("Applicant overseas"),
            is_feminine=True,
            yes=_("the applicant is overseas"),
            no=_("the applicant is not overseas"),
        ),
        *_populations(),
    )


def _populations() -> tuple[FactTerm, ...]:
    labels = {
        "population_municipale": _("the municipal population of the applicant"),
        "population_totale": _("the total population of the applicant"),
        "largest_commune_population": _("the population of the applicant’s largest municipality"),
    }
    return tuple(
        FactTerm(APPLICANT + name, FactKind.NUMBER, label, is_feminine=True, unit=inhabitants)
        for name, label in labels.items()
    )
