"""The five real calls, written and published as their officers would."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import defaultload, selectinload

from callforprojects.accounts.models import User
from callforprojects.calls import services
from callforprojects.calls.details import Applicants, Calendar, Funding, NewCall, Presentation
from callforprojects.calls.models import Call, CallKind, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.points import Points
from callforprojects.criteria.details import CriterionDetails
from callforprojects.criteria.services import replace_criteria
from callforprojects.demonstration import material
from callforprojects.demonstration.building.instants import lived_at
from callforprojects.demonstration.building.people import DemonstrationPeople
from callforprojects.demonstration.material import Row, material_rows
from callforprojects.engines.conditions import Comparison, FactKind, Formula, Operator, Share
from callforprojects.iso37101.profile import Profile
from callforprojects.questionnaires.queries import questions_of, revision_with_questions
from callforprojects.questionnaires.services import set_condition

_REFERENCES = {
    "dvd-2021": "DVD",
    "tiga-2018": "TIGA",
    "avelo3-2024": "AVELO3",
    "greendeal06-2022": "GREEN06",
    "friches-normandie-2022": "FRICHES-NORMANDIE",
}
# Which answers each criterion reads: those of the section that speaks of its subject.
_READS = {
    "governance": ("governance", "partners"),
    "economy": ("cofunding", "total_cost", "requested_amount"),
    "innovation": ("summary", "actions"),
    "education": ("expected_results", "actions"),
    "living-together": ("objectives", "beneficiaries"),
    "mobility": ("context", "actions", "expected_results"),
    "health": ("objectives", "expected_results"),
    "infrastructure": ("actions", "expected_results"),
    "biodiversity": ("context", "actions"),
    "living-environment": ("context", "objectives"),
}


def build_calls(
    people: DemonstrationPeople, calendar: material.DemonstrationCalendar
) -> dict[str, Call]:
    """The calls by their code, each in the stage that the content gives it."""
    return {row["code"]: _build(row, people, calendar) for row in material_rows("calls")}


def _build(row: Row, people: DemonstrationPeople, calendar: material.DemonstrationCalendar) -> Call:
    officer = people.agents[row["funder"]]
    funder = people.organisations[row["funder"]]
    drafted_at = min(calendar.at(row["opens_in_days"] - 40), calendar.at(-3, 14))
    with lived_at(drafted_at):
        presented = _presentation(row, funder.contact_email, calendar)
        new = NewCall(
            title=presented.title,
            kind=presented.kind,
            reference=presented.reference,
        )
        call_id = services.create_call(funder, new, by=officer).id
        call = _loaded(call_id)
        services.update_presentation(call, presented, by=officer)
        services.update_funding(call, _funding(row, people), by=officer)
        services.update_applicants(call, _applicants(row), by=officer)
        services.update_expected_profile(call, Profile.from_json(row["expected"]), by=officer)
        replace_criteria(call, _criteria(call, row), by=officer)
        services.update_calendar(call, _dates(row, calendar), by=officer)
        _ask_in_some_cases(call, by=officer)
    if row["stage"] != "draft":
        week_before = calendar.at(row["opens_in_days"]) - timedelta(days=7)
        published_at = min(week_before, calendar.at(-2, 11))
        with lived_at(published_at):
            services.publish_call(call, by=officer)
    db.session.flush()
    return call


def _ask_in_some_cases(call: Call, *, by: User) -> None:
    """Who else pays is asked of those who do not ask for the whole cost."""
    revision = revision_with_questions(call.questionnaire_id)
    cofunding = next(each for each in questions_of(revision) if each.key == "cofunding")
    whole_cost = Formula(FactKind.MONEY, (Share("project.total_cost", Decimal(1)),))
    is_less = Comparison("project.requested_amount", Operator.LESS_THAN, (whole_cost,))
    set_condition(cofunding, is_less, by=by)


def _loaded(call_id: object) -> Call:
    """With everything that the verbs of drafting touch."""
    db.session.flush()
    db.session.expire_all()
    return db.session.scalars(
        select(Call)
        .where(Call.id == call_id)
        .options(
            selectinload(Call.expectations),
            selectinload(Call.co_funders),
            selectinload(Call.funder),
            defaultload(Call.current_round).selectinload(Round.postponements),
        )
    ).one()


def _presentation(row: Row, contact: str, calendar: material.DemonstrationCalendar) -> Presentation:
    year = calendar.at(row["opens_in_days"]).year
    return Presentation(
        reference=f"{_REFERENCES[row['code']]}-{year}",
        kind=CallKind(row["kind"]),
        language="fr",
        title=row["title_fr"],
        summary=row["summary_fr"],
        description=row["description_fr"],
        contact_email=contact,
        note=material.note_of(row),
    )


def _funding(row: Row, people: DemonstrationPeople) -> Funding:
    ceiling, rate = row["ceiling_eur"], row["rate_percent"]
    return Funding(
        envelope=Money.euros(row["envelope_eur"]),
        ceiling=None if ceiling is None else Money.euros(ceiling),
        rate=None if rate is None else Decimal(rate),
        co_funder_ids=tuple(people.organisations[code].id for code in row["co_funders"]),
    )


def _applicants(row: Row) -> Applicants:
    return Applicants(
        territory_types=tuple(row["territory_types"]),
        scales=tuple(row["scales"]),
        phases=tuple(row["phases"]),
    )


def _dates(row: Row, calendar: material.DemonstrationCalendar) -> Calendar:
    hour = int(row["hour"].split(":")[0])
    return Calendar(
        opens_at=calendar.at(row["opens_in_days"], 9),
        questions_until=calendar.at(row["questions_until_in_days"], 12),
        closes_at=calendar.at(row["closes_in_days"], hour),
        results_expected_on=calendar.at(row["results_in_days"]).date(),
    )


def _criteria(call: Call, row: Row) -> list[CriterionDetails]:
    revision = revision_with_questions(call.questionnaire_id)
    keys = [question.key for section in revision.sections for question in section.questions]
    return [
        CriterionDetails(
            title=criterion["title_fr"],
            weight=Points.of(criterion["weight"]),
            guidance=criterion["guidance_fr"],
            descriptors=_descriptors(criterion),
            scale_max=Points.of(criterion["scale_max"]),
            purposes=tuple(criterion["purposes"]),
            domains=tuple(criterion["domains"]),
            question_keys=tuple(
                key for key in keys if any(key in _READS.get(d, ()) for d in criterion["domains"])
            ),
        )
        for criterion in row["criteria"]
    ]


def _descriptors(criterion: Row) -> dict[Points, str]:
    return {Points.of(mark): words for mark, words in criterion["level_descriptors_fr"].items()}
