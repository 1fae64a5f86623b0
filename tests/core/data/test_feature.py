"""What features declare is read in their order."""

import pytest
from flask import Flask

from callforprojects.app import FEATURES, OF_DEMONSTRATION, create_app
from callforprojects.core.data.feature import Feature, declare, features, landmark


def test_each_feature_bears_the_name_of_its_package(app: Flask) -> None:
    names = [each.name for each in features()]

    assert [name for name in (*FEATURES, *OF_DEMONSTRATION) if name in names] == names


def test_a_feature_that_is_declared_again_stays_where_it_is(app: Flask) -> None:
    before = [each.name for each in features()]
    first = features()[0]

    declare(app, first)

    assert [each.name for each in features()] == before
    assert isinstance(first, Feature)


def test_of_two_applications_each_knows_its_own_features(application: Flask) -> None:
    ordinary = create_app(application.extensions["settings"])

    with ordinary.app_context():
        ordinary_names = {each.name for each in features()}
    with application.app_context():
        names = {each.name for each in features()}
    assert names - ordinary_names == {"demonstration"}


def test_a_landmark_that_nobody_declares_is_named(app: Flask) -> None:
    with pytest.raises(LookupError, match="no feature declares the landmark 'nowhere'"):
        landmark("nowhere")
