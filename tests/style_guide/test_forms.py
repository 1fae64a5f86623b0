"""The forms of the page of style: one of each state, and nothing that the request says."""

from collections.abc import Iterator

import pytest
from flask import Flask

from callforprojects.core.text.i18n import in_language
from callforprojects.style_guide.forms import StyleForm, empty_form, filled_form, wrong_form

pytestmark = pytest.mark.unit


@pytest.fixture(autouse=True)
def _asked(app_without_database: Flask) -> Iterator[None]:
    """A request that sends what the page does not read."""
    sent = {f"{state}-text": "From outside" for state in ("empty", "filled", "wrong")}
    with (
        app_without_database.test_request_context(method="POST", data=sent),
        in_language("en"),
    ):
        yield


def values_of(form: StyleForm) -> dict[str, object]:
    """What stands in the boxes of a form that have something."""
    return {name: value for name, value in form.data.items() if value}


def test_the_forms_of_one_page_have_their_own_names() -> None:
    forms = [empty_form(), filled_form(), wrong_form()]

    assert [form.text.name for form in forms] == ["empty-text", "filled-text", "wrong-text"]


def test_an_empty_form_has_no_value_and_no_mistake() -> None:
    assert values_of(empty_form()) == {}
    assert empty_form().errors == {}


def test_a_filled_form_has_what_it_is_given() -> None:
    form = filled_form(text="A park", radio="two")

    assert values_of(form) == {"text": "A park", "radio": "two"}


def test_a_wrong_form_says_what_is_missing_in_each_field_that_is_needed() -> None:
    form = wrong_form()

    needed = {field.name for field in form if field.flags.required}
    assert {field.name for field in form if field.errors} == needed
    assert [str(each) for each in form.errors["text"]] == ["Enter the title of the project."]
    assert values_of(form) == {"optional": "A word that is too long", "remark": "a" * 501}
