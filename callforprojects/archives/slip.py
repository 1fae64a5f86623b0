"""The slip of elimination (bordereau d'élimination): what is submitted to the archives service."""

from callforprojects.archives.queries import KeptFile
from callforprojects.core.tables import Column, figures, heading
from callforprojects.core.text.i18n import _, pgettext

SLIP: list[Column[KeptFile]] = [
    Column("reference", _("Reference"), lambda file: file.reference, is_unbroken=True),
    heading("title", _("Application"), lambda file: file.title or _("Untitled application")),
    Column("organisation", _("Organisation"), lambda file: file.organisation, is_free_text=True),
    Column("filed", _("Submitted on"), lambda file: file.submitted_at),
    Column("outcome", pgettext("archives", "Outcome"), lambda file: file.outcome.label),
    Column("group", pgettext("archives", "Group"), lambda file: file.group.label),
    figures("years", _("DUA, in years"), lambda file: file.keeping.years),
    Column("ends", _("End of the DUA"), lambda file: file.ends_on),
    Column("fate", _("Final fate"), lambda file: file.keeping.fate.label),
    figures("documents", pgettext("archives", "Documents"), lambda file: file.documents),
    figures("size", _("Size of the documents, in bytes"), lambda file: file.size),
]
