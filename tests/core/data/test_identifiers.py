"""Identifiers keep the order in which they were made."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from callforprojects.core.data.identifiers import uuid7

pytestmark = pytest.mark.unit


def test_identifiers_are_of_version_7_and_increase() -> None:
    made = [uuid7() for _ in range(5000)]

    assert {identifier.version for identifier in made} == {7}
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_threads_never_share_an_identifier() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [
            each
            for batch in pool.map(lambda _: [uuid7() for _ in range(500)], range(8))
            for each in batch
        ]

    assert len(set(made)) == len(made)
