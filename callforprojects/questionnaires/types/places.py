"""A territory, found by its code or by its name."""

from typing import Any

from callforprojects.core.data.values import Unreadable
from callforprojects.questionnaires.types.kind import AnswerType, Settings
from callforprojects.territories.queries import NOT_ONE_TERRITORY, territory_meant


class TerritoryAnswer(AnswerType):
    """A territory, kept as `{"id", "name"}`: its name is frozen with the answer."""

    box = "territory"

    def parse(self, raw_text: str, settings: Settings) -> dict[str, str]:
        del settings
        found = territory_meant(raw_text)
        if found is None:
            raise Unreadable(NOT_ONE_TERRITORY)
        return {"id": found.id, "name": found.name}

    def to_input(self, value: dict[str, Any]) -> str:
        return str(value["id"])

    def to_display(self, value: dict[str, Any], settings: Settings) -> str:
        del settings
        return str(value["name"])
