"""The matrix of an application as its document shows it: readable without colour."""

from typing import Any

from callforprojects.core.i18n import _, pgettext
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import HARM, NONE, REQUIRED, WELCOME, Profile

_MINUS_ONE = "\u22121"


def matrix_data(claimed: Profile, expected: Profile) -> dict[str, Any]:
    """The title, the 72 cells with what the call expects in them, the sums, how to read them."""
    by_domain, by_purpose = claimed.by_domain(), claimed.by_purpose()
    return {
        "title": str(_("Matrix of contributions")),
        "caption": _caption(claimed, expected),
        "corner": str(_("Domains of action")),
        "purposes": [{"name": each.short, "color": each.color} for each in frame().purposes],
        "sum": str(_("Total")),
        "rows": [
            {
                "domain": domain.short,
                "cells": [_cell(claimed[cell.key], expected[cell.key]) for cell in cells],
                "sum": str(by_domain[domain.code]),
            }
            for domain in frame().domains
            for cells in [frame().row(domain.code)]
        ],
        "sums": [*(str(value) for value in by_purpose.values()), str(claimed.total)],
        "legend": _legend(),
    }


def _cell(level: int, wanted: int) -> dict[str, Any]:
    words = {WELCOME: pgettext("matrix", "welcome"), REQUIRED: pgettext("matrix", "required")}
    return {
        "level": level,
        "value": shown_level(level),
        "word": str(words.get(wanted, "")),
        "gap": wanted == REQUIRED and level <= NONE,
    }


def shown_level(level: int) -> str:
    """A level with a real minus sign."""
    return _MINUS_ONE if level == HARM else str(level)


def _caption(claimed: Profile, expected: Profile) -> str:
    """The matrix in one sentence, for whoever does not see it too."""
    gaps = sum(
        wanted == REQUIRED and level <= NONE
        for wanted, level in zip(expected.levels, claimed.levels, strict=True)
    )
    return str(
        _(
            "What the application claims (6 purposes × 12 domains), and what the call expects."
            " Cells claimed: %(claims)s of 72. Required and not claimed: %(gaps)s.",
            claims=len(claimed.filled),
            gaps=gaps,
        )
    )


def _legend() -> list[str]:
    levels = " · ".join(
        f"{shown_level(level.value)} {level.label.lower()}" for level in frame().contributions
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
