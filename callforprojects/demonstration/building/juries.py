"""The juries of the demonstration: invited, seated, given files, and as severe as people are."""

import hashlib
import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.criteria.models import Criterion
from callforprojects.demonstration.building.instants import lived_at
from callforprojects.demonstration.building.people import DemonstrationPeople
from callforprojects.demonstration.material import (
    DemonstrationCalendar,
    Row,
    by_code,
    load_material,
    material_rows,
)
from callforprojects.juries.models import Juror, JurorRole, Jury
from callforprojects.juries.services import (
    Offer,
    Statement,
    accept_seat,
    choose_jurors,
    declare_interests,
    invite_juror,
    notify_jurors,
    set_due_date,
)
from callforprojects.reviews import services
from callforprojects.reviews.models import ScoreStatus
from callforprojects.reviews.queries import scoring_session_of
from callforprojects.reviews.services import Details, Mark

# Days from today: when the jury was formed, when files were given, by when scores are wanted.
_TIMES = {"dvd-2021": (-40, -17, 12), "tiga-2018": (-190, -165, -110)}
_FILES = {"dvd-2021": "reviews_dvd", "tiga-2018": "reviews_tiga"}


def build_juries(
    people: DemonstrationPeople,
    calls: Mapping[str, Call],
    applications: Mapping[str, Application],
    calendar: DemonstrationCalendar,
) -> None:
    """Both juries: the one that has finished, then the one half-way."""
    for code in ("tiga-2018", "dvd-2021"):
        officer = people.agents[by_code("calls")[code]["funder"]]
        formed, given, due = _TIMES[code]
        seats = _seated(people, calls[code], officer, calendar.at(formed, 10))
        with lived_at(calendar.at(given, 9)):
            set_due_date(calls[code], calendar.at(due).date(), by=officer)
            content = load_material(_FILES[code])
            _assign(content, seats, applications, officer)
            notify_jurors(calls[code].current_round)
        _judge(content, seats, applications, calendar.at(given + 1, 14))


def _seated(
    people: DemonstrationPeople, call: Call, officer: User, at: datetime
) -> dict[str, Juror]:
    """Every juror of this call, invited by mail and seated the day after."""
    seats: dict[str, Juror] = {}
    for row in material_rows("jurors"):
        for seat in row["juries"]:
            if seat["call"] != by_reference(call):
                continue
            user = people.user(row, at)
            db.session.flush()
            with lived_at(at):
                juror = invite_juror(call, _offer(row, seat), by=officer)
                db.session.flush()
            with lived_at(at + timedelta(days=1, hours=len(seats))):
                accept_seat(_loaded(juror), by=user)
            seats[row["code"]] = juror
    return seats


def by_reference(call: Call) -> str:
    """The code of the content for a call."""
    return next(str(row["code"]) for row in material_rows("calls") if row["title_fr"] == call.title)


def _loaded(juror: Juror) -> Juror:
    return db.session.scalars(
        select(Juror)
        .where(Juror.id == juror.id)
        .options(
            joinedload(Juror.jury).joinedload(Jury.round).joinedload(Round.call),
            joinedload(Juror.user),
        )
        .execution_options(populate_existing=True)
    ).one()


def _offer(row: Row, seat: Row) -> Offer:
    return Offer(
        full_name=f"{row['first_name']} {row['last_name']}",
        email=row["email"],
        employer=row["employer"],
        role=JurorRole(seat["role"]),
        capacity=10,
    )


def _assign(
    content: Row, seats: Mapping[str, Juror], applications: Mapping[str, Application], officer: User
) -> None:
    """Give each file to the jurors that the content names, and to those who will step back."""
    stepping_back = {
        conflict["application"]: conflict["juror"] for conflict in content["conflicts"]
    }
    for review in content["reviews"]:
        names = [assignment["juror"] for assignment in review["assignments"]]
        if review["application"] in stepping_back:
            names.append(stepping_back[review["application"]])
        chosen = frozenset(seats[name].id for name in names)
        choose_jurors(_file(applications[review["application"]]), chosen, by=officer)
    db.session.flush()


def _file(application: Application) -> Application:
    """With all that judging it touches."""
    call = joinedload(Application.round).joinedload(Round.call)
    return db.session.scalars(
        select(Application)
        .where(Application.id == application.id)
        .options(
            call.selectinload(Call.expectations),
            call.joinedload(Call.funder),
            joinedload(Application.organisation),
            selectinload(Application.submissions),
        )
    ).one()


def _judge(
    content: Row,
    seats: Mapping[str, Juror],
    applications: Mapping[str, Application],
    begun_at: datetime,
) -> None:
    """Declarations first, then the scores, spread over the days that follow."""
    for conflict in content["conflicts"]:
        juror = _loaded(seats[conflict["juror"]])
        with lived_at(begun_at):
            _declare(juror, applications[conflict["application"]], conflict["reason_fr"])
    for place, review in enumerate(content["reviews"]):
        application = _file(applications[review["application"]])
        for turn, assignment in enumerate(review["assignments"]):
            if assignment["state"] == "not_started":
                continue
            juror = _loaded(seats[assignment["juror"]])
            with lived_at(begun_at + timedelta(hours=7 * place + 3 * turn)):
                _declare(juror, application, "")
                _score(juror, application, review, assignment)


def _declare(juror: Juror, application: Application, reason: str) -> None:
    assert juror.user is not None
    statement = Statement(has_conflict=bool(reason), reason=reason)
    declare_interests(juror, _file(application), statement, by=juror.user)
    db.session.flush()


def _score(juror: Juror, application: Application, content: Row, assignment: Row) -> None:
    assert juror.user is not None
    is_finished = assignment["state"] == "finished"
    scoring = scoring_session_of(application, juror.user.id)
    codes = [
        criterion["code"]
        for criterion in by_code("calls")[by_reference(application.call)]["criteria"]
    ]
    marks = {
        criterion.id: _mark(assignment["juror"], criterion, content, code)
        for criterion, code in zip(scoring.criteria, codes, strict=True)
    }
    if not is_finished:
        marks = dict(list(marks.items())[:2])
    details = Details(
        version=0,
        comment=_comment(assignment["juror"], content) if is_finished else "",
        marks=marks,
    )
    review = services.save_review(scoring, details, by=juror.user)
    if is_finished:
        services.submit_review(review, scoring.criteria, by=juror.user)


def _mark(juror: str, criterion: Criterion, content: Row, code: str) -> Mark:
    """The quality of the file, less the juror's severity, and the mood of the day."""
    severity = by_code("jurors")[juror]["severity"]
    mood = _draw(juror, content["application"], code) - 0.5
    value = (content["quality"][code] - severity + 0.8 * mood) * int(criterion.scale_max.number) / 5
    comments = content["comments"][code]
    chosen = comments[math.floor(_draw(juror, code, "comment") * len(comments))]
    mark = min(criterion.scale_max, Points.of(max(0, round(value))))
    return Mark(ScoreStatus.SCORED, mark, chosen)


def _comment(juror: str, content: Row) -> str:
    """What they say of the whole: a strength and a weakness."""
    pick = _draw(juror, content["application"])
    strengths, weaknesses = content["strengths"], content["weaknesses"]
    return (
        f"{strengths[math.floor(pick * len(strengths))]} "
        f"{weaknesses[math.floor(pick * len(weaknesses))]}"
    )


def _draw(*names: Any) -> float:  # noqa: ANN401  # texts
    """A number from 0 to 1 that is always the same for the same names."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
