"""The sentence of a condition: a table of those that people will read, and what holds of all."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from callforprojects.core.text.i18n import in_language
from callforprojects.engines.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    DateOffset,
    FactKind,
    Formula,
    Negation,
    Operator,
    Share,
    from_json,
    to_json,
)
from callforprojects.questionnaires.conditions import (
    Catalogue,
    FactTerm,
    case_of,
    sentence_of,
)
from tests.engines.conditions.scenes import CODES, KINDS, WORDS, conditions
from tests.questionnaires.conditions.scenes import CATALOGUE, SMALL, compared

pytestmark = pytest.mark.unit

K, Op = FactKind, Operator
COMMUNE = compared("applicant.types", Op.CONTAINS, K.CHOICE, "commune")
CC = compared("applicant.types", Op.CONTAINS, K.CHOICE, "cc")
AID = "project.requested_amount"
COST = "project.total_cost"
ENDS = "project.ends_on"
STUDY = compared("answer.1", Op.EQUALS, K.CHOICE, "study")
WORKS = compared("answer.1", Op.EQUALS, K.CHOICE, "works")
STARTED = compared("project.is_started", Op.EQUALS, K.YES_NO, True)


def of_cost(factor: str, fixed: int = 0) -> Formula:
    return Formula(K.MONEY, (Share(COST, Decimal(factor)),), Decimal(fixed))


def inside(*references: str) -> Comparison:
    return compared("project.territory", Op.INSIDE, K.PLACE, frozenset(references))


FRENCH = [
    (
        AnyOf((COMMUNE, CC)),
        "le type de candidat est commune ou communauté de communes (CC)",
    ),
    (
        Negation(AnyOf((COMMUNE, CC))),
        "le type de candidat n’est ni commune ni communauté de communes (CC)",
    ),
    (Negation(COMMUNE), "le type de candidat n’est pas commune"),
    (SMALL, "la population municipale du candidat est inférieure à 100\u202f000 habitants"),
    (
        Negation(SMALL),
        "la population municipale du candidat n’est pas inférieure à 100\u202f000 habitants",
    ),
    (
        compared("project.partner_count", Op.AT_LEAST, K.NUMBER, Decimal(1)),
        "le nombre de partenaires est d’au moins 1 partenaire",
    ),
    (
        Comparison(AID, Op.MORE_THAN, (of_cost("0.8"),)),
        "le montant demandé dépasse 80\xa0% du coût total du projet",
    ),
    (
        Comparison(AID, Op.AT_MOST, (of_cost("0.125"),)),
        "le montant demandé est d’au plus 12,5\xa0% du coût total du projet",
    ),
    (
        Comparison(AID, Op.AT_MOST, (of_cost("1"),)),
        "le montant demandé est d’au plus le coût total du projet",
    ),
    (
        Comparison(AID, Op.LESS_THAN, (of_cost("0.5", -100_000),)),
        "le montant demandé est inférieur à 50\xa0% du coût total du projet moins 1\u202f000\xa0€",
    ),
    (
        Comparison(AID, Op.LESS_THAN, (of_cost("-1", 100_000),)),
        "le montant demandé est inférieur à 1\u202f000\xa0€ moins le coût total du projet",
    ),
    (
        compared(AID, Op.BETWEEN, K.MONEY, 1_000_00, 5_000_50),
        "le montant demandé est compris entre 1\u202f000\xa0€ et 5\u202f000,50\xa0€",
    ),
    (
        compared(AID, Op.EQUALS, K.MONEY, 1_000_00),
        "le montant demandé est égal à 1\u202f000\xa0€",
    ),
    (
        Negation(compared(AID, Op.AT_LEAST, K.MONEY, 1_000_00)),
        "le montant demandé n’atteint pas 1\u202f000\xa0€",
    ),
    (
        compared(ENDS, Op.AT_MOST, K.DATE, date(2027, 6, 30)),
        "la date de fin du projet est au plus tard le 30\xa0juin 2027",
    ),
    (
        compared(ENDS, Op.MORE_THAN, K.DATE, date(2027, 6, 1)),
        "la date de fin du projet est après le 1er\xa0juin 2027",
    ),
    (
        compared(ENDS, Op.BETWEEN, K.DATE, date(2027, 6, 1), date(2027, 6, 30)),
        ("la date de fin du projet est comprise entre le 1er\xa0juin 2027 et le 30\xa0juin 2027"),
    ),
    (
        Comparison(ENDS, Op.AT_MOST, (DateOffset("project.starts_on", 24),)),
        "la date de fin du projet est au plus tard 24 mois après la date de début du projet",
    ),
    (
        Comparison(ENDS, Op.LESS_THAN, (DateOffset("project.starts_on", 0, -1),)),
        "la date de fin du projet est plus de 1 jour avant la date de début du projet",
    ),
    (
        Comparison(ENDS, Op.MORE_THAN, (DateOffset("project.starts_on", 24),)),
        "la date de fin du projet est plus de 24 mois après la date de début du projet",
    ),
    (
        Negation(Comparison(ENDS, Op.AT_LEAST, (DateOffset("project.starts_on", 24),))),
        "la date de fin du projet est moins de 24 mois après la date de début du projet",
    ),
    (
        Comparison(ENDS, Op.LESS_THAN, (DateOffset("project.starts_on"),)),
        "la date de fin du projet est avant la date de début du projet",
    ),
    (
        Comparison(ENDS, Op.AT_LEAST, (DateOffset("project.starts_on", 1, -2),)),
        (
            "la date de fin du projet est au plus tôt 1 mois moins 2 jours"
            " après la date de début du projet"
        ),
    ),
    (STARTED, "le projet est déjà commencé"),
    (Negation(STARTED), "le projet n’est pas encore commencé"),
    (
        compared("answer.1", Op.IN, K.CHOICE, frozenset({"works", "study"})),
        "la réponse à « Étapes » est «\xa0Étude\xa0» ou «\xa0Travaux\xa0»",
    ),
    (
        AllOf((Negation(STUDY), Negation(WORKS))),
        "la réponse à « Étapes » n’est ni «\xa0Étude\xa0» ni «\xa0Travaux\xa0»",
    ),
    (
        compared("answer.1", Op.EQUALS, K.CHOICE, "other"),
        "la réponse à « Étapes » est une réponse supprimée",
    ),
    (Comparison("answer.1", Op.ANSWERED), "la réponse à « Étapes » est fournie"),
    (
        Negation(Comparison("project.title", Op.ANSWERED)),
        "le titre du projet n’est pas fourni",
    ),
    (
        compared("project.title", Op.CONTAINS, K.TEXT, "vélo"),
        "le titre du projet contient «\xa0vélo\xa0»",
    ),
    (
        inside("region:53", "commune:56007"),
        "le lieu du projet est dans la commune d’Auray ou dans la région Bretagne",
    ),
    (
        Negation(inside("region:53", "commune:56007", "departement:14")),
        (
            "le lieu du projet n’est ni dans la commune d’Auray, ni dans le département Calvados"
            " ni dans la région Bretagne"
        ),
    ),
    (
        inside("zone:qpv", "commune:99999"),
        "le lieu du projet est dans un territoire qui n’existe pas ou dans une zone supprimée",
    ),
    (
        compared("answer.2", Op.AT_MOST, K.MONEY, 1_00),
        "la réponse à une question supprimée est d’au plus 1\xa0€",
    ),
    (
        compared("answer.2", Op.EQUALS, K.CHOICE, "a_key"),
        "la réponse à une question supprimée est une réponse supprimée",
    ),
    (
        Comparison("project.title", Op.AT_MOST),
        "une comparaison avec le titre du projet est à corriger",
    ),
    (AllOf(()), "toujours"),
    (AnyOf(()), "jamais"),
    (
        AllOf((SMALL, AnyOf((STARTED, STUDY)), AllOf((WORKS,)))),
        (
            "la population municipale du candidat est inférieure à 100\u202f000 habitants,"
            " (le projet est déjà commencé ou la réponse à « Étapes » est «\xa0Étude\xa0»)"
            " et la réponse à « Étapes » est «\xa0Travaux\xa0»"
        ),
    ),
    (
        Negation(AllOf((STARTED, STUDY))),
        "le projet n’est pas encore commencé ou la réponse à « Étapes » n’est pas «\xa0Étude\xa0»",
    ),
]


@pytest.mark.parametrize(("condition", "sentence"), FRENCH)
def test_a_condition_is_said_in_french(condition, sentence) -> None:
    with in_language("fr"):
        assert sentence_of(condition, CATALOGUE) == sentence


ENGLISH = [
    (
        AnyOf((COMMUNE, CC)),
        "the type of applicant is municipality or community of municipalities",
    ),
    (
        Comparison(AID, Op.MORE_THAN, (of_cost("0.8"),)),
        "the amount requested exceeds 80% of the total cost of the project",
    ),
    (
        Comparison(ENDS, Op.AT_MOST, (DateOffset("project.starts_on", 24),)),
        (
            "the end date of the project is no later than 24 months after the start date"
            " of the project"
        ),
    ),
    (
        Negation(inside("region:53", "commune:56007")),
        (
            "the place of the project is neither in the municipality of Auray nor in the"
            " region Bretagne"
        ),
    ),
    (SMALL, "the municipal population of the applicant is less than 100,000 inhabitants"),
]


@pytest.mark.parametrize(("condition", "sentence"), ENGLISH)
def test_a_condition_is_said_in_english(condition, sentence) -> None:
    with in_language("en"):
        assert sentence_of(condition, CATALOGUE) == sentence


def test_a_case_says_if_before_each_condition() -> None:
    with in_language("fr"):
        said = case_of(AllOf((AnyOf((COMMUNE, CC)), SMALL)), CATALOGUE)

    assert said == (
        "si le type de candidat est commune ou communauté de communes (CC) et si la population"
        " municipale du candidat est inférieure à 100\u202f000 habitants"
    )


EN_TERMS = Catalogue(
    {
        name: FactTerm(name, kind, f"the {kind.value.title().replace('_', ' ')}")
        for name, kind in KINDS.items()
    }
)


@given(conditions())
@pytest.mark.parametrize("catalogue", [EN_TERMS, Catalogue({})])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_condition_has_a_sentence_without_keys(catalogue, language, condition) -> None:
    with in_language(language):
        sentences = [sentence_of(condition, catalogue), case_of(condition, catalogue)]

    keys = re.compile(rf"{'|'.join(KEYS)}|%\(|zone:|None|Decimal|_")
    for sentence in sentences:
        assert sentence.strip()
        assert not keys.search(sentence)


KEYS = [rf"\b{name}\b" for name in (*(set(KINDS) - {"name", "place"}), *CODES)]


@given(conditions())
def test_what_is_kept_and_read_again_is_said_alike(condition) -> None:
    again = from_json(to_json(condition))

    with in_language("fr"):
        assert sentence_of(again, EN_TERMS) == sentence_of(condition, EN_TERMS)


def test_the_words_are_those_of_the_scene() -> None:
    assert not set(WORDS) & set(KINDS)
