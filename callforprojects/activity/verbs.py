"""The verbs of the activity: for each, the sentence that follows the name of who did it."""

from collections.abc import Mapping
from dataclasses import dataclass

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The verbs of one part of the platform."""

    label: Sentence
    verbs: Mapping[str, Sentence]


GROUPS = (
    VerbGroup(
        pgettext("activity", "Accounts"),
        {
            "user.signed_up": _("opened an account"),
            "user.forgotten": _("removed an account whose address nobody confirmed"),
            "user.created": _("created the account"),
            "user.confirmed": _("confirmed their address"),
            "user.signed_in": _("signed in"),
            "user.signed_out": _("signed out"),
            "user.updated": _("changed their profile"),
            "user.password_changed": _("changed their password"),
            "user.password_reset": _("chose a new password"),
            "user.reset_link_made": _("copied a link to choose a new password"),
            "user.session_ended": _("ended an open session"),
            "user.address_asked": _("asked for another e-mail address"),
            "user.address_changed": _("changed their e-mail address"),
            "user.address_stopped": _("stopped a change of their e-mail address"),
            "user.closed": _("closed the account"),
            "user.join_asked": _("asked to join another account to their own"),
            "user.joined": _("joined another account to their own"),
            "user.joined_to": _("joined this account to another one of the same person"),
        },
    ),
    VerbGroup(
        pgettext("activity", "Organisations"),
        {
            "organisation.created": _("created the organisation"),
            "organisation.updated": _("changed the organisation"),
            "organisation.removed": _("removed an organisation registered by mistake"),
            "organisation.merged": _("merged another organisation into this one"),
            "invitation.link_made": _("copied the link of an invitation"),
            "organisation.silence_set": _("changed what receipts say of the funder’s silence"),
            "organisation.retention_set": _("changed how long the funder’s files are kept"),
            "member.invited": _("invited a member"),
            "member.joined": _("joined the organisation"),
            "member.left": _("left the organisation"),
            "member.removed": _("removed a member"),
            "member.role_changed": _("changed the role of a member"),
            "invitation.cancelled": _("cancelled an invitation"),
            "join_request.made": _("asked to join the organisation"),
            "join_request.approved": _("accepted a request to join"),
            "join_request.refused": _("refused a request to join"),
            "accreditation.requested": _("asked to be accredited"),
            "accreditation.code_sent": _("sent a code to an address of a public register"),
            "accreditation.granted": _("accredited the organisation"),
            "accreditation.refused": _("refused an accreditation request"),
            "known_domain.added": _("entered the domain of an institution"),
            "known_domain.removed": _("removed the domain of an institution"),
        },
    ),
    VerbGroup(
        pgettext("activity", "Calls"),
        {
            "call.created": _("created the call"),
            "call.updated": _("changed the call"),
            "call.published": _("published the call"),
            "call.cancelled": _("cancelled the call"),
            "call.deleted": _("deleted the draft of the call"),
            "call.restored": _("restored the draft of the call"),
            "call.purged": _("removed the deleted call for good"),
            "call.postponed": _("changed the calendar of the call"),
            "call.closed": _("closed the call"),
            "criteria.changed": _("changed the criteria"),
            "questionnaire.changed": _("changed the questionnaire"),
            "questionnaire.published": _("published the questionnaire"),
        },
    ),
    VerbGroup(
        pgettext("activity", "Applications"),
        {
            "application.started": _("began the application"),
            "application.saved": _("saved the application"),
            "application.submitted": _("submitted the application"),
            "application.withdrawn": _("withdrew the application"),
            "application.deleted": _("deleted the draft of the application"),
            "application.restored": _("restored the draft of the application"),
            "application.purged": _("removed the deleted application for good"),
            "application.eliminated": _("erased the application, with the visa of the archives"),
            "file.added": _("added a document"),
            "file.removed": _("removed a document"),
        },
    ),
    VerbGroup(
        pgettext("activity", "Jury"),
        {
            "juror.invited": _("invited a juror"),
            "juror.invitation_resent": _("sent the invitation of a juror again"),
            "juror.link_made": _("copied the link of the invitation of a juror"),
            "juror.accepted": _("accepted to sit in the jury"),
            "juror.declined": _("declined to sit in the jury"),
            "juror.updated": _("changed what a juror may take"),
            "juror.removed": _("removed a juror"),
            "jury.due_date_set": _("set the date by which reviews are due"),
            "jury.reminded": _("reminded the jurors of what is due"),
            "jury.distributed": _("distributed the applications among the jurors"),
            "assignment.made": _("entrusted an application to a juror"),
            "assignment.changed": _("changed who judges an application"),
            "assignment.removed": _("took an application back from a juror"),
            "interests.declared": _("declared to have no conflict of interest"),
            "conflict.declared": _("declared a conflict of interest"),
            "conflict.pinned": _("recorded a conflict of interest"),
            "conflict.lifted": _("lifted a conflict of interest"),
        },
    ),
    VerbGroup(
        pgettext("activity", "Reviews"),
        {
            "review.saved": _("saved the review"),
            "review.submitted": _("submitted the review"),
            "review.others_read": _("read the reviews of the others"),
            "review.reopened": _("reopened the review"),
            "review.excluded": _("set the review aside"),
            "review.restored": _("took the review out of those set aside"),
        },
    ),
    VerbGroup(
        pgettext("activity", "Decisions and messages"),
        {
            "decision.prepared": _("prepared the decision"),
            "decision.changed": _("changed the decision"),
            "act.written": _("said who decides"),
            "letters.prepared": _("prepared the letters"),
            "results.announced_unfinished": _("announced before the jury had finished"),
            "results.announced": _("announced the results"),
            "elimination.recorded": _("recorded the visa for an elimination"),
            "message.released": _("released a message"),
            "message.cancelled": _("cancelled a message"),
            "message.sent_again": _("had a message sent again"),
        },
    ),
)
VERBS: Mapping[str, Sentence] = {
    verb: sentence for group in GROUPS for verb, sentence in group.verbs.items()
}


def sentence_of(verb: str) -> Sentence:
    """The sentence of a verb. One that a former version wrote is shown as it was written."""
    return VERBS.get(verb, verb)
