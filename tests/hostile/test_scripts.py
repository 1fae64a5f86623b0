"""A script typed in every text field of every form is a text like another, wherever it is shown."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
import sqlalchemy as sa
from flask import Flask

from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.web.limits import limiter
from callforprojects.messages.models import Message
from tests.access import world as worlds
from tests.browser import Browser
from tests.hostile.boxes import NOTHING_TO_TYPE, typed_in
from tests.page import Page, fields_of

pytestmark = pytest.mark.usefixtures("one_engine")

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
STARTS = ("/", "/dashboard", "/calls/", "/organisations/", "/activity/", "/messages/")
# What these do closes pages to the others: their forms come last, in this order.
LAST = ("decision", "declare", "declarations", "conflict", "withdraw", "postpone", "cancel")
LEFT_ALONE = re.compile(r"^/(language|accounts/sign-out)$")
ASKED = re.compile(r"(type|number)=")  # what makes another page of the same address
ALIKE = 3  # pages of one sort that somebody opens: the thirtieth question is like the third
TRIES = 2  # a box that refuses the script has shown it as often
MANY = 100  # boxes that have kept it, pages that show it
NOT_PAGES = re.compile(r"^/static/|/body$|^/files/|\.csv$")  # mails are read below


@dataclass(frozen=True)
class Box:
    """One text field of one form, on the page where it stands."""

    page: str
    action: str
    name: str

    @property
    def turn(self) -> int:
        """0 for most; the later, the more it closes."""
        last = urlsplit(self.action).path.rpartition("/")[2]
        return LAST.index(last) + 1 if last in LAST else 0

    def field(self, app: Flask) -> tuple[str, str]:
        """The endpoint and the name, whatever the thing that the page is about."""
        path = urlsplit(self.action).path
        endpoint, _values = app.url_map.bind("localhost").match(path, method="POST")
        return endpoint, self.name


@dataclass
class Walker:
    """Somebody who opens every page that a link leads to, and types in every box."""

    browser: Browser
    starts: tuple[str, ...] = STARTS
    pages: dict[str, Page] = field(default_factory=dict)

    def open(self, path: str) -> Page:
        limiter.reset()
        try:
            page = self.browser.get(path)
        except AssertionError as error:
            error.add_note(path)
            raise
        if page.is_html and page.tree is not None:
            refuse_running(page.root, path)
        return page

    def walk(self) -> None:
        """Every page within reach, each once. Those refused or redirected lead nowhere."""
        waiting, known = list(self.starts), set(self.starts)
        self.pages = {}
        sorts: Counter[str] = Counter()
        while waiting:
            path = waiting.pop(0)
            sorts[sort_of(path)] += 1
            if sorts[sort_of(path)] > ALIKE:
                continue
            page = self.open(path)
            if page.status == 302 and page.location:
                leads = [page.location]
            elif page.status == 200 and page.tree is not None:
                self.pages[path] = page
                leads = [link.get("href", "") for link in page.root.iter("a")]
            else:
                continue
            for lead in map(inside, leads):
                if lead and lead not in known:
                    known.add(lead)
                    waiting.append(lead)

    def boxes(self) -> Iterator[Box]:
        for path, page in self.pages.items():
            for form in page.root.iter("form"):
                action = form.get("action") or path
                if form.get("method", "get").lower() == "post" and not LEFT_ALONE.match(action):
                    yield from (Box(path, action, name) for name in typed_in(form))

    def type_in(self, box: Box) -> bool:
        """Send the form as it stands with the script in this box: was it kept? A refusal shows it."""
        page = self.open(box.page)
        for form in page.root.iter("form") if page.status == 200 and page.is_html else ():
            if (form.get("action") or box.page) != box.action or box.name not in typed_in(form):
                continue
            data = fields_of(form)
            data.setlist(box.name, [HOSTILE])
            limiter.reset()
            answer = self.browser.post(box.action, data=data)
            assert answer.status < 500, f"{box}: {answer.status}"
            if answer.is_html and answer.tree is not None:
                refuse_running(answer.root, box.action)
            return answer.status == 302
        return False


def inside(link: str) -> str:
    """The address without its fragment, when it is a page of ours worth opening once."""
    parts = urlsplit(link)
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not is_ours or NOT_PAGES.search(parts.path):
        return ""
    return f"{parts.path}?{parts.query}" if ASKED.match(parts.query) else parts.path


def sort_of(path: str) -> str:
    """The address without what it is about."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", path)


def refuse_running(tree: Element, where: str) -> None:
    """Nothing of what was typed has become an element (the page itself is checked already)."""
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert not any(name.startswith("on") for name in element.attrib), where
            assert not (element.tag == "img" and element.get("src") == "x"), where
            assert "alert(1)" not in (element.text or "") or element.tag != "script", where


@pytest.fixture
def walkers(app: Flask) -> list[Walker]:
    """Each role of the world: those who judge before those who may take files back."""
    world = worlds.build()
    people = world.people
    call = db.session.get_one(Call, world.subjects["closed call"])
    call.envelope = Money.euros(1)  # announcing asks where the rest comes from
    ended = db.session.get_one(Call, world.subjects["announced call"])
    ended.current_round.announced_at = now() - timedelta(
        days=3 * 366
    )  # its files may be eliminated
    db.session.commit()
    starts = (  # the last four: one of many pages alike has the link
        *STARTS,
        f"/selection/calls/{call.id}/letters",
        f"/juries/applications/{world.subjects['filed']}/declare",
        f"/organisations/{world.subjects['partner']}/join",
        f"/organisations/{world.subjects['refused']}/accreditation",
    )
    others = [role for role in people if role not in {worlds.JUROR, worlds.OFFICER}]
    roles = [worlds.JUROR, worlds.OFFICER, *others]
    return [
        Walker(Browser(app)),
        *(Walker(Browser(app).sign_in(people[role]), starts) for role in roles),
    ]


def test_a_script_in_every_box_never_runs(app: Flask, walkers: list[Walker]) -> None:
    for walker in walkers:
        walker.walk()
    tried = [(box.turn, walker, box) for walker in walkers for box in walker.boxes()]
    kept: set[tuple[str, str]] = set()
    tries: Counter[tuple[str, str]] = Counter()
    for _turn, walker, box in sorted(tried, key=lambda one: one[0]):
        tries[box.field(app)] += 1
        if box.field(app) not in kept and tries[box.field(app)] <= TRIES and walker.type_in(box):
            kept.add(box.field(app))

    shown = set()
    for walker in walkers:
        walker.walk()
        shown |= {path for path, page in walker.pages.items() if HOSTILE in page.text}
    letters = db.session.scalars(sa.select(Message.html)).all()
    for letter in letters:
        refuse_running(html5lib.parse(letter, namespaceHTMLElements=False), letter[:200])

    typed = {box.field(app)[0] for _turn, _walker, box in tried}
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert sorted(posts - typed - NOTHING_TO_TYPE) == []
    assert sorted(NOTHING_TO_TYPE & typed) == []
    assert len(kept) > MANY
    assert len(shown) > MANY
