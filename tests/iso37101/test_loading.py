"""Reference data that contradict themselves are refused with a sentence."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from callforprojects.iso37101.frame import build_frame
from callforprojects.iso37101.loading import FrameError
from callforprojects.iso37101.source import read

pytestmark = pytest.mark.unit


def reading(name: str, change: Callable[[Any], object]) -> Callable[[str], Any]:
    """The real data, with a change in one file."""

    def changed(asked: str) -> Any:
        data = copy.deepcopy(read(asked))
        if asked == name:
            change(data)
        return data

    return changed


BROKEN = {
    "unknown purpose": (
        "indicators",
        lambda rows: rows[0].update(purposes=["happiness"]),
        "indicators.json, 'unemployment-rate', purposes: nothing has the code 'happiness'",
    ),
    "unknown goal": (
        "rfsc",
        lambda rows: rows[0].update(sdgs=["sdg-18"]),
        "rfsc.json, 'rfsc-01', sdgs: nothing has the code 'sdg-18'",
    ),
    "unknown stage": (
        "phases",
        lambda rows: rows[0].update(stage="dream"),
        "phases.json, 'programmation', stage: nothing has the code 'dream'",
    ),
    "no domain": (
        "indicators",
        lambda rows: rows[0].update(domains=[]),
        "indicators.json, 'unemployment-rate', domains: the list is empty",
    ),
    "bad weight": (
        "sdgs",
        lambda rows: rows[0].update(purposes={"cohesion": 4}),
        "sdgs.json, 'sdg-01', purposes: a weight is not 1, 2 or 3",
    ),
    "repeated code": (
        "kinds",
        lambda rows: rows.append(rows[0]),
        "kinds.json, 'strategie': this code is there twice",
    ),
    "missing name": ("kinds", lambda rows: rows[0].pop("en"), "kinds.json, 'strategie': .*'en'"),
    "unknown cell": (
        "matrix",
        lambda rows: rows[0].update(domain="sea"),
        "matrix.json, 'attractiveness/sea', domain: nothing has the code 'sea'",
    ),
    "bad affinity": (
        "matrix",
        lambda rows: rows[0].update(affinity=0),
        "matrix.json, 'attractiveness/governance': the affinity is 0",
    ),
    "repeated cell": (
        "matrix",
        lambda rows: rows.append(rows[0]),
        "matrix.json, 'attractiveness/governance': this cell is there twice",
    ),
    "missing cell": (
        "matrix",
        lambda rows: rows.pop(),
        r"the cell \('wellbeing', 'biodiversity'\) is missing",
    ),
    "other order": ("purposes", lambda rows: rows.reverse(), "the cells are not those of"),
}


@pytest.mark.parametrize(("name", "change", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_data_that_contradict_themselves_are_refused(name, change, sentence):
    with pytest.raises(FrameError, match=sentence):
        build_frame(reading(name, change))
