"""The search as a page's script asks it."""

import pytest

from tests.browser import Browser

pytestmark = pytest.mark.usefixtures("france")


def ask(browser: Browser, text: str) -> list[dict[str, str]]:
    page = browser.get("/territories/search", query_string={"q": text})
    assert page.status == 200
    answer: list[dict[str, str]] = page.response.get_json()
    return answer


def test_a_guest_completes_a_name(browser: Browser) -> None:
    browser.language = "fr"
    assert ask(browser, "st malo")[0] == {
        "code": "commune:35288",
        "label": "Saint-Malo",
        "detail": "Commune, Ille-et-Vilaine (35)",
    }


def test_a_region_is_told_by_its_type_alone(browser: Browser) -> None:
    assert ask(browser, "bretagne")[0] == {
        "code": "region:53",
        "label": "Bretagne",
        "detail": "Region",
    }


@pytest.mark.parametrize(
    ("typed", "detail"),
    [
        (
            "Annecy-le-Vieux",
            "Commune, Haute-Savoie (74). Comprend Annecy-le-Vieux, ancienne commune.",
        ),
        ("Châlons-sur-Marne", "Commune, Marne (51). Anciennement Châlons-sur-Marne."),
        (
            "Bas-Rhin",
            (
                "Lieu sans collectivité propre ; "
                "institution compétente : Collectivité européenne d’Alsace"
            ),
        ),
        ("Clipperton", "Lieu sans collectivité propre"),
    ],
)
def test_a_suggestion_says_how_it_was_found(browser: Browser, typed: str, detail: str) -> None:
    browser.language = "fr"
    assert ask(browser, typed)[0]["detail"] == detail


@pytest.mark.parametrize("text", ["", "a", "é"])
def test_short_texts_give_nothing(browser: Browser, text: str) -> None:
    assert ask(browser, text) == []


def test_without_a_question_there_is_no_answer(browser: Browser) -> None:
    assert browser.get("/territories/search").response.get_json() == []


def test_an_absurdly_long_text_is_no_burden(browser: Browser, count_queries) -> None:
    with count_queries() as queries:
        assert ask(browser, "saint " + "malo grenoble " * 500) == []
    assert len(max(queries, key=len)) < 4000


def test_an_address_that_asks_too_often_waits(browser: Browser) -> None:
    statuses = [browser.get("/territories/search?q=a").status for _ in range(121)]
    assert statuses[:120] == [200] * 120
    assert statuses[120] == 429
