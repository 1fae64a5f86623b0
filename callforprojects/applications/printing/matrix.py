"""The matrix of an application as its document shows it: readable without colour."""

from typing import Any

from callforprojects.core.text.i18n import _, pgettext
from callforprojects.iso37101.drawing import MatrixCell, Picture, draw_matrix, figure_of
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import REQUIRED, WELCOME, Profile


def matrix_data(claimed: Profile, expected: Profile) -> dict[str, Any]:
    """The title, the 72 cells with what the call expects in them, the sums, how to read them."""
    picture = draw_matrix(claimed, "claimed", (expected, "expected"))
    return {
        "title": str(_("Matrix of contributions")),
        "caption": _caption(claimed, picture),
        "corner": str(_("Domains of action")),
        "purposes": [
            {"name": purpose.short, "color": purpose.color} for purpose in picture.purposes
        ],
        "sum": str(picture.sum_label),
        "rows": [
            {
                "domain": row.domain.short,
                "cells": [_cell(matrix_cell) for matrix_cell in row.cells],
                "sum": row.sum,
            }
            for row in picture.rows
        ],
        "sums": [*picture.sums, picture.total],
        "legend": _legend(),
    }


def _cell(matrix_cell: MatrixCell) -> dict[str, Any]:
    words: dict[float | None, str] = {
        WELCOME: pgettext("matrix", "welcome"),
        REQUIRED: pgettext("matrix", "required"),
    }
    wanted = matrix_cell.other.value if matrix_cell.other else None
    return {
        "level": matrix_cell.label.value,
        "value": matrix_cell.label.figure,
        "word": str(words.get(wanted, "")),
        "gap": matrix_cell.is_gap,
    }


def _caption(claimed: Profile, picture: Picture) -> str:
    """The matrix in one sentence, for whoever does not see it too."""
    return str(
        _(
            "What the application claims (6 purposes × 12 domains), and what the call expects."
            " Cells claimed: %(claims)s of 72. Required and not claimed: %(gaps)s.",
            claims=len(claimed.filled),
            gaps=sum(matrix_cell.is_gap for matrix_cell in picture.cells),
        )
    )


def _legend() -> list[str]:
    levels = " · ".join(
        f"{figure_of(level.value)} {level.label.lower()}" for level in frame().contributions
    )
    return [
        str(_("Levels: %(levels)s.", levels=levels)),
        str(
            _(
                "The more squares and the darker, the stronger; stripes mark an unwanted effect."
                " “required” and “welcome” say what the call expects. A thick frame marks a blind"
                " spot: required and not claimed."
            )
        ),
    ]
