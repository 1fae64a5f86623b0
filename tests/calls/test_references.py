"""References: what they look like, and the one suggested."""

import pytest

from callforprojects.calls.references import is_well_formed, suggested_reference

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Démonstrateurs de la ville durable", "DVD-2026"),
        ("Appel à projets : l’Écologie et les Œuvres", "EO-2026"),
        ("The sustainable towns of tomorrow", "STT-2026"),
        ("de la", "AAP-2026"),
        ("Mobilités rurales 2027", "MR-2027"),
        ("Cours d’école fraîches 2027", "CEF-2027"),
        ("Appel 2027-2029", "AAP-2027"),
        ("Plan vélo 2", "PV2-2026"),
        ("", "AAP-2026"),
        ("Un deux trois quatre cinq six sept huit", "DTQCSS-2026"),
    ],
)
def test_suggestion_takes_the_initials_that_count_and_the_year(title, expected):
    assert suggested_reference(title, 2026, ()) == expected


def test_suggestion_is_numbered_when_taken():
    taken = {"DVD-2026", "DVD-2026-2"}

    assert suggested_reference("Démonstrateurs de la ville durable", 2026, taken) == "DVD-2026-3"


@pytest.mark.parametrize(
    ("reference", "is_good"),
    [
        ("DVD-2026", True),
        ("A", True),
        ("A-B-3", True),
        ("dvd-2026", False),
        ("DVD 2026", False),
        ("-DVD", False),
        ("DVD--1", False),
        ("DVD-2026\n", False),
        ("É-1", False),
        ("", False),
        ("A" * 30, True),
        ("A" * 31, False),
    ],
)
def test_references_are_capitals_digits_and_hyphens(reference, is_good):
    assert is_well_formed(reference) is is_good
