"""The lists of reviews: the files on a juror's desk, and the scores of a call for its officers."""

from collections.abc import Sequence

from callforprojects.core.i18n import _, pgettext
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    Option,
    Table,
    Way,
    figures,
    heading,
    options_of,
)
from callforprojects.juries.listing import file_columns
from callforprojects.reviews.queries import Desk, DeskFile, FileState, ScoredFile

SCORED: Table[ScoredFile] = Table(
    sort="reference",
    columns=[
        *file_columns(lambda file: file.application),
        figures("reviews", _("Reviews"), lambda file: file.figure("count")),
        figures("versions", _("Versions"), lambda file: file.figure("versions"), is_extra=True),
        figures(
            "revised",
            _("Changed after reading the others"),
            lambda file: file.figure("revised"),
            is_extra=True,
        ),
        figures("mean", _("Mean"), lambda file: file.figure("mean")),
        figures("median", _("Median"), lambda file: file.figure("median")),
        figures(
            "lowest", pgettext("mark", "Lowest"), lambda file: file.figure("lowest"), is_extra=True
        ),
        figures(
            "highest",
            pgettext("mark", "Highest"),
            lambda file: file.figure("highest"),
            is_extra=True,
        ),
        figures("spread", _("Gap"), lambda file: file.gap),
        Column("plot", _("Dispersion"), lambda _file: None, is_exported=False),
    ],
    filters=[Filter("q", _("Title, reference or organisation"))],
)


def desk_table(desks: Sequence[Desk]) -> Table[DeskFile]:
    """The files of a juror; their call is said when there are several."""
    several = len(desks) > 1
    titles = {desk.call_id: desk.title for desk in desks}
    of_call = [
        ChoiceFilter(
            "call_id",
            _("Call"),
            lambda: [Option(str(desk.call_id), desk.title) for desk in desks],
        )
    ]
    return Table(
        sort="",
        columns=[
            heading("title", _("File"), lambda file: file.title),
            Column(
                "reference",
                _("Reference"),
                lambda file: file.reference,
                sorts=Way.UP,
                is_unbroken=True,
                is_extra=True,
            ),
            Column(
                "organisation",
                pgettext("applicant", "Organisation"),
                lambda file: file.organisation,
                sorts=Way.UP,
                is_free_text=True,
                is_extra=True,
            ),
            Column(
                "call",
                _("Call"),
                lambda file: titles[file.call_id],
                is_free_text=True,
                is_extra=not several,
            ),
            Column(
                "status",
                pgettext("file", "Status"),
                lambda file: file.status,
                sorts=Way.UP,
                is_status=True,
            ),
            figures("total", _("My total out of 100"), lambda file: file.total),
            figures("versions", _("Versions"), lambda file: file.versions, is_extra=True),
            Column(
                "handed_in",
                _("Handed in on"),
                lambda file: file.submitted_at,
                sorts=Way.DOWN,
                is_extra=True,
            ),
        ],
        filters=[
            Filter("q", _("Title, reference or organisation")),
            *(of_call if several else []),
            ChoiceFilter("status", pgettext("file", "Status"), lambda: options_of(FileState)),
        ],
    )
