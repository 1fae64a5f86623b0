"""What rules on the whole are read in: the application of every address, and its declarations."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture(scope="module")
def declared(application: Flask) -> Iterator[Flask]:
    """The application, in a context: `features()` and `landmark()` answer."""
    with application.app_context():
        yield application
