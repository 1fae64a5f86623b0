"""All of France, loaded once by each worker: no test changes it."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import transaction
from callforprojects.territories.models import TerritoryWord
from callforprojects.territories.services import load_territories


@pytest.fixture
def france(app: Flask) -> None:
    if not db.session.scalar(select(func.count()).select_from(TerritoryWord)):
        with transaction():
            load_territories()
