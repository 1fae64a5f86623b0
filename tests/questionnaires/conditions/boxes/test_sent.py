"""The buttons of the boxes: rows and groups come and go, and nothing that was typed is lost."""

import pytest

from callforprojects.questionnaires.conditions.boxes import (
    ConditionGroup,
    MatchOf,
    boxes_in,
)
from callforprojects.questionnaires.conditions.boxes.rows import ConditionBoxes
from tests.factories.territories import RENNES, make_territory
from tests.questionnaires.conditions.boxes.scenes import AID, fields_of, row

pytestmark = pytest.mark.usefixtures("app")


def pressed(do: str, fields):
    return boxes_in({**fields, "c-do": [do]}, "c")


def ids(boxes: ConditionBoxes) -> list[object]:
    return [
        (part.id, [row.id for row in part.rows]) if isinstance(part, ConditionGroup) else part.id
        for part in boxes.parts
    ]


def test_rows_and_groups_are_added_and_removed() -> None:
    boxes = pressed("add", {})
    assert (ids(boxes), boxes.newest) == (["0"], "0")

    boxes = pressed("group", fields_of(boxes))
    assert (ids(boxes), boxes.newest) == (["0", ("1", ["1-0"])], "1-0")

    boxes = pressed("add:1", fields_of(boxes))
    assert (ids(boxes), boxes.newest) == (["0", ("1", ["1-0", "1-1"])], "1-1")

    boxes = pressed("remove:1-0", fields_of(boxes))
    assert ids(boxes) == ["0", ("1", ["1-1"])]

    boxes = pressed("remove:1-1", fields_of(boxes))
    assert ids(boxes) == ["0"]

    assert ids(pressed("remove:0", fields_of(boxes))) == []


def test_what_was_typed_stays() -> None:
    boxes = ConditionBoxes(MatchOf.ANY, [row(AID, "at_most", value=" 12 ")])

    kept = pressed("add", fields_of(boxes))

    assert kept.match is MatchOf.ANY
    assert [each.text("value") for each in kept.rows] == ["12", ""]


def test_what_no_page_sends_is_left_out() -> None:
    fields = {"c-part": ["0", "0", "x", "1-0-0", "7-1", "<"], "c-match": ["some"]}

    boxes = boxes_in(fields, "c")

    assert (ids(boxes), boxes.match) == (["0"], MatchOf.ALL)


def test_a_territory_that_is_typed_joins_those_that_are_chosen() -> None:
    make_territory()
    fields = {"c-part": ["0"], "c-0-chosen": ["region:53"], "c-0-added": ["Rennes"]}

    (found,) = boxes_in(fields, "c").rows
    (unknown,) = boxes_in({**fields, "c-0-added": ["Nowhere"]}, "c").rows

    assert (found.chosen, found.place_text) == (["region:53", RENNES], "")
    assert (unknown.chosen, unknown.place_text) == (["region:53"], "Nowhere")
