"""What a journey needs: a site that is served, and a real Chromium that complains of nothing."""

import os
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error as PlaywrightError,
    Page,
    Request,
    expect,
    sync_playwright,
)

from callforprojects.core.data.database import db
from callforprojects.core.outside.settings import Settings
from callforprojects.core.web.limits import limiter
from tests import databases
from tests.chromium import NAMES, chromium_path
from tests.databases import empty_tables
from tests.journeys.site import Site, runner, served
from tests.post_office import PostOffice, open_post_office

OpenTab = Callable[..., Page]
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Nothing is on its way for these people, place or colour: a journey that tests motion asks for it.
_PERSON = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "reduced_motion": "reduce"}
_TIMEOUT = 20_000  # milliseconds: one core that others use too
_PAGES = pytest.StashKey[list[Page]]()
_FORMS = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine. Without one the journeys are skipped, unless it is required."""
    path = chromium_path()
    if path is None:
        missing = f"no browser on this machine: none of {', '.join(NAMES)}"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=_TIMEOUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def office() -> Iterator[PostOffice]:
    """A mail server of the loopback."""
    with open_post_office() as office:
        yield office


@pytest.fixture(scope="session")
def served_site(
    tmp_path_factory: pytest.TempPathFactory, engine_name: str, office: PostOffice
) -> Iterator[Site]:
    """The application, served on this run's engine."""
    folder = tmp_path_factory.mktemp("site")
    settings = _settings(folder, databases.fresh_database(engine_name, folder), office)
    app = databases.app_of_every_address(settings)
    with app.app_context():
        db.create_all()
    with served(app) as server:
        url = f"http://127.0.0.1:{server.port}"
        _tell_address(app, url)
        yield Site(app, url, office)
    with app.app_context():
        db.engine.dispose()


def _settings(folder: Path, database_url: str, office: PostOffice) -> Settings:
    return Settings.from_environment(
        {},
        data_folder=folder,
        database_url=database_url,
        secret_key="a key for journeys only, of no value",
        is_testing=True,
        mail_server="127.0.0.1",
        mail_port=office.port,
        mail_security="none",
    )


def _tell_address(app: Flask, url: str) -> None:
    """The links of the mails lead to the port that the system has given."""
    from dataclasses import replace

    app.extensions["settings"] = replace(app.extensions["settings"], public_url=url)


@pytest.fixture
def site(chromium: Browser, served_site: Site) -> Iterator[Site]:
    """The site for one journey: its runner at work, its tables empty at the end."""
    with runner(served_site.app):
        yield served_site
    with served_site.app.app_context():
        empty_tables()
    served_site.office.taken.clear()
    limiter.reset()


@pytest.fixture
def open_tab(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[OpenTab]:
    """`open_tab()` gives a page of somebody new, French by their browser, who asks for no motion.

    Whatever the console says against a page fails the journey: the policy is strict.
    """
    with _tabs(request, chromium, site) as (opened, complaints):
        yield opened
    assert complaints == []


@pytest.fixture
def rough_tab(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[OpenTab]:
    """As `open_tab`, where an answer is refused or lost: Chromium says so, and nothing else may."""
    with _tabs(request, chromium, site) as (opened, complaints):
        yield opened
    assert [each for each in complaints if "Failed to load resource" not in each] == []


@contextmanager
def _tabs(
    request: pytest.FixtureRequest, chromium: Browser, site: Site
) -> Iterator[tuple[OpenTab, list[str]]]:
    """What opens a tab, and all that is said against the pages of these tabs."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    pages = request.node.stash.setdefault(_PAGES, [])
    forms = request.node.stash.setdefault(_FORMS, [])

    def opened(**options: Any) -> Page:
        context = chromium.new_context(**{"base_url": site.url, **_PERSON, **options})
        context.set_default_timeout(_TIMEOUT)
        context.on("console", lambda said: _note(complaints, said.type, said.text, said.page))
        context.on("weberror", lambda e: complaints.append(f"{e.page and e.page.url}: {e.error}"))
        context.on("request", lambda sent: _note_form(forms, "sent", sent))
        context.on("requestfinished", lambda sent: _note_form(forms, "answered", sent))
        context.on("requestfailed", lambda sent: _note_form(forms, "failed", sent))
        contexts.append(context)
        pages.append(context.new_page())
        return pages[-1]

    yield opened, complaints
    for context in contexts:
        context.close()


def _note(complaints: list[str], kind: str, text: str, page: Page | None) -> None:
    if kind in {"error", "warning"}:
        complaints.append(f"{page and page.url}: {kind}: {text}")


def _note_form(forms: list[str], step: str, sent: Request) -> None:
    """What a journey that fails tells: was the form sent, and when was it answered?"""
    if sent.method == "POST":
        forms.append(f"{time.monotonic():.2f} {step}: {sent.url}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When a journey fails: what each person has before their eyes."""
    report = yield
    if report.when == "call" and report.failed:
        folder = Path(item.config._tmp_path_factory.mktemp("screenshots"))  # type: ignore[attr-defined]
        pages: list[Page] = item.stash.get(_PAGES, [])
        report.sections.append(("forms", "\n".join(item.stash.get(_FORMS, [])[-12:])))
        for number, page in enumerate(pages, start=1):
            report.sections.append((f"person {number}", _seen(page, folder / f"{number}.png")))
    return report


def _seen(page: Page, picture: Path) -> str:
    try:
        page.screenshot(path=picture, full_page=True)
        return f"{picture}\n{page.url}\n{page.locator('body').aria_snapshot()}"
    except PlaywrightError as error:  # a page that does not answer must not hide the failure
        return f"{page.url}\n{error}"
