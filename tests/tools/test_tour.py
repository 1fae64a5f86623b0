"""What the walk through the demonstration reads in a page, and how French is typeset."""

import pytest

from tools.i18n import typeset
from tools.tour import Outline, kind_of

pytestmark = pytest.mark.usefixtures("one_engine")

ONE = "01a20213-3c2f-7000-be4c-fcb677c907b1"
OTHER = "01a20213-3c50-7000-baaa-f612a0f5fb77"


def test_links_are_followed_and_files_are_not() -> None:
    page = Outline('<a href="/calls/">Calls</a><a href="/list?format=csv" download>CSV</a><a>x</a>')

    assert page.links == ["/calls/"]


def test_a_form_is_sent_with_its_token_and_without_what_it_requires() -> None:
    (form,) = Outline(
        '<form method="post" action="/calls/new"><input type="hidden" name="csrf_token" value="t">'
        '<input type="text" name="title" value="Old" required><textarea name="summary"></textarea>'
        "</form>"
    ).forms

    assert (form.action, form.is_sent) == ("/calls/new", True)
    assert form.values == {"csrf_token": "t"}
    assert form.required == ["title"]


def test_two_things_have_the_same_kind_of_page() -> None:
    assert kind_of(f"/calls/{ONE}/edit") == kind_of(f"/calls/{OTHER}/edit")
    assert kind_of(f"/calls/{ONE}?sort=name") == kind_of(f"/calls/{OTHER}?sort=date")
    assert kind_of(f"/calls/{ONE}?sort=name") != kind_of(f"/calls/{ONE}")
    assert kind_of("/calls/") != kind_of("/organisations/")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("la loi du 6 janvier 1978", "la loi du 6\u00a0janvier 1978"),
        ("le 1er mars", "le 1er\u00a0mars"),
        ("à 17 h 00", "à 17\u00a0h\u00a000"),
        ("poids %(weight)s %%", "poids %(weight)s\u00a0%%"),
        ("l'appel : « oui »", "l’appel\u00a0: «\u00a0oui\u00a0»"),
        ("du marché au mardi", "du marché au mardi"),
    ],
)
def test_french_is_typeset(written: str, printed: str) -> None:
    assert typeset(written) == printed
