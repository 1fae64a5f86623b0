"""The large areas of France, in which a place lies: being overseas belongs to a place."""

from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum


class Area(LabelledEnum):
    """Mainland France with Corsica, the overseas départements and régions, what lies beyond.

    DROM follow article 73 of the Constitution, the collectivities (COM) article 74 or their own.
    """

    MAINLAND = "metro", _("Mainland France and Corsica")
    DROM = "drom", _("Overseas départements and regions (DROM)")
    COM = "com", _("Overseas collectivities and New Caledonia (COM)")

    @property
    def is_overseas(self) -> bool:
        return self is not Area.MAINLAND
