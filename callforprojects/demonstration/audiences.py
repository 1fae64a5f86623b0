"""The audiences of the platform, and which of them each persona belongs to."""

from collections.abc import Iterable

from callforprojects.accounts.models import User
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.demonstration.material import Persona

Playable = tuple[Persona, User]


class PersonaAudience(LabelledEnum):
    """Those for whom the platform is made."""

    FUNDER = "funder", _("Funders"), _("Files received, jury, ranking and decisions.")
    TERRITORY = "territory", _("Applicants"), _("Calls, and the files of their own organisation.")
    JURY = "jury", _("Juries"), _("The files given to each juror, once interests are declared.")
    HOUSE = "house", _("Administration"), _("Organisations, activity and mails, but not the files.")

    def __init__(self, value: str, label: Sentence | None = None, hint: Sentence = "") -> None:
        super().__init__(value, label)
        self.hint = hint


_AUDIENCE_OF = {
    "programme-officer": PersonaAudience.FUNDER,
    "second-officer": PersonaAudience.FUNDER,
    "drafting-officer": PersonaAudience.FUNDER,
    "territory-agent": PersonaAudience.TERRITORY,
    "signatory": PersonaAudience.TERRITORY,
    "jury-chair": PersonaAudience.JURY,
    "juror": PersonaAudience.JURY,
    "administrator": PersonaAudience.HOUSE,
}


def audience_of(persona: Persona) -> PersonaAudience:
    """The audience of a persona."""
    return _AUDIENCE_OF[persona.code]


def by_audience(people: Iterable[Playable]) -> list[tuple[PersonaAudience, list[Playable]]]:
    """The personas in the order of their audiences; an audience without anybody is left out."""
    found: dict[PersonaAudience, list[Playable]] = {audience: [] for audience in PersonaAudience}
    for persona, user in people:
        found[audience_of(persona)].append((persona, user))
    return [(audience, people) for audience, people in found.items() if people]
