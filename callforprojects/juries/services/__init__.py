"""The verbs of juries: offering and taking seats, giving files, stepping back."""

from callforprojects.juries.services.assignments import apply_plan, choose_jurors
from callforprojects.juries.services.conflicts import (
    lift_conflict,
    pin_conflict,
    step_back,
)
from callforprojects.juries.services.interests import (
    Statement,
    declare_interests,
    declare_many,
)
from callforprojects.juries.services.invitations import (
    invitations_to_juries,
    make_invitation_link,
    resend_invitation,
)
from callforprojects.juries.services.notifications import count_jurors, notify_jurors
from callforprojects.juries.services.purging import remove_jury
from callforprojects.juries.services.refusals import (
    hold_call,
    refusal_of,
    refuse_who_stepped_back,
    too_early,
)
from callforprojects.juries.services.seats import (
    Offer,
    accept_seat,
    decline_seat,
    invite_juror,
    remove_juror,
    set_due_date,
    update_juror,
)

__all__ = [
    "Offer",
    "Statement",
    "accept_seat",
    "apply_plan",
    "choose_jurors",
    "count_jurors",
    "declare_interests",
    "declare_many",
    "decline_seat",
    "hold_call",
    "invitations_to_juries",
    "invite_juror",
    "lift_conflict",
    "make_invitation_link",
    "notify_jurors",
    "pin_conflict",
    "refusal_of",
    "refuse_who_stepped_back",
    "remove_juror",
    "remove_jury",
    "resend_invitation",
    "set_due_date",
    "step_back",
    "too_early",
    "update_juror",
]
