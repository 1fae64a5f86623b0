"""What the dashboard declares."""

from callforprojects.core.data.declarations import Link, has_signed_in
from callforprojects.core.data.feature import Feature
from callforprojects.core.text.i18n import _

FEATURE = Feature(
    name="dashboard",
    landmarks={"dashboard": "dashboard.index"},
    navigation={
        "site": [
            Link(
                label=_("Dashboard"),
                endpoint="dashboard.index",
                may=has_signed_in,
                order=1,
            ),
        ],
    },
)
