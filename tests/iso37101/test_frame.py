"""The reference data: complete, in both languages, every reference resolved."""

from datetime import date
from itertools import pairwise

import pytest

from callforprojects.iso37101 import CELL_CODES, DOMAIN_CODES, PURPOSE_CODES, Term, frame

pytestmark = pytest.mark.unit

LISTS = {
    "purposes": 6,
    "domains": 12,
    "expectations": 3,
    "contributions": 5,
    "sdgs": 17,
    "rfsc_objectives": 30,
    "indicators": 119,
    "scales": 4,
    "phases": 4,
    "kinds": 6,
    "maturity_levels": 6,
    "stages": 4,
    "territory_types": 25,
    "programmes": 10,
}
FINDERS = {
    "purpose": "purposes",
    "domain": "domains",
    "sdg": "sdgs",
    "rfsc_objective": "rfsc_objectives",
    "indicator": "indicators",
    "scale": "scales",
    "phase": "phases",
    "kind": "kinds",
    "maturity": "maturity_levels",
    "stage": "stages",
    "territory_type": "territory_types",
    "programme": "programmes",
}


def terms(name: str) -> tuple[Term, ...]:
    found: tuple[Term, ...] = getattr(frame(), name)
    return found


def test_the_axes_are_in_the_order_of_the_standard():
    assert PURPOSE_CODES == (
        "attractiveness",
        "environment",
        "resilience",
        "resources",
        "cohesion",
        "wellbeing",
    )
    assert DOMAIN_CODES == (
        "governance",
        "education",
        "innovation",
        "health",
        "culture",
        "living-together",
        "economy",
        "living-environment",
        "safety",
        "infrastructure",
        "mobility",
        "biodiversity",
    )
    assert [domain.clause for domain in frame().domains] == [f"4.6.{n}" for n in range(2, 14)]


@pytest.mark.parametrize(("name", "count"), LISTS.items())
def test_each_list_is_whole_and_its_codes_are_stable_words(name, count):
    codes = [term.code for term in terms(name)]

    assert len(codes) == count
    assert len(set(codes)) == count
    assert all(code.isascii() and code == code.lower() and " " not in code for code in codes)


@pytest.mark.parametrize("name", LISTS)
def test_each_term_has_its_words_in_both_languages(name):
    for term in terms(name):
        assert all([term.fr, term.en, term.description_fr, term.description_en]), term.code


@pytest.mark.parametrize("name", LISTS)
def test_french_words_follow_french_typography(name):
    for term in terms(name):
        for words in (term.fr, term.description_fr):
            assert "'" not in words, words
            assert not any(f" {sign}" in words for sign in ";:!?»"), words


@pytest.mark.parametrize(("finder", "name"), FINDERS.items())
def test_each_term_is_found_by_its_code(finder, name):
    find = getattr(frame(), finder)

    assert [find(term.code) for term in terms(name)] == list(terms(name))
    with pytest.raises(KeyError, match="has the code 'nowhere'"):
        find("nowhere")


def test_the_matrix_has_72_cells_by_domain_then_purpose():
    cells = frame().cells

    assert len(cells) == 72
    assert tuple(cell.key for cell in cells) == CELL_CODES
    assert [cell.code for cell in cells[:2]] == [
        "attractiveness/governance",
        "environment/governance",
    ]
    assert len({cell.prompt_fr for cell in cells}) == 72
    assert len({cell.prompt_en for cell in cells}) == 72
    assert {cell.affinity for cell in cells} == {1, 2, 3}


def test_a_cell_is_found_by_its_two_codes():
    cell = frame().cell("resilience", "mobility")

    assert (cell.purpose, cell.domain) == (
        frame().purpose("resilience"),
        frame().domain("mobility"),
    )
    assert cell in frame().row("mobility")
    assert cell in frame().column("resilience")
    with pytest.raises(KeyError, match="no cell has the codes 'mobility' and 'resilience'"):
        frame().cell("mobility", "resilience")


def test_rows_and_columns_make_the_whole_matrix():
    assert tuple(cell for code in DOMAIN_CODES for cell in frame().row(code)) == frame().cells
    assert {cell for code in PURPOSE_CODES for cell in frame().column(code)} == set(frame().cells)


def test_the_frame_speaks_french_when_nobody_says_otherwise():
    assert frame().purpose("wellbeing").label == "Bien-être"


def test_the_frame_speaks_french(speaking_french):
    cell = frame().cell("environment", "education")

    assert str(cell.purpose) == "Préservation et amélioration de l’environnement"
    assert cell.short == "Préservation de l’environnement × Éducation et compétences"
    assert cell.prompt == cell.prompt_fr
    assert cell.domain.questions == cell.domain.questions_fr
    assert frame().phase("conception").evidence[0] == "études"
    assert frame().territory_type("commune").deliberative_body == "conseil municipal"


def test_the_frame_speaks_english(speaking_english):
    cell = frame().cell("environment", "education")

    assert str(cell) == (
        "Preservation and improvement of environment × Education and capacity building"
    )
    assert cell.short == "Environment × Education and skills"
    assert cell.prompt == cell.prompt_en
    assert cell.domain.description == cell.domain.description_en
    assert cell.domain.questions == cell.domain.questions_en
    assert frame().phase("conception").evidence[0] == "studies"
    assert frame().territory_type("commune").deliberative_body == "municipal council"
    assert frame().territory_type("commune").family_label == "Local and regional authorities"
    assert frame().territory_type("entreprise").deliberative_body is None
    assert frame().rfsc_objective("rfsc-01").dimension_label == "Spatial dimension"


def test_indicators_speak_both_languages(speaking_english):
    density = frame().indicator("businesses-density")

    assert density.unit == "per 100,000 inhabitants"
    assert density.unit_fr == "pour 100\N{NO-BREAK SPACE}000 hab."
    assert (density.theme_label, density.standard_label) == ("Economy", "ISO 37120")


def test_a_term_without_a_short_name_uses_its_name():
    assert frame().scale("ilot").short == "Îlot"


@pytest.mark.parametrize("name", ["purposes", "domains"])
def test_the_colours_of_the_axes_are_readable_on_white(name):
    colors = [axis.color for axis in getattr(frame(), name)]

    assert len(set(colors)) == len(colors)
    assert min(contrast_with_white(color) for color in colors) >= 4.5


def contrast_with_white(color: str) -> float:
    """Contrast as WCAG 2 computes it."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_the_edition_is_one_that_a_call_can_remember(speaking_english):
    edition = frame().edition

    assert (edition.code, edition.reference) == ("iso-37101-2016-amd-1-2024", "ISO 37101:2016")
    assert edition.published_on == date(2016, 7, 15)
    assert [(amendment.code, amendment.year) for amendment in edition.amendments] == [
        ("amd-1-2024", 2024)
    ]
    assert edition.mapping_note.startswith("Project proposal (not an official table)")


def test_levels_are_named_by_their_value(speaking_french):
    assert [frame().expectation(value).label for value in (0, 2, 3)] == [
        "Non concerné",
        "Souhaité",
        "Attendu",
    ]
    assert [frame().contribution(value).code for value in range(-1, 4)] == [
        "harm",
        "none",
        "indirect",
        "real",
        "major",
    ]
    with pytest.raises(KeyError, match="no level has the value 1"):
        frame().expectation(1)


def test_goals_and_objectives_are_numbered_without_a_gap():
    assert [goal.number for goal in frame().sdgs] == list(range(1, 18))
    assert [objective.number for objective in frame().rfsc_objectives] == list(range(1, 31))


def test_each_goal_is_linked_to_both_axes():
    for goal in frame().sdgs:
        assert goal.purposes
        assert goal.domains
    poverty = frame().sdg("sdg-01")
    assert [(purpose.code, weight) for purpose, weight in poverty.purposes] == [
        ("cohesion", 3),
        ("wellbeing", 2),
        ("resilience", 1),
    ]


def test_each_purpose_and_domain_has_at_least_three_indicators():
    assert min(len(frame().indicators_for(purpose=code)) for code in PURPOSE_CODES) >= 3
    assert min(len(frame().indicators_for(domain=code)) for code in DOMAIN_CODES) >= 3


def test_indicators_are_chosen_by_domain_purpose_and_scope():
    chosen = frame().indicators_for(purpose="cohesion", domain="economy", scope="project")

    assert [indicator.code for indicator in chosen] == ["jobs-created", "insertion-hours"]
    assert len(frame().indicators_for(scope="project")) == 15
    assert frame().indicators_for() == frame().indicators
    assert {indicator.direction for indicator in frame().indicators} == {
        "higher",
        "lower",
        "context",
    }


def test_phases_advance_through_the_loop():
    stages = [frame().stages.index(phase.stage) for phase in frame().phases]

    assert all(before <= after for before, after in pairwise(stages))


def test_programmes_point_to_scales_and_purposes():
    programme = frame().programme("dvd")

    assert [scale.code for scale in programme.scales] == ["ilot", "quartier"]
    assert [purpose.code for purpose in programme.purposes] == ["resilience", "resources"]


def test_the_frame_is_read_once():
    assert frame() is frame()
