"""Alive, ready, figures: for machines, without a secret and without a person."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy.exc import OperationalError

from callforprojects.core.data.database import db
from callforprojects.messages.models import MessageStatus
from callforprojects.operations import queries
from callforprojects.operations.tasks import tick
from tests.browser import Browser
from tests.factories.activity import make_activity
from tests.factories.messages import make_message
from tests.finding import found

TOKEN = "a token for tests only"
Count = Callable[[], AbstractContextManager[list[str]]]


def test_alive_asks_nothing_of_the_database(browser: Browser, count_queries: Count) -> None:
    with count_queries() as asked:
        answer = browser.get("/healthz").response

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert asked == []


def test_ready_says_what_is_well_and_no_more(browser: Browser) -> None:
    tick.run()

    answer = browser.get("/readyz").response

    assert answer.status_code == 200
    assert answer.json == {"ready": True, "tables": True, "disk": True, "worker": True}


def test_not_ready_while_the_tables_are_out_of_date(browser: Browser, monkeypatch) -> None:
    monkeypatch.setattr(queries, "revision_of_tables", lambda: "")

    answer = browser.get("/readyz").response

    assert answer.status_code == 503
    assert answer.json == {"ready": False, "tables": False, "disk": True, "worker": False}


def test_a_database_that_is_gone_is_told_without_its_name(browser: Browser, monkeypatch) -> None:
    def gone() -> str:
        raise OperationalError("SELECT", {}, Exception("no route to 10.0.0.7"))

    monkeypatch.setattr(queries, "revision_of_tables", gone)
    monkeypatch.setattr(queries, "worker_age", gone)

    page = browser.get("/readyz").response

    assert page.status_code == 503
    assert "10.0.0.7" not in page.text
    assert browser.get("/healthz").status == 200


@pytest.mark.parametrize(
    ("setting", "header", "status"),
    [
        (None, f"Bearer {TOKEN}", 404),
        (TOKEN, None, 401),
        (TOKEN, "Bearer another", 401),
        (TOKEN, f"Basic {TOKEN}", 401),
        (TOKEN, "Bearer é", 401),
        (TOKEN, f"Bearer {TOKEN}", 200),
    ],
)
def test_figures_are_for_whoever_holds_the_token(
    browser: Browser, with_settings, setting, header, status
) -> None:
    with_settings(metrics_token=setting)

    page = browser.get("/metrics", headers={} if header is None else {"Authorization": header})

    assert page.status == status
    assert ("callforprojects_messages" in page.response.text) is (status == 200)
    assert (page.response.headers.get("WWW-Authenticate") == "Bearer") is (status == 401)


def figure(text: str, name: str) -> float:
    return float(found(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE))


def live_a_little(browser: Browser) -> None:
    """Three mails, something done, a sign of life of the worker, four requests."""
    make_message()
    make_message(status=MessageStatus.FAILED)
    make_message(status=MessageStatus.FAILED)
    make_activity()
    tick.run()
    db.session.commit()
    for _time in range(3):
        browser.get("/framework")
    browser.open("/nowhere/at/all", method="PROPFIND")


def check_requests(text: str) -> None:
    """Those of other tests are counted too: the process is the same."""
    requests = "callforprojects_request_duration_seconds"
    labels = 'endpoint="pages.framework",method="GET",status="200"'
    assert figure(text, f"{requests}_count{{{labels}}}") >= 3
    assert figure(text, f"{requests}_sum{{{labels}}}") > 0
    assert figure(text, f'{requests}_count{{endpoint="none",method="other",status="404"}}') >= 1


def test_figures_of_requests_the_outbox_the_journal_and_the_worker(
    browser: Browser, with_settings
) -> None:
    with_settings(metrics_token=TOKEN)
    live_a_little(browser)

    text = browser.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).response.text

    check_requests(text)
    mails, rows = "callforprojects_messages", "callforprojects_activity_rows"
    statuses = ("queued", "failed", "sent")
    assert [figure(text, f'{mails}{{status="{status}"}}') for status in statuses] == [1, 2, 0]
    assert figure(text, f'{rows}{{seal="sealed"}}') == 1
    assert figure(text, f'{rows}{{seal="unsealed"}}') == 0
    assert 0 <= figure(text, "callforprojects_worker_tick_age_seconds") < 60


CONTACT = {"security_contact": "securite+aap@example.fr", "security_expires": date(2027, 6, 30)}


def test_whom_to_warn_of_a_fault_of_security_is_where_machines_look(
    browser: Browser, with_settings
) -> None:
    with_settings(
        **CONTACT,
        security_policy="https://example.fr/securite",
        public_url="https://aap.example.fr",
    )

    answer = browser.get("/.well-known/security.txt").response

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "Contact: mailto:securite+aap@example.fr",
        "Expires: 2027-06-30T23:59:59Z",
        "Preferred-Languages: fr, en",
        "Canonical: https://aap.example.fr/.well-known/security.txt",
        "Policy: https://example.fr/securite",
    ]


def test_what_rfc_9116_allows_over_https_only_is_left_out_elsewhere(
    browser: Browser, with_settings
) -> None:
    with_settings(**CONTACT | {"security_contact": "https://example.fr/signaler"})

    text = browser.get("/.well-known/security.txt").response.text

    assert text.splitlines() == [
        "Contact: https://example.fr/signaler",
        "Expires: 2027-06-30T23:59:59Z",
        "Preferred-Languages: fr, en",
    ]


def test_without_a_contact_there_is_no_such_page(browser: Browser, with_settings) -> None:
    with_settings(security_contact=None)

    assert browser.get("/.well-known/security.txt").status == 404
