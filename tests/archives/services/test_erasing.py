"""Erasing a file: nothing that names it is forgotten, and each feature erases what it keeps."""

import pytest

from callforprojects.applications.models import Application, ConflictOfInterest
from callforprojects.core.data.database import Base
from callforprojects.core.data.feature import features

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]


def erased() -> dict[str, str]:
    """The tables of which rows go with a file, and the feature that declares it."""
    return {
        column.class_.__tablename__: feature.name
        for feature in features()
        for part in feature.archive_parts
        for column in part.rows
    }


def naming(target: str) -> set[str]:
    """The tables with a foreign key to this column."""
    return {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.target_fullname == target for key in table.foreign_keys)
    }


def test_each_table_that_names_an_application_is_erased_with_it() -> None:
    """A new one fails here, not on the day of an elimination. What continues it stays."""
    assert set(erased()) == naming("application.id") - {Application.__tablename__}


def test_each_table_that_names_a_project_goes_with_its_last_file() -> None:
    """Those of `applications.services.remove_project`."""
    assert naming("project.id") == {Application.__tablename__, ConflictOfInterest.__tablename__}


def test_each_feature_erases_its_own_tables() -> None:
    owners = {
        mapper.class_.__tablename__: mapper.class_.__module__.split(".")[1]
        for mapper in Base.registry.mappers
    }

    assert {table: owners[table] for table in erased()} == erased()
