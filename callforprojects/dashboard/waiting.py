"""What waits for a person, made from what the queries read: tasks with a deadline, and dates."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from callforprojects.applications.models import Application, ApplicationStatus
from callforprojects.calls.models import CallStatus
from callforprojects.core.data.clock import PARIS
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext, pgettext
from callforprojects.dashboard.queries import DashboardCall, DashboardJury
from callforprojects.organisations.models import (
    AccreditationRequest,
    AccreditationStatus,
    JoinRequest,
    Membership,
    Role,
)

_NEWS = timedelta(days=30)
_LIMIT = 8
_NEVER = datetime.max.replace(tzinfo=UTC)
_COVERS_EVERY_FILE = frozenset(
    {"juries.distribution", "reviews.remind", "selection.letters", "selection.announce"}
)


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: what, about what, until when, and the page where it is done."""

    label: Sentence
    about: str
    page: str
    arguments: Mapping[str, uuid.UUID | str]
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date to come, and what happens then."""

    label: Sentence
    about: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DashboardContent:
    """All that was read for one person."""

    memberships: Sequence[Membership]
    applications: Sequence[Application]
    calls: Sequence[DashboardCall]
    juries: Sequence[DashboardJury]
    requests: Sequence[JoinRequest]
    accreditations: int = 0
    """Requests that wait, for who administers the platform."""
    own_accreditation_requests: Sequence[AccreditationRequest] = ()
    """What the person has asked: the last request for each organisation."""

    def writes_for(self, organisation_id: uuid.UUID) -> bool:
        """Whether this person may write for an organisation."""
        return any(
            seat.organisation_id == organisation_id and seat.role is not Role.READER
            for seat in self.memberships
        )


def to_dos_of(content: DashboardContent, at: datetime) -> list[ToDo]:
    """What this person has to do, the nearest deadline first."""
    found = [
        *(task for jury in content.juries for task in _of_juror(jury)),
        *(
            task
            for application in content.applications
            for task in _of_applicant(content, application, at)
        ),
        *(
            task
            for row in content.calls
            if content.writes_for(row.call.funder_id)
            for task in _of_officer(row, at)
        ),
        *(_answer(request) for request in content.requests),
        *_of_administrator(content.accreditations),
        *(
            task
            for request in content.own_accreditation_requests
            for task in _of_claimant(request, at)
        ),
    ]
    return sorted(found, key=lambda task: task.due or _NEVER)


def deadlines_of(content: DashboardContent, at: datetime) -> list[Deadline]:
    """The dates to come, the nearest first."""
    dates = [*_dates_of_applicant(content.applications), *_dates_of_juror(content.juries)]
    dates += [deadline for row in content.calls for deadline in _dates_of_officer(row)]
    known = {
        (str(deadline.label), deadline.about, deadline.at): deadline
        for deadline in dates
        if deadline.at > at
    }
    return sorted(known.values(), key=lambda deadline: deadline.at)[:_LIMIT]


def _of_administrator(accreditations: int) -> Iterator[ToDo]:
    if accreditations:
        label = ngettext(
            "Examine %(num)s accreditation request",
            "Examine %(num)s accreditation requests",
            accreditations,
        )
        about, page = str(_("Administration")), "organisations.accreditation_requests"
        yield ToDo(label, about, page, {"status": "pending"})


def _of_claimant(request: AccreditationRequest, at: datetime) -> Iterator[ToDo]:
    """Nothing while somebody else has to answer."""
    name, arguments = request.organisation.name, {"organisation_id": request.organisation_id}
    if request.has_code(at):
        label = _("Enter the code received for your accreditation")
        yield ToDo(label, name, "organisations.accreditation", arguments, request.code_expires_at)
    elif request.status is AccreditationStatus.REFUSED:
        label = _("Read why your accreditation is refused, and ask again")
        yield ToDo(label, name, "organisations.accreditation", arguments)


def _of_juror(jury: DashboardJury) -> Iterator[ToDo]:
    if jury.is_over:
        return
    due = _end_of(jury.due_on)
    if jury.to_declare:
        label = ngettext(
            "Declare your interests on %(num)s file",
            "Declare your interests on %(num)s files",
            jury.to_declare,
        )
        yield ToDo(label, jury.call.title, "juries.declarations", {"call_id": jury.call.id}, due)
    if jury.to_score:
        label = ngettext("Score %(num)s file", "Score %(num)s files", jury.to_score)
        yield ToDo(label, jury.call.title, "reviews.mine", {"call_id": jury.call.id}, due)


def _of_applicant(
    content: DashboardContent, application: Application, at: datetime
) -> Iterator[ToDo]:
    call, about = application.call, {"application_id": application.id}
    title = application.title or str(_("Untitled application"))
    if application.status is ApplicationStatus.DRAFT and call.is_open(at):
        if content.writes_for(application.organisation_id):
            label, page = _("Finish and file the application"), "applications.tasks"
        else:
            label, page = _("Read the application before it is filed"), "applications.detail"
        yield ToDo(label, title, page, about, call.closes_at)
    is_filed = application.status is ApplicationStatus.SUBMITTED
    if is_filed and call.announced_at is not None and at - _NEWS < call.announced_at <= at:
        yield ToDo(_("Read the decision"), title, "selection.decision", about)


def _of_officer(row: DashboardCall, at: datetime) -> Iterator[ToDo]:
    """The next step of a call, one at a time: the following ones depend on it.

    A step that covers every file is not asked of who has stepped back from one: a colleague's.
    """
    step = _next_step(row, row.call.status_at(at))
    if step is None:
        return
    label, page, due = step
    if not (row.has_stepped_back and page in _COVERS_EVERY_FILE):
        yield ToDo(label, row.call.title, page, {"call_id": row.call.id}, due)


def _next_step(
    row: DashboardCall, status: CallStatus
) -> tuple[Sentence, str, datetime | None] | None:
    if status is CallStatus.DRAFT:
        return _("Finish the draft of the call"), "calls.edit", row.call.opens_at
    if status is not CallStatus.CLOSED or not row.submitted:
        return None
    results = _end_of(row.call.results_expected_on)
    return _step_of_jury(row) or _step_of_decision(row, results)


def _step_of_jury(row: DashboardCall) -> tuple[Sentence, str, datetime | None] | None:
    due = _end_of(row.due_on)
    if not row.jurors:
        return _("Set up the jury"), "juries.detail", due
    if (left := row.submitted - row.jury_progress.files) > 0:
        label = ngettext(
            "Give %(num)s file to the jurors", "Give %(num)s files to the jurors", left
        )
        return label, "juries.distribution", due
    if (missing := row.jury_progress.wanted - row.jury_progress.scored) > 0:
        label = ngettext(
            "Remind the jury: %(num)s review is missing",
            "Remind the jury: %(num)s reviews are missing",
            missing,
        )
        return label, "reviews.remind", due
    return None


def _step_of_decision(
    row: DashboardCall, results: datetime | None
) -> tuple[Sentence, str, datetime | None]:
    if (left := row.submitted - row.decided - row.left_to_colleagues) > 0:
        label = ngettext("Prepare %(num)s decision", "Prepare %(num)s decisions", left)
        return label, "selection.decisions", results
    if row.letters_prepared_at is None:
        return _("Prepare the letters"), "selection.letters", results
    return _("Announce the results and release the letters"), "selection.announce", results


def _answer(request: JoinRequest) -> ToDo:
    label = _(
        "%(name)s asks to join %(organisation)s.",
        name=request.user.full_name,
        organisation=request.organisation.name,
    )
    arguments = {"organisation_id": request.organisation_id}
    return ToDo(label, str(_("Answer the request")), "organisations.members", arguments)


def _dates_of_applicant(applications: Iterable[Application]) -> Iterator[Deadline]:
    for application in applications:
        if application.status is ApplicationStatus.DRAFT and application.round.closes_at:
            yield Deadline(
                pgettext("date", "Closing"), application.call.title, application.round.closes_at
            )


def _dates_of_juror(juries: Iterable[DashboardJury]) -> Iterator[Deadline]:
    for jury in juries:
        due = _end_of(jury.due_on)
        if due is not None and not jury.is_over:
            yield Deadline(_("Scores wanted"), jury.call.title, due)


def _dates_of_officer(row: DashboardCall) -> Iterator[Deadline]:
    call = row.call
    if call.announced_at is not None:
        return
    for label, instant in (
        (pgettext("date", "Opening"), call.opens_at),
        (pgettext("date", "Closing"), call.closes_at),
        (_("Scores wanted"), _end_of(row.due_on)),
        (pgettext("date", "Results expected"), _end_of(call.results_expected_on)),
    ):
        if instant is not None:
            yield Deadline(label, call.title, instant)


def _end_of(day: date | None) -> datetime | None:
    """A day is over at midnight in Paris."""
    if day is None:
        return None
    return datetime.combine(day, time(23, 59), PARIS).astimezone(UTC)
