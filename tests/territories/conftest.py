"""All of France, loaded once by each worker: no test changes it."""

import pytest
from flask import Flask

from tests.factories.territories import load_france


@pytest.fixture
def france(app: Flask) -> None:
    load_france()
