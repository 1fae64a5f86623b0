"""The texts of templates are in the language of the moment, even when it changes midway."""

from flask import render_template_string

from callforprojects.core.text.i18n import in_language
from tests.browser import Browser


def test_a_template_speaks_the_language_of_the_moment(app):
    title = "{{ _('Page not found') }}"
    with app.test_request_context(headers={"Accept-Language": "en"}):
        english = render_template_string(title)
        with in_language("fr"):
            french = render_template_string(title)
        again = render_template_string(title)
    assert english == again == "Page not found"
    assert french == "Page introuvable"


def test_two_visitors_do_not_share_a_language(app):
    titles = [Browser(app, language).get("/nowhere").h1 for language in ("fr", "en", "fr")]
    assert titles == ["Page introuvable", "Page not found", "Page introuvable"]
