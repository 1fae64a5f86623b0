"""The lists of reviews: the files of a juror, and the scores of a call for its officers."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import case

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Option,
    SortOrder,
    Table,
    number_column,
    options_of,
    text_column,
)
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.juries.tables import WORDS_OF_FILE, file_columns
from callforprojects.reviews.models import Review, Standing
from callforprojects.reviews.queries import (
    FILE_STATE,
    WAITING_FIRST,
    FileState,
    JurorCall,
    JurorFile,
    ScoredFile,
)

SCORED: Table[ScoredFile] = Table(
    sort="reference",
    ties=[Application.reference, Application.id],
    columns=[
        *file_columns(),
        number_column("reviews", _("Reviews"), lambda file: file.reviews, order_by=Standing.count),
        number_column(
            "versions",
            _("Versions"),
            lambda file: file.versions,
            order_by=Standing.versions,
            is_extra=True,
        ),
        number_column(
            "revised",
            _("Changed after reading the others"),
            lambda file: file.revised,
            order_by=Standing.revised,
            is_extra=True,
        ),
        number_column("mean", _("Mean"), lambda file: file.tenths("mean"), order_by=Standing.mean),
        number_column(
            "median", _("Median"), lambda file: file.tenths("median"), order_by=Standing.median
        ),
        number_column(
            "lowest",
            pgettext("mark", "Lowest"),
            lambda file: file.tenths("lowest"),
            order_by=Standing.lowest,
            is_extra=True,
        ),
        number_column(
            "highest",
            pgettext("mark", "Highest"),
            lambda file: file.tenths("highest"),
            order_by=Standing.highest,
            is_extra=True,
        ),
        number_column(
            "spread",
            _("Gap"),
            lambda file: file.gap,
            order_by=Standing.highest - Standing.lowest,
        ),
        Column("plot", _("Dispersion"), lambda _file: None, is_exported=False),
    ],
    filters=[WORDS_OF_FILE],
)
_REFERENCE, _TITLE, _ORGANISATION = file_columns()
_JUROR_FILES: Sequence[Column[JurorFile]] = [
    _TITLE,
    replace(_REFERENCE, is_extra=True),
    _ORGANISATION,
    Column(
        "status",
        pgettext("file", "Status"),
        lambda file: file.status,
        order_by=WAITING_FIRST,
        is_status=True,
    ),
    number_column(
        "total", _("My total out of 100"), lambda file: file.total, order_by=Review.total
    ),
    number_column(
        "versions",
        _("Versions"),
        lambda file: file.versions,
        order_by=Review.version_count,
        is_extra=True,
    ),
    Column(
        "handed_in",
        _("Submitted on"),
        lambda file: file.submitted_at,
        order_by=Review.submitted_at,
        first_order=SortOrder.DESC,
        is_extra=True,
    ),
]
_OF_STATUS = ChoiceFilter(
    "status",
    pgettext("file", "Status"),
    lambda: options_of(FileState),
    where=lambda status: FILE_STATE.in_([status]),
)


def juror_table(calls: Sequence[JurorCall]) -> Table[JurorFile]:
    """The files of a juror; their call is said when there are several.

    As they come: call by call in the order given, what waits for the juror first.
    """
    titles = {call.call_id: call.title for call in calls}
    several = len(titles) > 1
    call: Column[JurorFile] = text_column(
        "call", _("Call"), lambda file: titles[file.call_id], is_extra=not several
    )
    of_call = ChoiceFilter(
        "call_id",
        _("Call"),
        lambda: [Option(str(call_id), title) for call_id, title in titles.items()],
        where=lambda call_id: Call.id == UUID(call_id),
    )
    places = {call_id: place for place, call_id in enumerate(titles)}
    return Table(
        sort="",
        ties=[
            case(places, value=Call.id) if places else Call.id,
            WAITING_FIRST,
            Application.reference,
            Application.id,
        ],
        columns=[*_JUROR_FILES[:3], call, *_JUROR_FILES[3:]],
        filters=[WORDS_OF_FILE, *([of_call] if several else []), _OF_STATUS],
    )
