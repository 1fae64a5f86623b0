"""What a text may mean: name, legal form, place."""

import pytest

from callforprojects.territories.readings import loose_readings, readings

pytestmark = pytest.mark.unit


def shown(text):
    return [
        (
            reading.name,
            reading.form.spellings[0] if reading.form else None,
            sorted(reading.departements) if reading.departements is not None else None,
        )
        for reading in readings(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rennes", [("rennes", None, None)]),
        ("", []),
        ("--", []),
        (
            "Ajaccio 2A",
            [("ajaccio 2a", None, None), ("ajaccio", None, ["departement:2A"])],
        ),
        (
            "mairie de Rennes",
            [("mairie de rennes", None, None), ("rennes", "commune", None)],
        ),
        (
            "CC du Val 35",
            [
                ("cc du val 35", None, None),
                ("cc du val", None, ["departement:35"]),
                ("val 35", "cc", None),
                ("val", "cc", ["departement:35"]),
            ],
        ),
        (
            "20090 Ajaccio",
            [
                ("20090 ajaccio", None, None),
                ("ajaccio", None, ["departement:2A", "departement:2B"]),
            ],
        ),
        ("La Réunion", [("reunion", None, None)]),
        ("35", [("35", None, None)]),
    ],
)
def test_a_text_is_read_in_every_way(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text", ["Lyon cedex 03", "BP 12 Lyon", "Lyon 3e arrondissement", "Lyon, TSA 12345"]
)
def test_the_words_of_an_address_are_taken_apart(text):
    assert ("lyon", None, None) in shown(text)


def test_readings_are_few():
    assert len(readings("mairie de la ville de Saint-Denis cedex 93 La Réunion 974")) <= 5


def test_a_form_may_be_wrong():
    assert [reading.name for reading in loose_readings("CA de Quimper")] == ["quimper"]
    assert loose_readings("Quimper") == []
