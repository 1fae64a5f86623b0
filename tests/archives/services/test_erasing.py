"""Erasing a file: nothing that names it is forgotten."""

import pytest

from callforprojects.archives.services.erasing import TABLES_OF_APPLICATION
from callforprojects.core.data.database import Base

pytestmark = pytest.mark.unit


def test_each_table_that_names_an_application_is_erased_with_it():
    """A new one fails here, not on the day of an elimination."""
    naming = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.target_fullname == "application.id" for key in table.foreign_keys)
    }

    assert {table.__tablename__ for table in TABLES_OF_APPLICATION} == naming
