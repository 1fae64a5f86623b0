"""The slip of elimination (bordereau d'élimination): what is submitted to the archives service."""

from callforprojects.archives.queries import KeptFile
from callforprojects.core.tables import Column, number_column, text_column
from callforprojects.core.text.i18n import _, pgettext

SLIP: list[Column[KeptFile]] = [
    Column("reference", _("Reference"), lambda file: file.reference, is_unbroken=True),
    text_column(
        "title",
        _("Application"),
        lambda file: file.title or _("Untitled application"),
        is_heading=True,
    ),
    Column("organisation", _("Organisation"), lambda file: file.organisation, is_free_text=True),
    Column("filed", _("Submitted on"), lambda file: file.submitted_at),
    Column("outcome", pgettext("archives", "Outcome"), lambda file: file.outcome.label),
    Column("group", pgettext("archives", "Group"), lambda file: file.group.label),
    number_column("years", _("DUA, in years"), lambda file: file.keeping.years),
    Column("ends", _("End of the DUA"), lambda file: file.ends_on),
    Column("fate", _("Final fate"), lambda file: file.keeping.fate.label),
    number_column("documents", pgettext("archives", "Documents"), lambda file: file.documents),
    number_column("size", _("Size of the documents, in bytes"), lambda file: file.size),
]
