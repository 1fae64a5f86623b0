"""Profiles drawn at random, for the properties of the arithmetic."""

from hypothesis import strategies as st

from callforprojects.iso37101 import CELL_CODES, Profile

_CELLS = len(CELL_CODES)


def _profiles(levels: list[int]) -> st.SearchStrategy[Profile]:
    return st.lists(st.sampled_from(levels), min_size=_CELLS, max_size=_CELLS).map(
        lambda drawn: Profile(tuple(drawn))
    )


cells = st.sampled_from(CELL_CODES)
claims = _profiles([0, 0, 0, -1, 1, 2, 3])
expectations = _profiles([0, 0, 2, 3])
