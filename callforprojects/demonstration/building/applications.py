"""The applications of the demonstration: written and filed by their agents, each in its time."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from callforprojects.accounts.models import User
from callforprojects.applications import services
from callforprojects.applications.models import Application
from callforprojects.applications.services.writing import project_facts
from callforprojects.calls.models import Call
from callforprojects.demonstration.building.documents import pdf
from callforprojects.demonstration.building.instants import lived_at
from callforprojects.demonstration.building.people import DemonstrationPeople
from callforprojects.demonstration.material import DemonstrationCalendar, Row, material_rows
from callforprojects.files.services import Upload
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.answering import RawAnswer, facts
from callforprojects.questionnaires.queries import answers_of, whole_revision
from callforprojects.questionnaires.saving import PageInput, save_answers

_FILES = ("applications_tiga", "applications_dvd", "applications_avelo3")
_DATES = {"starts_on": "starts_in_days", "ends_on": "ends_in_days"}


@dataclass(frozen=True, slots=True)
class _Filing:
    """One application to write: who, for which call, and when."""

    row: Row
    call: Call
    organisation: Organisation
    agent: User
    started_at: datetime
    filed_at: datetime | None


def build_applications(
    people: DemonstrationPeople, calls: dict[str, Call], calendar: DemonstrationCalendar
) -> dict[str, Application]:
    """The applications by their code, in the order in which they were filed."""
    filings = [
        _filing(row, people, calls, calendar) for name in _FILES for row in material_rows(name)
    ]
    filings.sort(key=lambda filing: filing.filed_at or calendar.made_at)
    return {filing.row["code"]: _build(filing, calendar) for filing in filings}


def _filing(
    row: Row, people: DemonstrationPeople, calls: dict[str, Call], calendar: DemonstrationCalendar
) -> _Filing:
    call = calls[row["call"]]
    assert call.opens_at is not None
    assert call.closes_at is not None
    filed_at = None
    if row["status"] == "submitted":
        last_minute = min(call.closes_at, calendar.made_at) - timedelta(minutes=4)
        filed_at = min(calendar.at(row["submitted_in_days"]), last_minute)
    last = filed_at or calendar.made_at - timedelta(days=4)
    return _Filing(
        row=row,
        call=call,
        organisation=people.organisations[row["organisation"]],
        agent=people.agents[row["organisation"]],
        started_at=max(call.opens_at + timedelta(hours=5), last - timedelta(days=19)),
        filed_at=filed_at,
    )


def _build(filing: _Filing, calendar: DemonstrationCalendar) -> Application:
    with lived_at(filing.started_at):
        application = services.start_application(filing.call, filing.organisation, by=filing.agent)
        answer_set = answers_of(application.answer_set_id, fresh=True)
        revision = whole_revision(answer_set.revision_id)
        answers = _answers(filing.row, calendar)
        save_answers(answer_set, revision, answers, by=filing.agent)
        project_facts(application, facts(revision, answer_set))
    if filing.filed_at is not None:
        with lived_at(filing.filed_at):
            attached = PageInput(files={"deliberation": _deliberation(filing)})
            documents = revision.sections[-1]
            services.save_section(application, documents, attached, by=filing.agent)
            services.submit_application(application, by=filing.agent)
    return application


def _answers(row: Row, calendar: DemonstrationCalendar) -> dict[str, RawAnswer]:
    """What the agent would have typed, by the key of the question."""
    given = row["answers"]
    texts = {key: _raw_text(value) for key, value in given.items() if not key.endswith("_in_days")}
    for key, source in _DATES.items():
        if given.get(source) is not None:
            texts[key] = calendar.at(given[source]).date().isoformat()
    if row["claims"]:
        texts["matrix"] = json.dumps(row["claims"], ensure_ascii=False)
    return {key: RawAnswer(text) for key, text in texts.items() if text}


def _raw_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _deliberation(filing: _Filing) -> Upload:
    lines = [
        "Délibération",
        "",
        filing.organisation.name,
        f"Objet : {filing.row['answers']['title'][:80]}",
        "L’assemblée approuve le projet et son plan de financement,",
        "et autorise le dépôt de la candidature.",
        "",
        f"Appel à projets : {filing.call.title[:80]}",
        "Pièce d’exemple, produite pour la démonstration.",
    ]
    return Upload(BytesIO(pdf(lines)), "Délibération.pdf")
