"""Two clicks at the same instant: the second waits for the first, and ends where it ended."""

import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from tests.browser import Browser
from tests.factories.calls import make_call, make_officer
from tests.page import fields_of

pytestmark = pytest.mark.usefixtures("app")

CLICKS = 3
PATIENCE = 30


def test_three_clicks_at_once_make_one_copy(app: Flask) -> None:
    call = make_call("ready")
    browser = Browser(app).sign_in(make_officer(call.funder))
    page = browser.get(f"/calls/{call.id}/duplicate")
    (form,) = (form for form in next(page.root.iter("main")).iter("form"))
    cookie = browser.client.get_cookie("session")
    assert cookie is not None
    action, data = str(form.get("action")), fields_of(form)
    headers = {"Cookie": f"session={cookie.value}"}
    db.session.remove()
    start = threading.Barrier(CLICKS)

    def click() -> tuple[int, str | None]:
        start.wait(PATIENCE)
        client: Any = app.test_client(use_cookies=False)
        answer = client.post(action, data=data, headers=headers)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(CLICKS) as pool:
        clicks = [pool.submit(contextvars.Context().run, click) for _click in range(CLICKS)]
        ends = [each.result(PATIENCE) for each in clicks]

    assert ends[0][0] == 302
    assert ends == [ends[0]] * CLICKS
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Call)) == 2
