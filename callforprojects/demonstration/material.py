"""The content of the demonstration: real calls and territories, texts written for this project."""

import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from callforprojects.core.data.clock import PARIS
from callforprojects.core.text.i18n import current_language

_CONTENT = Path(__file__).with_name("content")
Row = dict[str, Any]


@cache
def load_material(name: str) -> Any:  # noqa: ANN401  # a list of rows, or an object
    """One file of content."""
    return json.loads((_CONTENT / f"{name}.json").read_text("utf-8"))


def material_rows(name: str) -> list[Row]:
    """The rows of one file of content."""
    found: list[Row] = load_material(name)
    return found


def by_code(name: str) -> dict[str, Row]:
    """The rows of one file, by their code."""
    return {row["code"]: row for row in material_rows(name)}


def note_of(call: Row) -> str:
    """What is real of a call, as its page says it."""
    return f"{call['real_dates_fr']} {call['facts_note_fr']}"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody one can be with one click."""

    code: str
    email: str
    full_name: str
    role_fr: str
    role_en: str
    try_fr: str
    try_en: str

    @property
    def role(self) -> str:
        return self.role_fr if current_language() == "fr" else self.role_en

    @property
    def advice(self) -> str:
        """What to try as this person."""
        return self.try_fr if current_language() == "fr" else self.try_en


def personas() -> list[Persona]:
    """The personas, in the order of the story."""
    return [
        Persona(
            code=row["code"],
            email=row["email"],
            full_name=f"{row['first_name']} {row['last_name']}",
            role_fr=row["role_fr"],
            role_en=row["role_en"],
            try_fr=row["try_fr"],
            try_en=row["try_en"],
        )
        for row in material_rows("personas")
    ]


@dataclass(frozen=True, slots=True)
class DemonstrationCalendar:
    """Days counted from the day when the demonstration is made, at hours in Paris."""

    made_at: datetime

    def at(self, days: float, hour: int = 9, minute: int = 0) -> datetime:
        """That many days from now (a whole number keeps the hour given), an aware instant."""
        moved = self.made_at.astimezone(PARIS) + timedelta(days=days)
        if float(days).is_integer():
            moved = datetime.combine(moved.date(), time(hour, minute), PARIS)
        return moved
