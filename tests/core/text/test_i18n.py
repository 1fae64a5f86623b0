"""Texts translated when they are shown: in their reader's language, and never as HTML."""

from threading import Thread

import pytest
from flask import render_template_string
from flask.json.tag import TaggedJSONSerializer
from markupsafe import escape

from callforprojects.core.text.i18n import _, current_language, in_language, ngettext, pgettext

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]

SCRIPT = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.mark.parametrize(
    "text",
    [
        _("%(name)s is here.", name=SCRIPT),
        ngettext("%(name)s has %(num)s file.", "%(name)s has %(num)s files.", 2, name=SCRIPT),
        pgettext("person", "%(name)s", name=SCRIPT),
    ],
)
def test_a_value_in_a_text_is_never_html(text: str) -> None:
    shown = render_template_string(
        "{{ text }}|{{ _('See: %(text)s', text=text) }}|{% trans %}{{ text }}{% endtrans %}",
        text=text,
    )

    assert SCRIPT in str(text)
    assert SCRIPT not in shown
    assert shown.count(ESCAPED) == 3


def test_a_value_in_a_flash_message_is_never_html() -> None:
    """The session keeps messages between two requests, in its own form."""
    session = TaggedJSONSerializer()

    kept = session.loads(session.dumps(_("%(name)s is here.", name=SCRIPT)))

    assert str(escape(kept)) == f"{ESCAPED} is here."


def test_a_text_speaks_the_language_of_its_reader() -> None:
    text = _("Calls for projects")

    with in_language("fr"):
        assert str(text) == "Appels à projets"
    with in_language("en"):
        assert str(text) == "Calls for projects"


def test_the_language_of_before_comes_back() -> None:
    text = _("Calls for projects")

    with in_language("en"):
        with in_language("fr"):
            inside = str(text), current_language()
        after = str(text), current_language()

    assert inside == ("Appels à projets", "fr")
    assert after == ("Calls for projects", "en")


def test_a_text_without_an_application_is_its_source() -> None:
    in_a_thread: list[str] = []
    thread = Thread(target=lambda: in_a_thread.append(str(_("Calls for projects"))))
    thread.start()
    thread.join()

    assert in_a_thread == ["Calls for projects"]
