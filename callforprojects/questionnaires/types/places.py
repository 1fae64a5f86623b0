"""A territory, found by its code or by its name."""

from typing import Any

from callforprojects.core.i18n import _
from callforprojects.questionnaires.types.kind import AnswerType, Settings, Unreadable
from callforprojects.territories.models import Territory
from callforprojects.territories.queries import territories_found, territory_by_id

_FEW = 20


class Place(AnswerType):
    """A territory, kept as `{"id", "name"}`: its name is frozen with the answer."""

    widget = "territory"

    def read(self, typed: str, settings: Settings) -> dict[str, str]:
        del settings
        found = territory_by_id(typed) or _only_one_named(typed)
        if found is None:
            raise Unreadable(_("Choose a territory in the list, or write its whole name."))
        return {"id": found.id, "name": found.name}

    def written(self, value: dict[str, Any]) -> str:
        return str(value["id"])

    def shown(self, value: dict[str, Any], settings: Settings) -> str:
        del settings
        return str(value["name"])


def _only_one_named(text: str) -> Territory | None:
    """The only territory of that name; when several share it, none."""
    found = territories_found(text, limit=_FEW)
    same = [territory for territory in found if territory.name.casefold() == text.casefold()]
    return same[0] if len(same) == 1 else None
