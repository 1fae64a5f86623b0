"""The columns of the matrix in a spreadsheet: one line for each of the 72 cells."""

from collections.abc import Sequence

from callforprojects.core.tables import Column
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.iso37101.drawing import CellLabel, MatrixCell, Picture

_VALUES = {
    "expected": pgettext("spreadsheet", "Expected"),
    "claimed": pgettext("spreadsheet", "Claimed"),
    "scored": pgettext("spreadsheet", "Scored"),
    "portfolio": pgettext("spreadsheet", "Sum"),
}


def columns_of(picture: Picture) -> Sequence[Column[MatrixCell]]:
    """The cell, its values with their words, the argument of a claim, the question of the cell."""
    columns: list[Column[MatrixCell]] = [
        Column(key="purpose", label=_("Purpose"), value=lambda s: s.cell.purpose.label),
        Column(key="domain", label=_("Domain of action"), value=lambda s: s.cell.domain.label),
        *_pair(picture.layer.kind, is_under=False),
    ]
    if picture.under is not None:
        columns += _pair(picture.under.kind, is_under=True)
    if picture.layer.kind == "claimed":
        columns.append(
            Column(
                key="argument",
                label=_("Argument, or counter-measure"),
                value=lambda s: s.argument,
                is_free_text=True,
            )
        )
    return [
        *columns,
        Column(key="question", label=_("Question of the cell"), value=lambda s: s.cell.prompt),
    ]


def _pair(kind: str, *, is_under: bool) -> list[Column[MatrixCell]]:
    """A value and its word."""
    label = _VALUES[kind]

    def label_of(cell: MatrixCell) -> CellLabel:
        return cell.other if is_under and cell.other is not None else cell.label

    return [
        Column(key=kind, label=label, value=lambda cell: label_of(cell).value, is_number=True),
        Column(
            key=f"{kind}-word",
            label=_("%(value)s, in words", value=label),
            value=lambda cell: label_of(cell).word,
        ),
    ]
