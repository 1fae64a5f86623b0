"""Ready rules on who applies and from where: types, areas, perimeter, population, past."""

from decimal import Decimal

from callforprojects.calls.rules.boxes import BoxKind, RuleBox, RuleSettings, whose_place
from callforprojects.calls.rules.building import (
    contains_any,
    is_among,
    is_inside,
    is_number,
    those_given,
)
from callforprojects.calls.rules.ready import (
    AREA,
    TYPES,
    Conditions,
    ReadyRule,
    RuleSubject,
    chosen_terms,
    needed,
    one_bound,
)
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.engines.conditions import Operator
from callforprojects.iso37101.frame import frame
from callforprojects.territories.areas import Area

_OF_POPULATION = [
    ("applicant.population_municipale", _("Municipal population of the applicant")),
    ("applicant.population_totale", _("Total population of the applicant")),
    (
        "applicant.largest_commune_population",
        _("Municipal population of the applicant’s largest municipality"),
    ),
    ("project.population_municipale", _("Municipal population of the place of the project")),
    ("project.population_totale", _("Total population of the place of the project")),
]


def _types(settings: RuleSettings) -> Conditions:
    return Conditions(contains_any(TYPES, needed(settings.texts("territory_types"), "types")))


def _areas(settings: RuleSettings) -> Conditions:
    return Conditions(is_among(AREA, needed(settings.texts("areas"), "areas")))


def _perimeter(settings: RuleSettings) -> Conditions:
    places = needed(settings.texts("places"), "places")
    return Conditions(is_inside(needed(settings.text("of"), "of"), places))


def _population(settings: RuleSettings) -> Conditions:
    fact = needed(settings.text("of"), "of")
    least, below = settings.number("minimum"), settings.number("below")
    band = those_given(
        None if least is None else is_number(fact, Operator.AT_LEAST, least),
        None if below is None else is_number(fact, Operator.LESS_THAN, below),
    )
    return Conditions(one_bound(band, "below"))


def _files(settings: RuleSettings) -> Conditions:
    most = needed(settings.number("count"), "count")
    return Conditions(is_number("applicant.files_in_call", Operator.LESS_THAN, most))


def _awards(_settings: RuleSettings) -> Conditions:
    return Conditions(is_number("applicant.earlier_awards", Operator.LESS_THAN, Decimal(1)))


def _types_words(settings: RuleSettings) -> Sentence:
    names = chosen_terms(frame().territory_types, settings.texts("territory_types"))
    return _("The call is open to: %(types)s.", types=names)


def _areas_words(settings: RuleSettings) -> Sentence:
    chosen = settings.texts("areas")
    names = ", ".join(str(area.label) for area in Area if area in chosen)
    return _("The call is open to applicants from: %(areas)s.", areas=names)


RULES = (
    ReadyRule(
        key="applicant_types",
        subject=RuleSubject.APPLICANT,
        label=_("Types of applicants"),
        make=_types,
        sentence=_types_words,
        field="territory_types",
    ),
    ReadyRule(
        key="applicant_areas",
        subject=RuleSubject.PLACE,
        label=_("Where the applicants are"),
        make=_areas,
        sentence=_areas_words,
        field="areas",
    ),
    ReadyRule(
        key="perimeter",
        subject=RuleSubject.PLACE,
        label=_("Inside a perimeter"),
        hint=_("A region, a département, an intermunicipality, a municipality, a zone."),
        own_boxes=[
            whose_place(),
            RuleBox(name="places", kind=BoxKind.PLACES, label=_("Territories and zones")),
        ],
        make=_perimeter,
    ),
    ReadyRule(
        key="population",
        subject=RuleSubject.PLACE,
        label=_("Number of inhabitants"),
        hint=_("Of the applicant, of the place of the project, of the largest municipality."),
        own_boxes=[
            RuleBox(
                name="of",
                kind=BoxKind.CHOICE,
                label=_("Population counted"),
                options=_OF_POPULATION,
                default="applicant.population_municipale",
            ),
            RuleBox(name="minimum", kind=BoxKind.WHOLE, label=_("At least"), is_optional=True),
            RuleBox(name="below", kind=BoxKind.WHOLE, label=_("Fewer than"), is_optional=True),
        ],
        make=_population,
    ),
    ReadyRule(
        key="files_per_applicant",
        subject=RuleSubject.APPLICANT,
        label=_("Number of applications of one applicant"),
        own_boxes=[
            RuleBox(name="count", kind=BoxKind.WHOLE, label=_("Applications, at most"), default=1)
        ],
        sentence=lambda settings: ngettext(
            "One applicant files %(num)s application in this call at most.",
            "One applicant files %(num)s applications in this call at most.",
            settings.whole("count") or 0,
        ),
        make=_files,
    ),
    ReadyRule(
        key="not_helped_before",
        subject=RuleSubject.APPLICANT,
        label=_("Not already helped by this funder"),
        sentence=lambda _settings: _("The applicant has not been selected by this funder before."),
        make=_awards,
    ),
)
