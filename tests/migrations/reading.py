"""What readers read: the pages that links lead to, without what each page makes anew."""

import contextvars
import difflib
import html
import re
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from callforprojects.core.web.limits import limiter
from tests.browser import Browser

STARTS = ("/", "/dashboard", "/calls/", "/organisations/", "/activity/", "/messages/")
AS_MANY = 2  # pages of one sort, for one reader; a list that is asked something is read once
_LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
_ANEW = re.compile(r'(name="(?:csrf_token|request_key)"[^>]*value=")[^"]*')


@dataclass(frozen=True, slots=True)
class Reading:
    """One page, as one reader was answered: where it leads, or what it says."""

    endpoint: str
    status: int
    text: str


def read_everything(
    app: Flask, readers: Mapping[str, Browser], at: datetime
) -> dict[tuple[str, str], Reading]:
    """Every sort of page that each reader reaches, at that instant, by reader and address."""
    found = {}
    with time_machine.travel(at, tick=False):
        for reader, browser in readers.items():
            for path, reading in _read_as(app, browser.client).items():
                found[reader, path] = reading
    limiter.reset()
    return found


def differences(
    before: Mapping[tuple[str, str], Reading], after: Mapping[tuple[str, str], Reading]
) -> list[str]:
    """Where it is not the same: who reads, the page, statuses, the first lines that differ."""
    nothing = Reading("", 0, "")
    found = []
    for place in sorted({*before, *after}):
        first, second = (side.get(place, nothing) for side in (before, after))
        if first != second:
            lines = difflib.ndiff(first.text.splitlines(), second.text.splitlines())
            changed = [line for line in lines if line[:1] in {"-", "+"}]
            statuses = f"{first.status}, {second.status}"
            found.append("\n".join([" ".join(place), statuses, *changed[:4]]))
    return found


def _read_as(app: Flask, client: FlaskClient) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    waiting, sorts = deque(STARTS), Counter[tuple[str, str]]()
    while waiting:
        path = waiting.popleft()
        sort = _sort_of(app, path)
        if path in found or sorts[sort] == (1 if sort[1] else AS_MANY):
            continue
        sorts[sort] += 1
        found[path], links = _read(client, path, sort[0])
        waiting.extend(links)
    return found


def _read(client: FlaskClient, path: str, endpoint: str) -> tuple[Reading, list[str]]:
    """What is answered there, and where it leads."""
    limiter.reset()
    answer = contextvars.Context().run(client.get, path, headers={"Accept-Language": "en"})
    kind, status = answer.mimetype or "", answer.status_code
    text = answer.get_data(as_text=True) if kind.startswith("text/") else kind
    answer.close()
    links = [html.unescape(link) for link in _LINK.findall(text)] if kind == "text/html" else []
    where = answer.headers.get("Location", "")
    return Reading(endpoint, status, where or _ANEW.sub(r"\1", text)), links


def _sort_of(app: Flask, path: str) -> tuple[str, str]:
    """Pages of one view, asked with values of the same names, are of one sort."""
    parts = urlsplit(path)
    names = {asked.partition("=")[0] for asked in parts.query.split("&")}
    try:
        endpoint, _values = app.url_map.bind("localhost").match(parts.path)
    except HTTPException:
        return parts.path, ""
    return str(endpoint), " ".join(sorted(names))
