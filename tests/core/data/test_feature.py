"""What features declare is read in their order."""

from flask import Flask

from callforprojects.app import FEATURES, OF_DEMONSTRATION
from callforprojects.core.data.feature import Feature, declare, features


def test_each_feature_bears_the_name_of_its_package(application: Flask) -> None:
    names = [each.name for each in features()]

    assert [name for name in (*FEATURES, *OF_DEMONSTRATION) if name in names] == names


def test_a_feature_that_is_declared_again_stays_where_it_is(application: Flask) -> None:
    before = [each.name for each in features()]
    first = features()[0]

    declare(first)

    assert [each.name for each in features()] == before
    assert isinstance(first, Feature)
