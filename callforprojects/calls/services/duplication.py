"""A new draft that begins as a copy of another call."""

from callforprojects.activity.services import record
from callforprojects.calls.models import Call, Expectation, Round
from callforprojects.calls.services.drafting import free_reference
from callforprojects.core.data.database import db
from callforprojects.core.data.feature import features
from callforprojects.core.data.visitors import Visitor
from callforprojects.iso37101.frame import frame
from callforprojects.questionnaires.queries import revision_with_questions
from callforprojects.questionnaires.services import copied_questionnaire


def duplicate_call(call: Call, *, by: Visitor) -> Call:
    """A draft with the same texts, money, applicants, matrix and questionnaire, and what features
    above add to it (`duplicators`).

    Dates and the note are those of one edition: they are not copied. The reference is a new one,
    the edition of the framework the present one.
    `call` comes with its co-funders and expectations.
    """
    revision = revision_with_questions(call.questionnaire_id)
    copy = Call(
        reference=free_reference(call.title),
        funder_id=call.funder_id,
        current_round=Round(questionnaire=copied_questionnaire(revision)),
        created_by_id=by.id,
        edition=frame().edition.code,
        co_funders=list(call.co_funders),
        expectations=[
            Expectation(
                purpose=expectation.purpose, domain=expectation.domain, level=expectation.level
            )
            for expectation in call.expectations
        ],
        **{name: getattr(call, name) for name in _TEXTS},
        **{name: list(getattr(call, name)) for name in _LISTS},
    )
    db.session.add(copy)
    for feature in features():
        for duplicate in feature.duplicators:
            duplicate(call, copy)
    record("call.created", copy, by=by, reference=copy.reference, copy_of=call.reference)
    return copy


_TEXTS = (
    "kind",
    "language",
    "title",
    "summary",
    "description",
    "description_html",
    "service",
    "contact_email",
    "contact_phone",
    "contact_address",
    "envelope",
    "ceiling",
    "rate",
)
_LISTS = ("territory_types", "areas", "scales", "phases")
