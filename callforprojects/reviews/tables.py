"""The lists of reviews: the files on a juror's desk, and the scores of a call for its officers."""

from collections.abc import Sequence
from dataclasses import replace

from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    Option,
    SortOrder,
    Table,
    number_column,
    options_of,
)
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.juries.tables import file_columns
from callforprojects.reviews.queries import Desk, DeskFile, FileState, ScoredFile

_WORDS = Filter("q", _("Title, reference or organisation"))
SCORED: Table[ScoredFile] = Table(
    sort="reference",
    columns=[
        *file_columns(),
        number_column("reviews", _("Reviews"), lambda file: file.reviews),
        number_column("versions", _("Versions"), lambda file: file.versions, is_extra=True),
        number_column(
            "revised", _("Changed after reading the others"), lambda f: f.revised, is_extra=True
        ),
        number_column("mean", _("Mean"), lambda file: file.tenths("mean")),
        number_column("median", _("Median"), lambda file: file.tenths("median")),
        number_column(
            "lowest", pgettext("mark", "Lowest"), lambda file: file.tenths("lowest"), is_extra=True
        ),
        number_column(
            "highest",
            pgettext("mark", "Highest"),
            lambda file: file.tenths("highest"),
            is_extra=True,
        ),
        number_column("spread", _("Gap"), lambda file: file.gap),
        Column("plot", _("Dispersion"), lambda _file: None, is_exported=False),
    ],
    filters=[_WORDS],
)
_REFERENCE, _TITLE, _ORGANISATION = file_columns()
_DESK: Sequence[Column[DeskFile]] = [
    _TITLE,
    replace(_REFERENCE, is_extra=True),
    _ORGANISATION,
    Column(
        "status",
        pgettext("file", "Status"),
        lambda file: file.status,
        sorts=SortOrder.ASC,
        is_status=True,
    ),
    number_column("total", _("My total out of 100"), lambda file: file.total),
    number_column("versions", _("Versions"), lambda file: file.versions, is_extra=True),
    Column(
        "handed_in",
        _("Submitted on"),
        lambda file: file.submitted_at,
        sorts=SortOrder.DESC,
        is_extra=True,
    ),
]


def desk_table(desks: Sequence[Desk]) -> Table[DeskFile]:
    """The files of a juror; their call is said when there are several."""
    titles = {desk.call_id: desk.title for desk in desks}
    several = len(titles) > 1
    call: Column[DeskFile] = Column(
        "call",
        _("Call"),
        lambda file: titles[file.call_id],
        is_free_text=True,
        is_extra=not several,
    )
    calls = [Option(str(call_id), title) for call_id, title in titles.items()]
    of_call = ChoiceFilter("call_id", _("Call"), lambda: calls)
    status = ChoiceFilter("status", pgettext("file", "Status"), lambda: options_of(FileState))
    return Table(
        sort="",
        columns=[*_DESK[:3], call, *_DESK[3:]],
        filters=[_WORDS, *([of_call] if several else []), status],
    )
