"""No refusal begins a session: it would replace that of somebody whose cookie did not travel."""

import pytest

from tests.browser import Browser


@pytest.mark.parametrize("path", ["/", "/calls/", "/nowhere", "/accounts/sign-in", "/language"])
def test_a_form_that_is_refused_begins_none(browser: Browser, path: str) -> None:
    page = browser.post(path, data={"a": "b"})

    assert page.status in {400, 404, 405}
    assert "Set-Cookie" not in page.response.headers


def test_nor_does_a_page_that_does_not_exist(browser: Browser) -> None:
    assert "Set-Cookie" not in browser.get("/nowhere").response.headers


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}]
)
def test_the_forms_of_a_refusal_work_all_the_same(browser: Browser, headers) -> None:
    page = browser.get("/nowhere")
    form = {"language": "fr", "next": "/legal", "csrf_token": page.value("csrf_token")}

    answer = browser.post("/language", headers=headers, data=form)

    assert (answer.status, answer.location) == (302, "/legal")


@pytest.mark.parametrize("token", ["", "forged"])
def test_but_none_without_a_token_of_ours(browser: Browser, token: str) -> None:
    form = {"language": "fr", "csrf_token": token}

    answer = browser.post("/language", headers={"Origin": "http://localhost"}, data=form)

    assert answer.status == 400


def test_nor_when_the_browser_does_not_say_whose_form_it_is(browser: Browser) -> None:
    form = {"language": "fr", "csrf_token": browser.get("/nowhere").value("csrf_token")}

    assert browser.post("/language", data=form).status == 400


def test_a_session_that_was_brought_is_kept(browser: Browser) -> None:
    """A form with mistakes is shown again, with a token that works."""
    page = browser.get("/accounts/sign-in").submit("Sign in", email="nobody", password="")

    assert page.status == 422
    assert page.submit("Sign in", email="nobody", password="").status == 422


def test_a_session_wants_its_own_token(browser: Browser) -> None:
    """Even where the browser says that the form is ours."""
    another = browser.get("/nowhere").value("csrf_token")
    browser.get("/accounts/sign-in")

    answer = browser.post(
        "/language",
        headers={"Origin": "http://localhost"},
        data={"language": "fr", "csrf_token": another},
    )

    assert answer.status == 400
