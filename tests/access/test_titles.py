"""The title of a page names the call or the file that the page is about."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from tests.access.table import ADDRESSES, rows
from tests.access.world import ROLES

ABOUT = ("call", "application", "juror", "criterion", "section", "question", "review")
ADDRESS_OF = {
    endpoint: address
    for address, endpoint in (line.split() for line in ADDRESSES.read_text("utf-8").splitlines())
}


def is_about_a_call(endpoint: str) -> bool:
    """Whether the address names a call, a file, or a part of one."""
    return any(f"<uuid:{name}_id>" in ADDRESS_OF[endpoint] for name in ABOUT)


PAGES = [
    row
    for row in rows()
    if row.method == "GET" and 200 in row.statuses and is_about_a_call(row.endpoint)
]


@pytest.fixture(scope="module")
def names(walk):
    """The titles and the references of every call and file."""
    found = [
        *db.session.execute(select(Call.title, Call.reference)),
        *db.session.execute(select(Application.title, Application.reference)),
    ]
    return {name for row in found for name in row if name}


@pytest.mark.usefixtures("one_engine")
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_the_title_names_what_the_page_is_about(walk, names, row):
    role = ROLES[row.statuses.index(200)]
    answer = walk.ask(role, row.method, row.endpoint, walk.world.subjects[row.subject])
    head = answer.text.partition("</head>")[0]
    titles = [unescape(each) for each in re.findall(r"<title>(.*?)</title>", head, re.DOTALL)]

    assert all(any(name in title for name in names) for title in titles), titles  # none: a document
