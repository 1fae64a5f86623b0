"""What the dashboard declare."""

from callforprojects.core.data.declarations import Link
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
                may=lambda visitor, _site: visitor.is_authenticated,
                order=1,
            ),
        ],
    },
)
