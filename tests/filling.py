"""Forms as their pages receive them, without a page and without a database."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from callforprojects.core.text.i18n import in_language
from callforprojects.core.web.form import Form

Fill = Callable[..., Any]


@pytest.fixture
def fill(app_without_database: Flask) -> Iterator[Fill]:
    """`fill(FormClass, title="A park")` is that form, its rules asked, its sentences in English.

    A list of texts is a field sent several times. What the class needs besides is given by
    `options`. The token is the business of the views.
    """

    def filled(kind: type[Form], /, options: dict[str, Any] | None = None, **values: Any) -> Form:
        sent = MultiDict(
            (name, value)
            for name, given in values.items()
            for value in (given if isinstance(given, list) else [given])
        )
        form = kind(formdata=sent, meta={"csrf": False}, **(options or {}))
        form.validate()
        return form

    with app_without_database.test_request_context(method="POST"), in_language("en"):
        yield filled
