"""The content of the demonstration: real codes, sound grids, texts that are all different."""

import re
from collections import Counter
from typing import Any

import pytest

from callforprojects.demonstration.material import by_code, load_material, material_rows, personas
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import Profile

pytestmark = pytest.mark.unit

APPLICATIONS = [
    row
    for name in ("applications_avelo3", "applications_dvd", "applications_tiga")
    for row in material_rows(name)
]


def test_there_are_five_calls_at_five_stages() -> None:
    assert sorted(row["stage"] for row in material_rows("calls")) == [
        "announced",
        "draft",
        "open",
        "review",
        "upcoming",
    ]


def test_funders_and_pilots_are_there() -> None:
    names = {row["name"] for row in material_rows("organisations")}

    assert sum(row["kind"] == "funder" for row in material_rows("organisations")) >= 4
    assert "Caisse des Dépôts" in names
    assert any("ANRU" in name or "rénovation urbaine" in name for name in names)
    assert {row["organisation"] for row in APPLICATIONS} >= {
        "toulouse-metropole",
        "nantes-saint-nazaire",
    }


@pytest.mark.parametrize("call", material_rows("calls"), ids=lambda row: row["code"])
def test_a_call_is_sound(call: dict[str, Any]) -> None:
    criteria = call["criteria"]
    assert isinstance(criteria, list)

    assert sum(criterion["weight"] for criterion in criteria) == 100
    assert not Profile.from_json(call["expected"]).is_empty
    for code in call["territory_types"]:
        assert frame().territory_type(code)


def test_there_are_forty_applications_and_no_two_texts_alike() -> None:
    texts = Counter(
        value
        for row in APPLICATIONS
        for key, value in row["answers"].items()
        if key in {"title", "summary", "context", "objectives", "actions", "governance"}
    )

    assert len(APPLICATIONS) >= 40
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_application_says_what_it_claims() -> None:
    for row in APPLICATIONS:
        cells = [(claim["purpose"], claim["domain"], claim["level"]) for claim in row["claims"]]
        Profile.from_cells(cells)
        assert all(claim["argument"] for claim in row["claims"])


def test_twelve_jurors_are_not_equally_severe() -> None:
    severities = [row["severity"] for row in material_rows("jurors")]

    assert len(severities) == 12
    assert min(severities) < 0 < max(severities)


def test_decisions_stay_within_the_envelope() -> None:
    decisions = load_material("decisions_tiga")
    envelope = by_code("calls")[decisions["call"]]["envelope_eur"]

    assert sum(row["amount_eur"] or 0 for row in decisions["decisions"]) <= envelope


def test_personas_speak_both_languages() -> None:
    for persona in personas():
        assert persona.email.endswith(".example")
        assert all((persona.role_fr, persona.role_en, persona.try_fr, persona.try_en))


def test_the_personas_are_not_sent_after_work_that_is_done() -> None:
    """The file of the agent is whole, and no juror of the call in review is late."""
    advice = {persona.code: f"{persona.try_fr} {persona.try_en}" for persona in personas()}

    assert not re.search("presque|nearly|complétez|complete the", advice["territory-agent"])
    assert not re.search(r"en retard|\blate\b", advice["programme-officer"])
