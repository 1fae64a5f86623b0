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


def test_a_value_in_a_text_is_escaped_in_a_page_and_not_in_a_mail(app):
    title = "{{ _('Section %(number)s of %(count)s', number=number, count=2) }}"
    plain = "{% autoescape false %}" + title + "{% endautoescape %}"

    with app.test_request_context(), in_language("en"):
        in_page = render_template_string(title, number="<b>")
        in_mail = render_template_string(plain, number="<b>")

    assert in_page == "Section &lt;b&gt; of 2"
    assert in_mail == "Section <b> of 2"


def test_a_text_without_values_is_the_same_each_time(app):
    """It is kept as pages write it: a percent sign that a catalogue doubles is single."""
    text = "{{ _('Sure: 100 %%') }}{% autoescape false %}{{ _('Sure: 100 %%') }}{% endautoescape %}"

    with app.test_request_context():
        shown = [render_template_string(text) for _turn in range(2)]

    assert shown == ["Sure: 100 %Sure: 100 %"] * 2
