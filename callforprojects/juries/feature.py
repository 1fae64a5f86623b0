"""What juries declare."""

from callforprojects.applications.models import Application
from callforprojects.applications.permissions import is_filed
from callforprojects.core.data.declarations import ArchivePart, Link, LinkSource, MenuEntry
from callforprojects.core.data.feature import Feature
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.juries import permissions, queries, services
from callforprojects.juries.models import Assignment, Declaration, Juror
from callforprojects.juries.personal_data import PERSONAL_DATA
from callforprojects.juries.services.invitations import INVITATION_MAIL

FEATURE = Feature(
    name="juries",
    label=pgettext("activity", "Jury"),
    verbs={
        "juror.invited": _("invited a juror"),
        "juror.invitation_resent": _("sent the invitation of a juror again"),
        "juror.link_made": _("copied the link of the invitation of a juror"),
        "juror.accepted": _("accepted to sit in the jury"),
        "juror.declined": _("declined to sit in the jury"),
        "juror.updated": _("changed what a juror may take"),
        "juror.removed": _("removed a juror"),
        "jury.due_date_set": _("set the date by which reviews are due"),
        "jury.distributed": _("distributed the applications among the jurors"),
        "assignment.made": _("entrusted an application to a juror"),
        "assignment.changed": _("changed who judges an application"),
        "assignment.removed": _("took an application back from a juror"),
        "interests.declared": _("declared to have no conflict of interest"),
        "conflict.declared": _("declared a conflict of interest"),
        "conflict.pinned": _("recorded a conflict of interest"),
        "conflict.lifted": _("lifted a conflict of interest"),
    },
    seats={Juror: queries.juror_seats, Assignment: queries.assignment_seats},
    visibility_rules={
        Application: Visibility(readers=permissions.JURORS, on_own_pages=True),
    },
    destinations={"juries.invitation": queries.description_of_seat},
    personal_data=PERSONAL_DATA,
    archive_parts=[ArchivePart(rows=[Assignment.application_id, Declaration.application_id])],
    call_menu=[
        MenuEntry(
            label=pgettext("menu", "Jury"),
            endpoint="juries.detail",
            covers=("juries.",),
            may=permissions.manage_jury,
        ),
    ],
    people_concerned=services.count_jurors,
    why_not_reopened=queries.why_files_hinder,
    links={INVITATION_MAIL: LinkSource(queries.waiting_seat, services.make_juror_invitation_link)},
    invitations_sent=services.invitations_to_juries,
    navigation={
        "published_call": [
            Link(
                label=_("Prepare the jury"),
                endpoint="juries.detail",
                argument="call_id",
                order=1,
            ),
        ],
        "applications_of_call": [
            Link(
                label=_("Files and their jurors"),
                endpoint="juries.assignments",
                argument="call_id",
                may=permissions.manage_jury,
            ),
        ],
        "application": [
            Link(
                label=_("Jurors of this file"),
                endpoint="juries.choose",
                argument="application_id",
                may=permissions.manage_jury,
                when=is_filed,
                mark="people",
                order=4,
            ),
            Link(
                label=_("Recuse myself from this file…"),
                endpoint="juries.step_back",
                argument="application_id",
                may=permissions.step_back,
                when=permissions.is_call_at_work,
                mark="person",
                order=5,
            ),
        ],
    },
)
