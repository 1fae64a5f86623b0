"""The base form: trimmed texts, rules beside their field, and the version of the page."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.fields import LineField, LongTextField
from callforprojects.core.web.form import Form, VersionField

pytestmark = pytest.mark.unit


class Sample(Form):
    """A text, a password, a version."""

    class Meta(Form.Meta):
        csrf = False

    title = LineField("Title")
    remark = LongTextField("Remark")
    password = PasswordField("Password")
    version = VersionField()


@pytest.fixture
def fill(app_without_database: Flask) -> Any:
    def filled(**values: str) -> Sample:
        form = Sample(MultiDict(values))
        form.validate()
        return form

    with app_without_database.test_request_context(), in_language("en"):
        yield filled


def test_spaces_around_a_text_mean_nothing_and_a_nul_is_no_text(fill: Any) -> None:
    assert fill(title="  A pa\x00rk ").title.data == "A park"


def test_a_text_longer_than_its_kind_is_refused_and_stays(fill: Any) -> None:
    line, text = fill(title="x" * 501), fill(remark="x" * 30_001)

    assert line.errors == {"title": ["This text is too long: 500 characters at most."]}
    assert text.errors == {"remark": ["This text is too long: 30,000 characters at most."]}
    assert line.title._value() == "x" * 501
    assert not fill(title="x" * 500, remark="x" * 30_000).errors


def test_a_password_is_taken_as_it_is(fill: Any) -> None:
    assert fill(password=" secret ").password.data == " secret "


def test_a_broken_rule_stands_beside_its_field(fill: Any) -> None:
    form = fill(title="A")

    with form.showing_errors():
        raise DomainError("Taken.", field="title")

    assert form.errors == {"title": ["Taken."]}
    assert form.status == 422


def test_a_rule_without_a_field_stands_at_the_head(fill: Any) -> None:
    form = fill(title="A")

    with form.showing_errors():
        raise ConflictError("Somebody was faster.")

    assert form.errors == {"": ["Somebody was faster."]}
    assert form.status == 409


@pytest.mark.parametrize(("sent", "read"), [("3", 3), ("", None)])
def test_the_version_of_the_page(fill: Any, sent: str, read: int | None) -> None:
    assert fill(version=sent).version.data == read


def test_a_version_that_is_no_number_is_a_stale_page(fill: Any) -> None:
    assert [str(error) for error in fill(version="x").version.errors] == [
        "This page is out of date. Reload it."
    ]
