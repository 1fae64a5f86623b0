"""The lists of a jury as its officers see them: the jurors, and the files with their jurors."""

from collections.abc import Sequence
from typing import Any, Protocol

from callforprojects.applications.models import Application
from callforprojects.core.tables import (
    BY_VALUE,
    ChoiceFilter,
    Column,
    Filter,
    SortOrder,
    Table,
    action_column,
    number_column,
    options_of,
    text_column,
    words_in,
)
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.core.text.search_text import holds
from callforprojects.juries.models import JurorStatus
from callforprojects.juries.queries import JURORS_IN_CHARGE, GivenFile, JurorLine, NamedJuror
from callforprojects.organisations.models import Organisation


class FileSelection(LabelledEnum):
    """The files that an officer looks for."""

    ALONE = "alone", _("Files without a juror")


class FileLine(Protocol):
    """What the line of a file says of it, in whatever list it stands."""

    @property
    def reference(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def organisation(self) -> str: ...


WORDS_OF_FILE = Filter(
    "q",
    _("Title, reference or organisation"),
    where=words_in(Application.search_text, Organisation.search_text),
)


def file_columns() -> tuple[Column[Any], Column[Any], Column[Any]]:
    """What tells one file from another: its reference, its title, who applies."""
    reference: Column[FileLine] = Column(
        "reference",
        _("Reference"),
        lambda file: file.reference,
        order_by=Application.reference,
        is_always_filled=True,
        is_unbroken=True,
    )
    title: Column[FileLine] = text_column(
        "title",
        _("File"),
        lambda file: file.title,
        order_by=Application.search_text,
        is_always_filled=True,
        is_heading=True,
    )
    organisation: Column[FileLine] = text_column(
        "organisation",
        pgettext("applicant", "Organisation"),
        lambda file: file.organisation,
        order_by=Organisation.search_text,
        is_always_filled=True,
        is_extra=True,
    )
    return reference, title, organisation


FILES: Table[GivenFile] = Table(
    sort="reference",
    ties=[Application.reference, Application.id],
    columns=[
        *file_columns(),
        number_column(
            "count",
            _("Jurors"),
            lambda file: len(file.jurors),
            order_by=JURORS_IN_CHARGE,
            is_always_filled=True,
        ),
        Column("names", pgettext("jury", "Names"), lambda file: _names(file.jurors)),
        Column(
            "withdrawn",
            pgettext("jury", "Recused"),
            lambda file: _names(file.withdrawn),
            is_extra=True,
        ),
        action_column(),
    ],
    filters=[
        WORDS_OF_FILE,
        ChoiceFilter(
            "show",
            _("Files shown"),
            lambda: options_of(FileSelection),
            _("All files"),
            where=lambda _alone: JURORS_IN_CHARGE == 0,
        ),
    ],
)

JURORS: Table[JurorLine] = Table(
    sort="name",
    columns=[
        text_column(
            "name",
            _("Juror"),
            lambda line: line.juror.full_name,
            order_by=BY_VALUE,
            is_heading=True,
        ),
        text_column(
            "employer",
            _("Employer or mandate"),
            lambda line: line.juror.employer,
            order_by=BY_VALUE,
            is_extra=True,
        ),
        Column("email", _("E-mail address"), lambda line: line.juror.email, is_extra=True),
        Column("role", pgettext("juror", "Role"), lambda line: line.juror.role, order_by=BY_VALUE),
        Column(
            "status",
            pgettext("juror", "Answer"),
            lambda line: line.juror.status,
            order_by=BY_VALUE,
            is_status=True,
        ),
        Column(
            "load",
            _("Files"),
            lambda line: line.load,
            order_by=BY_VALUE,
            first_order=SortOrder.DESC,
        ),
        number_column(
            "most",
            _("Maximum number of files"),
            lambda line: line.juror.capacity,
            order_by=BY_VALUE,
            is_extra=True,
        ),
        Column(
            "done",
            _("Reviews submitted"),
            lambda line: line.submitted,
            order_by=BY_VALUE,
            first_order=SortOrder.DESC,
        ),
        number_column(
            "declare",
            _("To declare"),
            lambda line: line.to_declare,
            order_by=BY_VALUE,
            is_extra=True,
        ),
        number_column(
            "conflicts",
            _("Conflicts of interest"),
            lambda line: line.conflicts,
            order_by=BY_VALUE,
            is_extra=True,
        ),
        action_column(),
    ],
    filters=[
        Filter(
            "q",
            _("Name, employer or e-mail address"),
            keeps=lambda line, text: holds(line.juror.search_parts, text),
        ),
        ChoiceFilter(
            "status",
            pgettext("juror", "Answer"),
            lambda: options_of(JurorStatus),
            keeps=lambda line, status: line.juror.status == status,
        ),
    ],
)
"""A jury is read whole: its figures come from several features."""


def _names(jurors: Sequence[NamedJuror]) -> str:
    return ", ".join(juror.full_name for juror in jurors)
