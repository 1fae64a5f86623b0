"""What the demonstration declares."""

from callforprojects.core.data.declarations import Link
from callforprojects.core.data.feature import Feature
from callforprojects.core.text.i18n import _

FEATURE = Feature(
    name="demonstration",
    navigation={
        "demonstration": [
            Link(label=_("Choose a role"), endpoint="demonstration.index", order=1),
        ],
    },
)
