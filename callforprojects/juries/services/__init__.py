"""The verbs of juries: offering and taking seats, giving files, stepping back."""

from callforprojects.juries.services.assignments import (
    apply_plan as apply_plan,
    choose_jurors as choose_jurors,
)
from callforprojects.juries.services.conflicts import (
    lift_conflict as lift_conflict,
    pin_conflict as pin_conflict,
    step_back as step_back,
)
from callforprojects.juries.services.interests import (
    Statement as Statement,
    declare_interests as declare_interests,
    declare_many as declare_many,
)
from callforprojects.juries.services.invitations import (
    invitations_to_juries as invitations_to_juries,
    make_juror_invitation_link as make_juror_invitation_link,
    resend_juror_invitation as resend_juror_invitation,
)
from callforprojects.juries.services.notifications import (
    count_jurors as count_jurors,
    notify_jurors as notify_jurors,
)
from callforprojects.juries.services.purging import (
    remove_juries as remove_juries,
)
from callforprojects.juries.services.refusals import (
    refusal_of as refusal_of,
    refuse_who_stepped_back as refuse_who_stepped_back,
    too_early as too_early,
)
from callforprojects.juries.services.seats import (
    Offer as Offer,
    accept_seat as accept_seat,
    decline_seat as decline_seat,
    invite_juror as invite_juror,
    remove_juror as remove_juror,
    set_due_date as set_due_date,
    update_juror as update_juror,
)
