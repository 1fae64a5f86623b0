"""How the suite is run: by how many workers, in which order, and what one engine is enough for."""

import os

import pytest


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: some always wait for a browser or for a process."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser first: one worker drives it while the others do the rest, and nobody waits."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def one_engine(engine_name: str) -> None:
    """What does not depend on the database is looked at once, on SQLite."""
    if engine_name != "sqlite":
        pytest.skip("looked at on SQLite")
