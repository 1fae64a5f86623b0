"""The same questions in another questionnaire."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.questionnaires import queries, services
from callforprojects.questionnaires.conditions import condition_of
from callforprojects.questionnaires.models import ConditionReference
from tests.factories.accounts import make_user
from tests.factories.questionnaires import make_question, make_revision
from tests.questionnaires.services.scenes import is_gas, make_energy

pytestmark = pytest.mark.usefixtures("app")


def test_conditions_of_a_copy_are_about_its_own_questions():
    energy, boiler = make_energy(), make_question(key="boiler", is_confidential=True)
    revision = make_revision(energy, boiler)
    services.set_condition(boiler, is_gas(energy), by=make_user())

    copy = services.copied_questionnaire(queries.whole_revision(revision.id))
    db.session.commit()

    (section,) = queries.revision_with_questions(copy.id).sections
    copied_energy, copied_boiler = section.questions
    assert copied_energy.stable_id != energy.stable_id
    assert condition_of(copied_boiler) == is_gas(copied_energy)
    assert (copied_boiler.key, copied_boiler.is_confidential) == ("boiler", True)
    facts = db.session.scalars(
        db.select(ConditionReference.fact).where(ConditionReference.questionnaire_id == copy.id)
    )
    assert facts.all() == [is_gas(copied_energy).fact]
