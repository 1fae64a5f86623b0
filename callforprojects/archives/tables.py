"""The lists of what a funder keeps: calls that have ended, their files, the slip of elimination.

The slip (bordereau d'élimination) is what is submitted to the archives service.
"""

from callforprojects.applications.models import Application
from callforprojects.archives.queries import CALL_ENDED, KeptFile
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import to_paris
from callforprojects.core.tables import Column, Table, number_column, text_column
from callforprojects.core.text.i18n import _, pgettext

ENDED_CALLS: Table[Call] = Table(
    ties=[CALL_ENDED, Call.id],
    columns=[
        text_column("call", pgettext("archives", "Call"), lambda call: call.title, is_heading=True),
        Column(
            "ended",
            _("Results announced, or call cancelled"),
            lambda call: call.ended_at and to_paris(call.ended_at).date(),
        ),
        Column("ends", _("End of the DUA"), lambda _call: None, is_exported=False),
    ],
)
KEPT_FILES: Table[KeptFile] = Table(
    ties=[Application.reference],
    columns=[
        Column("reference", _("Reference"), lambda file: file.reference, is_unbroken=True),
        text_column(
            "title",
            _("Application"),
            lambda file: file.title or _("Untitled application"),
            is_heading=True,
        ),
        text_column(
            "organisation", _("Organisation"), lambda file: file.organisation, is_extra=True
        ),
        Column("filed", _("Submitted on"), lambda file: file.submitted_at, is_extra=True),
        Column(
            "outcome",
            pgettext("archives", "Outcome"),
            lambda file: file.outcome,
            is_status=True,
        ),
        Column(
            "group", pgettext("archives", "Group"), lambda file: file.group.label, is_extra=True
        ),
        number_column("years", _("DUA, in years"), lambda file: file.keeping.years, is_extra=True),
        Column("ends", _("End of the DUA"), lambda file: file.ends_on),
        Column("fate", _("Final fate"), lambda file: file.keeping.fate.label),
        number_column(
            "documents",
            pgettext("archives", "Documents"),
            lambda file: file.documents,
            is_extra=True,
        ),
        number_column(
            "size",
            _("Size of the documents, in bytes"),
            lambda file: file.size,
            is_extra=True,
        ),
    ],
)
