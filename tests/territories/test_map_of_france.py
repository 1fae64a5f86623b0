"""The départements and their map: nobody is left out, and shades follow the values."""

import pytest

from callforprojects.territories.departements import departements, whole_regions
from callforprojects.territories.map_of_france import map_of_france

pytestmark = pytest.mark.unit


def written(value):
    return str(value), f"{value} things"


def test_every_departement_is_drawn():
    picture = map_of_france({}, written)

    assert len(picture.mainland) == 96
    assert all(shape.path and shape.x and shape.y for shape in picture.mainland)
    assert [shape.place.code for shape in picture.overseas] == [
        *("971", "972", "973", "974", "976"),
        *("975", "977", "978", "984", "986", "987", "988", "989"),
    ]
    assert {shape.place.code for shape in picture.close_up} == {"75", "92", "93", "94"}
    assert len(departements()) == 109
    assert picture.steps == []


def test_a_label_lies_within_the_box_of_the_map():
    picture = map_of_france({}, written)

    _x, _y, width, height = map(int, picture.view_box.split())
    assert all(0 < shape.x < width and 0 < shape.y < height for shape in picture.mainland)


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ((1,), [("1", "1", 4)]),
        ((1, 2), [("1", "1", 2), ("2", "2", 4)]),
        ((1, 9), [("1", "3", 1), ("4", "5", 2), ("6", "7", 3), ("8", "9", 4)]),
    ],
)
def test_shades_are_few_and_say_what_they_stand_for(values, steps):
    codes = ("35", "974")
    picture = map_of_france(
        {f"departement:{code}": value for code, value in zip(codes, values, strict=False)}, written
    )

    assert [(step.first, step.last, step.number) for step in picture.steps] == steps


def test_a_shade_follows_its_value():
    picture = map_of_france(
        {"departement:35": 27_000_000_00, "departement:974": 8_900_000_00}, written
    )
    ille, reunion = (
        next(shape for shape in (*picture.mainland, *picture.overseas) if shape.place.code == code)
        for code in ("35", "974")
    )

    assert (ille.step, reunion.step) == (4, 2)
    assert ille.words == "2700000000 things"
    assert picture.steps[0].last == "680000000"


def test_some_regions_are_one_departement():
    assert whole_regions()["region:04"].name == "La Réunion"
    assert {"region:94", "region:11"}.isdisjoint(whole_regions())
    assert departements()["departement:2A"].region == "Corse"
