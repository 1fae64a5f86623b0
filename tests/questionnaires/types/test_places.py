"""A territory as an answer: places are in the database."""

import re

import pytest

from callforprojects.core.data.values import Unreadable
from callforprojects.questionnaires.models import QuestionType
from callforprojects.questionnaires.types import type_of
from tests.factories.territories import RENNES, make_territory

pytestmark = pytest.mark.usefixtures("in_english")


def test_a_territory_is_found_by_its_code_or_its_name():
    make_territory(RENNES)
    wanted = {"id": RENNES, "name": "Rennes"}

    assert type_of(QuestionType.TERRITORY).parse(RENNES, {}) == wanted
    assert type_of(QuestionType.TERRITORY).parse("rennes", {}) == wanted
    assert type_of(QuestionType.TERRITORY).to_display(wanted, {}) == "Rennes"


def test_what_is_no_territory_gets_a_sentence():
    sentence = (
        "Choose a territory in the list of suggestions, or say what it is or where: "
        "“département de La Réunion”, “Saint-Denis 93”."
    )

    with pytest.raises(Unreadable, match="^" + re.escape(sentence)):
        type_of(QuestionType.TERRITORY).parse("Nowhere-at-all", {})
