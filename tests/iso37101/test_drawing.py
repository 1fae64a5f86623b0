"""The matrix as drawn: figures, words, shades, sums, and what an overlay shows."""

import re
from decimal import Decimal

import pytest

from callforprojects import paths
from callforprojects.core.text.i18n import in_language
from callforprojects.engines.cell_marks import CellMarks, CriterionMark
from callforprojects.iso37101 import PURPOSE_CODES, Portfolio, Profile, frame
from callforprojects.iso37101.drawing import CellLabel, MatrixCell, Picture, draw_matrix
from callforprojects.iso37101.table import columns_of

pytestmark = pytest.mark.unit

EXPECTED = Profile.from_cells([("resilience", "mobility", 3), ("cohesion", "health", 2)])
CLAIMED = Profile.from_cells([("cohesion", "health", -1), ("wellbeing", "health", 2)])
CLAIMS = [{"purpose": "wellbeing", "domain": "health", "level": 2, "argument": "Less noise."}]


@pytest.fixture(autouse=True)
def _english(app_without_database):
    with in_language("en"):
        yield


def mark(number: int, share: Decimal, cells: list[tuple[str, str]]) -> CriterionMark:
    """The mark of a criterion that speaks to all these cells."""
    purposes, domains = zip(*cells, strict=True)
    to, where = frozenset(purposes), frozenset(domains)
    return CriterionMark(number, f"Criterion {number}", share, 50, to, where)


def matrix_cell(picture: Picture, purpose: str, domain: str) -> MatrixCell:
    return next(each for each in picture.cells if each.cell.key == (purpose, domain))


@pytest.mark.parametrize(
    ("kind", "value", "figure", "word", "level"),
    [
        ("expected", 3, "3", "Required", "3"),
        ("expected", 0, "0", "Out of scope", "0"),
        ("claimed", -1, "−1", "Unwanted", "harm"),
        ("claimed", 1, "1", "Indirect", "1"),
    ],
)
def test_a_value_reads_as_a_figure_a_word_and_a_shade(kind, value, figure, word, level):
    values = dict.fromkeys((cell.key for cell in frame().cells), value)

    label = draw_matrix(values, kind).cells[0].label

    assert label == CellLabel(value, figure, word, level)


@pytest.mark.parametrize(
    ("share", "figure", "word", "level"),
    [
        (Decimal("0.85"), "85%", "Strong", "3"),
        (Decimal("0.6"), "60%", "Good", "2"),
        (Decimal("0.1"), "10%", "Weak", "0"),
        (None, "–", "Not scored", "0"),
    ],
)
def test_a_mark_reads_as_a_percentage_a_word_and_a_shade(share, figure, word, level):
    first = frame().cells[0].key
    marks = [] if share is None else [mark(1, share, [first])]

    label = draw_matrix(CellMarks(marks), "scored").cells[0].label

    assert label == CellLabel(share, figure, word, level)


def test_a_portfolio_counts_its_projects_and_shades_by_its_peak():
    one = Profile.from_cells([("resilience", "mobility", 3), ("cohesion", "health", 1)])
    other = Profile.from_cells([("resilience", "mobility", 3)])

    picture = draw_matrix(Portfolio.of([one, other]), "portfolio")

    assert matrix_cell(picture, "resilience", "mobility").label == CellLabel(
        6, "6", "2 projects", "3"
    )
    assert matrix_cell(picture, "cohesion", "health").label == CellLabel(1, "1", "1 project", "1")
    assert picture.scale == ()


def test_an_empty_portfolio_is_drawn():
    assert draw_matrix(Portfolio(), "portfolio").total == "0"


def test_sums_leave_harms_apart():
    picture = draw_matrix(CLAIMED, "claimed")

    rows = {row.domain.code: row.sum for row in picture.rows}
    assert rows["health"] == "2"
    assert dict(zip(PURPOSE_CODES, picture.sums, strict=True))["cohesion"] == "0"
    assert picture.total == "2"


def test_marks_have_means_and_silence_is_not_a_zero():
    marks = [
        mark(1, Decimal("0.5"), [("resilience", "mobility")]),
        mark(2, Decimal("0.7"), [("resilience", "health")]),
    ]

    picture = draw_matrix(CellMarks(marks), "scored")

    assert picture.total == "60%"
    assert [row.sum for row in picture.rows if row.domain.code == "culture"] == ["–"]


def test_a_mark_spread_over_cells_says_its_criterion_and_counts_once():
    """Three cells of one criterion weigh no more than the one cell of another."""
    spread = mark(1, Decimal(1), [("resilience", "mobility"), ("resilience", "health")])
    single = mark(2, Decimal(0), [("resilience", "culture")])

    picture = draw_matrix(CellMarks([spread, single]), "scored")

    sums = dict(zip(PURPOSE_CODES, picture.sums, strict=True))
    assert (sums["resilience"], picture.total) == ("50%", "50%")
    assert matrix_cell(picture, "resilience", "mobility").sources == [spread]
    assert list(picture.sources) == [spread, single]


def test_an_overlay_marks_what_is_required_and_not_claimed():
    picture = draw_matrix(CLAIMED, "claimed", (EXPECTED, "expected"), CLAIMS)

    assert [s.cell.key for s in picture.cells if s.is_gap] == [("resilience", "mobility")]
    assert matrix_cell(picture, "wellbeing", "health").argument == "Less noise."
    assert matrix_cell(picture, "cohesion", "health").is_double
    assert not matrix_cell(picture, "cohesion", "culture").is_double


def test_a_profile_expected_over_nothing_has_no_gap():
    picture = draw_matrix(EXPECTED, "expected", (CLAIMED, "claimed"))

    assert not any(matrix_cell.is_gap for matrix_cell in picture.cells)


def test_the_spreadsheet_has_numbers_words_and_arguments():
    picture = draw_matrix(CLAIMED, "claimed", (EXPECTED, "expected"), CLAIMS)
    columns = columns_of(picture)
    line = matrix_cell(picture, "cohesion", "health")

    assert [str(column.label) for column in columns] == [
        "Purpose",
        "Domain of action",
        "Claimed",
        "Claimed, in words",
        "Expected",
        "Expected, in words",
        "Argument, or counter-measure",
        "Question of the cell",
    ]
    assert [column.value(line) for column in columns][:7] == [
        line.cell.purpose.label,
        line.cell.domain.label,
        -1,
        "Unwanted",
        2,
        "Welcome",
        "",
    ]


def test_columns_take_their_colours_in_the_order_of_the_frame():
    sheet = (paths.STATIC / "css" / "_components" / "matrix.css").read_text("utf-8")

    places = dict(re.findall(r"td:nth-child\((\d)\) \{ --purpose: var\(--purpose-(\w+)\)", sheet))

    assert list(places.values()) == list(PURPOSE_CODES)
    assert list(places) == ["2", "3", "4", "5", "6", "7"]


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme, by their name."""
    light, dark = (
        (paths.STATIC / "css" / "tokens.css").read_text("utf-8").split("@media (prefers-color")
    )
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light if theme == "light" else dark))


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("purpose", PURPOSE_CODES)
def test_the_colour_of_a_purpose_is_readable_on_its_ground(theme, purpose):
    colours = tokens(theme)

    lights = sorted(luminance(colours[name]) for name in (f"purpose-{purpose}", "paper"))

    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5
