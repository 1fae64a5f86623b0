"""The boxes as a page shows them: what is offered, what is wrong, the sentence."""

from dataclasses import replace

import pytest

from callforprojects.core.text.i18n import in_language
from callforprojects.engines.conditions import Comparison, FactKind, Operator
from callforprojects.questionnaires.conditions.boxes import opened_boxes, sent_boxes
from tests.questionnaires.conditions.boxes.scenes import AID
from tests.questionnaires.conditions.scenes import CATALOGUE, SMALL, compared

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("english_sentences")]

ZONE = "zone:1"
ZONED = replace(CATALOGUE, zones=[(ZONE, "Rural revitalisation")], places={"region:53": "Brittany"})
EMPTY = {"c-part": ["0"], "c-0-fact": [AID], "c-0-code": ["at_most"]}


def test_what_is_being_built_is_not_wrong_yet() -> None:
    page = sent_boxes({**EMPTY, "c-do": ["add"]}, CATALOGUE, "c")

    assert not page.is_saving
    assert (page.mistakes, page.sentence) == ([], "")


def test_what_is_saved_says_what_is_wrong_and_where() -> None:
    page = sent_boxes(EMPTY, CATALOGUE, "c")

    assert page.is_saving
    assert [(place, label, str(words)) for place, label, words in page.mistakes] == [
        ("c-0-value", "The amount requested", "Enter what to compare with.")
    ]


def test_the_sentence_is_that_of_the_boxes_that_are_right() -> None:
    fields = {**EMPTY, "c-0-value": ["1 000"], "c-do": ["look"]}

    assert sent_boxes(fields, CATALOGUE, "c").sentence == "the amount requested is at most €1,000"


def test_zones_are_offered_before_the_places_that_were_added() -> None:
    inside = compared(
        "project.territory", Operator.INSIDE, FactKind.PLACE, frozenset({ZONE, "region:53"})
    )

    page = opened_boxes(inside, ZONED, "c")

    (row,) = page.boxes.rows
    assert page.row(row).places == [(ZONE, "Rural revitalisation"), ("region:53", "Brittany")]
    assert page.sentence == (
        "the place of the project is in Brittany or in the zone “Rural revitalisation”"
    )


def test_a_condition_that_no_boxes_make_says_so() -> None:
    deep = Comparison("answer.gone", Operator.AT_MOST)
    with in_language("en"):
        page = opened_boxes(SMALL, CATALOGUE, "c")

    assert not page.is_foreign
    assert not opened_boxes(deep, CATALOGUE, "c").is_foreign
    assert opened_boxes(Comparison(AID, Operator.AT_MOST), CATALOGUE, "c").is_foreign


def test_facts_stand_under_their_headings() -> None:
    headings = [
        str(heading) for heading, _terms in opened_boxes(None, CATALOGUE, "c").terms_by_group
    ]

    assert headings == ["Answers to the questionnaire", "The project", "The applicant"]
