"""A catalogue of facts, without a database."""

from decimal import Decimal
from typing import Any

from callforprojects.engines.conditions import (
    Comparison,
    Constant,
    FactKind,
    Operator,
)
from callforprojects.questionnaires.conditions import Catalogue, FactTerm
from callforprojects.questionnaires.conditions.applicant_terms import applicant_terms
from callforprojects.questionnaires.conditions.places import name_with_level
from callforprojects.questionnaires.conditions.project_terms import PLACE_TERMS, STOOD_FOR
from callforprojects.territories.models import TerritoryLevel

K, Op = FactKind, Operator
STEPS = FactTerm(
    "answer.1",
    K.CHOICE,
    "la réponse à « Étapes »",
    options=[("study", "Étude"), ("works", "Travaux"), ("both", "Étude, puis travaux")],
    is_feminine=True,
    is_quoted=True,
)
PLACES = {
    "region:53": name_with_level(TerritoryLevel.REGION, "Bretagne"),
    "commune:56007": name_with_level(TerritoryLevel.COMMUNE, "Auray"),
    "departement:14": name_with_level(TerritoryLevel.DEPARTEMENT, "Calvados"),
}
_TERMS = (STEPS, *STOOD_FOR.values(), *PLACE_TERMS, *applicant_terms())
CATALOGUE = Catalogue({term.name: term for term in _TERMS}, places=PLACES)


def compared(fact: str, operator: Operator, kind: FactKind, *values: Any) -> Comparison:
    """A comparison with constants of one kind."""
    return Comparison(fact, operator, tuple(Constant(kind, value) for value in values))


SMALL = compared("applicant.population_municipale", Op.LESS_THAN, K.NUMBER, Decimal(100_000))
