"""The lists of a jury as its officers see them: the jurors, and the files with their jurors."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Protocol

from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    SortOrder,
    Table,
    TableState,
    number_column,
    options_of,
    text_column,
)
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.juries.models import JurorStatus
from callforprojects.juries.queries import GivenFile, JurorLine, NamedJuror


class Shown(StrEnum):
    """The files that an officer looks for."""

    ALONE = "alone"

    @property
    def label(self) -> Sentence:
        return _("Files without a juror")


class FileLine(Protocol):
    """What the line of a file says of it, in whatever list it stands."""

    @property
    def reference(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def organisation(self) -> str: ...


def file_columns() -> tuple[Column[Any], Column[Any], Column[Any]]:
    """What tells one file from another: its reference, its title, who applies."""
    reference: Column[FileLine] = Column(
        "reference",
        _("Reference"),
        lambda file: file.reference,
        sorts=SortOrder.ASC,
        is_unbroken=True,
    )
    title: Column[FileLine] = text_column(
        "title", _("File"), lambda file: file.title, is_heading=True
    )
    organisation: Column[FileLine] = Column(
        "organisation",
        pgettext("applicant", "Organisation"),
        lambda file: file.organisation,
        sorts=SortOrder.ASC,
        is_free_text=True,
        is_extra=True,
    )
    return reference, title, organisation


FILES: Table[GivenFile] = Table(
    sort="reference",
    columns=[
        *file_columns(),
        number_column("count", _("Jurors"), lambda file: len(file.jurors)),
        Column("names", pgettext("jury", "Names"), lambda file: _names(file.jurors)),
        Column(
            "withdrawn",
            pgettext("jury", "Recused"),
            lambda file: _names(file.withdrawn),
            is_extra=True,
        ),
        Column("action", pgettext("list", "Action"), lambda _file: None, is_exported=False),
    ],
    filters=[
        Filter("q", _("Title, reference or organisation")),
        ChoiceFilter("show", _("Files shown"), lambda: options_of(Shown), _("All files")),
    ],
)

JURORS: Table[JurorLine] = Table(
    sort="name",
    columns=[
        text_column("name", _("Juror"), lambda line: line.juror.full_name, is_heading=True),
        Column(
            "employer",
            _("Employer or mandate"),
            lambda line: line.juror.employer,
            sorts=SortOrder.ASC,
            is_free_text=True,
            is_extra=True,
        ),
        Column("email", _("E-mail address"), lambda line: line.juror.email, is_extra=True),
        Column(
            "role", pgettext("juror", "Role"), lambda line: line.juror.role, sorts=SortOrder.ASC
        ),
        Column(
            "status",
            pgettext("juror", "Answer"),
            lambda line: line.juror.status,
            sorts=SortOrder.ASC,
            is_status=True,
        ),
        Column("load", _("Files"), lambda line: line.load, sorts=SortOrder.DESC),
        number_column(
            "most", _("Maximum number of files"), lambda line: line.juror.capacity, is_extra=True
        ),
        Column("done", _("Reviews submitted"), lambda line: line.submitted, sorts=SortOrder.DESC),
        number_column("declare", _("To declare"), lambda line: line.to_declare, is_extra=True),
        number_column(
            "conflicts", _("Conflicts of interest"), lambda line: line.conflicts, is_extra=True
        ),
        Column("action", pgettext("list", "Action"), lambda _line: None, is_exported=False),
    ],
    filters=[
        Filter("q", _("Name, employer or e-mail address")),
        ChoiceFilter("status", pgettext("juror", "Answer"), lambda: options_of(JurorStatus)),
    ],
)


def chosen(lines: list[JurorLine], state: TableState) -> list[JurorLine]:
    """The jurors that `state` asks for, in its order; a jury is read whole."""
    kept = [line for line in lines if _is_asked(line, state)]
    column = next(each for each in JURORS.columns if each.key == state.sort_key)
    known = [line for line in kept if column.value(line) not in {None, ""}]
    unknown = [line for line in kept if column.value(line) in {None, ""}]
    return sorted(known, key=_order_of(column), reverse=state.is_descending) + unknown


def _is_asked(line: JurorLine, state: TableState) -> bool:
    status = state.text("status")
    if status and line.juror.status != status:
        return False
    juror = line.juror
    looked_in = f"{juror.full_name} {juror.employer} {juror.email}".casefold()
    return all(word in looked_in for word in state.text("q").casefold().split())


def _order_of(column: Column[JurorLine]) -> Callable[[JurorLine], Any]:
    """Numbers by size, words without regard to capitals."""

    def order(line: JurorLine) -> Any:  # noqa: ANN401  # whatever a cell holds
        value = column.value(line)
        return value.casefold() if isinstance(value, str) else value

    return order


def _names(jurors: Sequence[NamedJuror]) -> str:
    return ", ".join(juror.full_name for juror in jurors)
