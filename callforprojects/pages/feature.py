"""What pages declare."""

from callforprojects.core.data.declarations import Link
from callforprojects.core.data.feature import Feature
from callforprojects.core.text.i18n import _

FEATURE = Feature(
    name="pages",
    landmarks={
        "home": "pages.home",
        "framework": "pages.framework",
        "language": "pages.switch_language",
    },
    navigation={
        "site": [Link(label=_("Framework"), endpoint="pages.framework", order=3)],
        "about_site": [
            Link(label=_("Accessibility: not conforming"), endpoint="pages.accessibility"),
            Link(label=_("Legal notice"), endpoint="pages.legal"),
            Link(label=_("Personal data"), endpoint="pages.privacy"),
            Link(label=_("Cookies"), endpoint="pages.cookies"),
        ],
    },
)
