"""The audiences of the platform, and which of them each persona belongs to."""

from collections.abc import Iterable

from callforprojects.accounts.models import User
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.demonstration.material import Persona

Playable = tuple[Persona, User]


class Audience(LabelledEnum):
    """Those for whom the platform is made."""

    FUNDER = "funder", _("Funders"), _("Files received, jury, ranking and decisions.")
    TERRITORY = "territory", _("Applicants"), _("Calls, and the files of their own organisation.")
    JURY = "jury", _("Juries"), _("The files given to each juror, once interests are declared.")
    HOUSE = "house", _("Administration"), _("Organisations, activity and mails, but not the files.")

    def __init__(self, value: str, label: Sentence | None = None, hint: Sentence = "") -> None:
        super().__init__(value, label)
        self.hint = hint


_AUDIENCE_OF = {
    "programme-officer": Audience.FUNDER,
    "second-officer": Audience.FUNDER,
    "drafting-officer": Audience.FUNDER,
    "territory-agent": Audience.TERRITORY,
    "signatory": Audience.TERRITORY,
    "jury-chair": Audience.JURY,
    "juror": Audience.JURY,
    "administrator": Audience.HOUSE,
}


def audience_of(persona: Persona) -> Audience:
    """The audience of a persona."""
    return _AUDIENCE_OF[persona.code]


def by_audience(people: Iterable[Playable]) -> list[tuple[Audience, list[Playable]]]:
    """The personas in the order of their audiences; an audience without anybody is left out."""
    found: dict[Audience, list[Playable]] = {audience: [] for audience in Audience}
    for persona, user in people:
        found[audience_of(persona)].append((persona, user))
    return [(audience, people) for audience, people in found.items() if people]
