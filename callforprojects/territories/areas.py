"""The large areas of France, in which a place lies: being overseas belongs to a place."""

from enum import StrEnum

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _


class Area(StrEnum):
    """Mainland France with Corsica, the overseas départements and régions, what lies beyond.

    DROM follow article 73 of the Constitution, the collectivities (COM) article 74 or their own.
    """

    MAINLAND = "metro"
    DROM = "drom"
    COM = "com"

    @property
    def label(self) -> Sentence:
        return {
            Area.MAINLAND: _("Mainland France and Corsica"),
            Area.DROM: _("Overseas départements and regions (DROM)"),
            Area.COM: _("Overseas collectivities and New Caledonia (COM)"),
        }[self]

    @property
    def is_overseas(self) -> bool:
        return self is not Area.MAINLAND
