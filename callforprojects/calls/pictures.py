"""The matrix that a call expects, drawn once for each profile and language."""

from functools import lru_cache

from markupsafe import Markup

from callforprojects.core.text.i18n import current_language
from callforprojects.core.web.templates import render_text
from callforprojects.iso37101.profile import Profile

_REMEMBERED = 256  # of some 20 kB: drawing 72 cells takes longer than all the rest of the page


def expected_picture(profile: Profile) -> Markup:
    """The picture of a profile, as HTML, in the language of the page."""
    return _drawn(profile, current_language())


@lru_cache(_REMEMBERED)
def _drawn(profile: Profile, language: str) -> Markup:
    del language  # the texts follow it: it is there to tell two pictures apart
    return Markup(render_text("calls/_expected.html", profile=profile))  # noqa: S704  # ours
