"""Points: whole hundredths, whole numbers as integers."""

from decimal import Decimal

import pytest

from callforprojects.core.data.formats import points
from callforprojects.core.data.points import Points
from callforprojects.core.text.i18n import in_language

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("number", "hundredths"), [(4, 400), (Decimal("3.5"), 350), ("0.25", 25), (0, 0), ("-1", -100)]
)
def test_points_are_hundredths(number: Decimal | int | str, hundredths: int) -> None:
    assert Points.of(number) == Points(hundredths)


@pytest.mark.parametrize("wrong", ["0.125", "four", "NaN", "Infinity", Decimal("1.001")])
def test_what_is_no_number_of_hundredths_is_refused(wrong: Decimal | str) -> None:
    with pytest.raises(ValueError, match="not "):
        Points.of(wrong)


@pytest.mark.parametrize(
    ("held", "number", "french"), [(Points(400), 4, "4"), (Points(350), Decimal("3.5"), "3,5")]
)
def test_points_as_programs_and_people_read_them(
    held: Points, number: Decimal | int, french: str
) -> None:
    assert held.number == number
    assert type(held.number) is type(number)
    assert str(held) == str(number)
    with in_language("fr"):
        assert points(held) == french
        assert points(None) == ""


def test_points_are_ordered_and_added() -> None:
    assert Points.of(4) > Points.of("3.99") > Points.zero()
    assert sum([Points.of(60), Points.of(40)], Points.zero()) == Points.of(100)
    assert [bool(Points.zero()), bool(Points(1))] == [False, True]
