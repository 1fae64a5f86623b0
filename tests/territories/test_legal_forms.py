"""The legal forms and how they are written."""

from collections import Counter

import pytest

from callforprojects.core.text.search_text import folded
from callforprojects.iso37101.frame import frame
from callforprojects.territories.legal_forms import FORMS, forms_in

pytestmark = pytest.mark.unit


def test_no_spelling_means_two_forms():
    spellings = Counter(spelling for form in FORMS for spelling in form.spellings)
    assert {spelling for spelling, times in spellings.items() if times > 1} == set()


def test_spellings_are_folded_and_types_are_the_frame_s():
    known = {term.code for term in frame().offered_types}
    for form in FORMS:
        assert [folded(spelling) for spelling in form.spellings] == list(form.spellings)
        assert form.types <= known


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("communaute de communes du val", [("cc", "du val")]),
        ("communaute de commune du val", [("cc", "du val")]),
        ("cdc du val", [("cc", "du val")]),
        ("cte de communes du val", [("cc", "du val")]),
        ("communaute d agglo du val", [("ca", "du val")]),
        ("commune nouvelle d annecy", [("commune", "d annecy")]),
        ("dept 05", [("departement", "05")]),
        ("dpt des hautes alpes", [("departement", "des hautes alpes")]),
        ("rennes metropole", [("metropole", "rennes")]),
        ("sivu du val", [("sivu", "du val")]),
        ("syndicat intercommunal a vocation unique du val", [("sivu", "du val")]),
        ("parc naturel regional d armorique", [("pnr", "d armorique")]),
        ("metropole", []),
        ("rennes", []),
    ],
)
def test_a_form_is_taken_from_a_name(text, found):
    forms = [(form.spellings[0], " ".join(rest)) for form, rest in forms_in(text.split())]
    assert forms[:1] == found
