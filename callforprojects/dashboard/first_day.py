"""What an administrator does on the first day, in order, from an empty platform to a call."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from callforprojects.core.data.clock import now
from callforprojects.core.data.formats import day
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.dashboard.queries import Beginnings
from callforprojects.organisations.models import Invitation


@dataclass(frozen=True, slots=True)
class FirstDayStep:
    """One step: what, a word on it, whether it is done, and the page where it is.

    `waits` says that somebody else has to answer first.
    """

    label: Sentence
    advice: Sentence
    is_done: bool
    page: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    waits: bool = False


def first_day(begun: Beginnings) -> Sequence[FirstDayStep]:
    """The steps; none once a call is published: the day is over."""
    if begun.published:
        return ()
    return (
        FirstDayStep(_("Create the administrator’s account"), _("It is yours."), is_done=True),
        FirstDayStep(
            _("Let the first funder in"),
            _("Its name and how to reach it; its SIREN if it has one."),
            is_done=begun.funder_id is not None,
            page="organisations.create_funder",
        ),
        _officer_step(
            begun,
            0,
            FirstDayStep(
                _("Invite its first officer"),
                _("As administrator of the funder: this person then invites the others."),
                is_done=begun.officers > 0,
                **_of_funder("organisations.invite", begun),
            ),
        ),
        _officer_step(
            begun,
            1,
            FirstDayStep(
                _("Have a second officer"),
                _("So that a call never depends on one person."),
                is_done=begun.officers > 1,
                **_of_funder("organisations.members", begun),
            ),
        ),
        FirstDayStep(
            _("Publish the first call"),
            _("The officers write it, check it and publish it from their own dashboard."),
            is_done=False,
        ),
    )


def _officer_step(begun: Beginnings, before: int, step: FirstDayStep) -> FirstDayStep:
    """The step that brings the officer after `before`: when one is invited, to that invitation."""
    if begun.officers != before or begun.invitation is None:
        return step
    return replace(
        step,
        advice=_invited(begun.invitation),
        waits=True,
        **_of_funder("organisations.members", begun),
    )


def _invited(invitation: Invitation) -> Sentence:
    email, since = invitation.email, day(invitation.sent_at)
    if invitation.is_usable(now()):
        return _(
            "The invitation sent to %(email)s on %(day)s waits for an answer.",
            email=email,
            day=since,
        )
    return _(
        "The invitation sent to %(email)s on %(day)s has expired: send it again.",
        email=email,
        day=since,
    )


def _of_funder(page: str, begun: Beginnings) -> dict[str, Any]:
    """Where a step is: on a page of the first funder, once there is one."""
    if begun.funder_id is None:
        return {}
    return {"page": page, "arguments": {"organisation_id": begun.funder_id}}
