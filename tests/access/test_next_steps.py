"""Every form of the product, once accepted, ends on a page that shows the next step, and it opens."""

import contextvars
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest

from callforprojects.core.web.limits import limiter
from tests.access.sending import SENDINGS, contents_of
from tests.access.walk import Walk
from tests.page import parse

# What ends where one was, with nothing new to do: another language, the same page.
NO_STEP = {"pages.switch_language"}


class Following:
    """One person's browser, which keeps the cookies that it is given."""

    def __init__(self, of: Walk, role: str) -> None:
        self.client = of.app.test_client()
        key = of.keys[role]
        self.client.set_cookie("session", key.cookie.removeprefix("session="))
        self.token = key.token

    def open(self, path: str, **options):
        limiter.reset()
        options.setdefault("headers", {})["Accept-Language"] = "en"
        return contextvars.Context().run(self.client.open, path, **options)

    def land(self, response):
        """The page at the end of the redirections, with its path."""
        path = ""
        while response.status_code in {302, 303}:
            path = response.headers["Location"]
            response = self.open(path, method="GET")
        return response, urlsplit(path).path


def next_steps(html: str) -> list[Element]:
    return [each for each in parse(html).iter() if each.get("data-next-step") is not None]


@pytest.mark.usefixtures("one_engine", "undone")
@pytest.mark.parametrize("endpoint", sorted(set(SENDINGS) - NO_STEP))
def test_what_is_done_shows_the_next_step(lasting_walk: Walk, endpoint: str) -> None:
    role, subject, _typed = SENDINGS[endpoint]
    contents = contents_of(lasting_walk, endpoint)
    browser = Following(lasting_walk, role)

    address = lasting_walk.address(endpoint, lasting_walk.world.subjects.get(subject))
    query = {name[1:]: contents[name] for name in contents if name.startswith("?")}
    sent = {**contents, "csrf_token": browser.token}
    done = browser.open(address, method="POST", data=sent, query_string=query)
    response, here = browser.land(done)

    assert response.status_code == 200
    steps = next_steps(response.get_data(as_text=True))
    links = [each.get("href", "") for each in steps if each.tag == "a"]
    assert steps, f"{here} shows no next step"
    assert here not in {urlsplit(link).path for link in links if not urlsplit(link).query}
    opened = [browser.land(browser.open(link, method="GET"))[0].status_code for link in links]
    assert opened == [200] * len(links)


def test_the_walk_refuses_a_page_without_one():
    page = "<!doctype html><html lang='en'><head><title>A</title></head><body>{}</body></html>"

    assert next_steps(page.format("<a href='/calls/'>All</a>")) == []
    assert len(next_steps(page.format("<a data-next-step href='/calls/'>All</a>"))) == 1
