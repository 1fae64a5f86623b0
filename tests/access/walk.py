"""Walking the world: one request as somebody, of which nothing is kept."""

import contextvars
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from callforprojects.core.data import transaction
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.web.limits import limiter
from tests.access.world import GUEST, ROLES, World
from tests.browser import Browser

SKIPPED_METHODS = {"HEAD", "OPTIONS"}
SIGN_IN = "/accounts/sign-in?next="
# What is sent besides the token, where an empty form would not show who may send it.
FORMS = {
    "juries.invitation": {"independence": "y", "confidentiality": "y"},
    "pages.switch_language": {"language": "en"},
    "organisations.set_silence": {"effect": "none", "months": "2", "counted_from": "receipt"},
    "selection.announce": {"unfinished_reason": "The session has decided."},
    "selection.letters": {
        "author_name": "Jeanne Martin",
        "author_capacity": "Director general",
        "signed_on": to_paris(now()).date().isoformat(),
    },
}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str

    @property
    def is_sent_to_sign_in(self) -> bool:
        return self.location.startswith(SIGN_IN)


@dataclass(frozen=True)
class Key:
    """What a browser keeps: its cookie, and the token that its forms carry."""

    cookie: str
    token: str


class Walk:
    """Opens any page as any role. As nothing is kept, the same question has the same answer."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app = app
        self.world = world
        self.keys = {role: self._key_of(role) for role in ROLES}
        self.known: dict[tuple[str, str, str, object], Answer] = {}

    def rules(self) -> list[Rule]:
        """Every address of the application."""
        return [rule for rule in self.app.url_map.iter_rules() if rule.endpoint != "static"]

    def doors(self) -> set[tuple[str, str]]:
        """Every method of every page: `("POST", "calls.edit")`."""
        return {
            (method, rule.endpoint)
            for rule in self.rules()
            for method in (rule.methods or set()) - SKIPPED_METHODS
        }

    def address(self, endpoint: str, identifier: object = None) -> str:
        """The address of a page, about this thing if it is about one."""
        (rule,) = self.app.url_map.iter_rules(endpoint)
        values = dict.fromkeys(rule.arguments, identifier)
        return self.app.url_map.bind("localhost").build(endpoint, values)

    def ask(self, role: str, method: str, endpoint: str, identifier: object = None) -> Answer:
        """The answer to one request, which is made once."""
        question = (role, method, endpoint, identifier)
        if question not in self.known:
            self.known[question] = self.ask_again(*question)
        return self.known[question]

    def ask_again(
        self,
        role: str,
        method: str,
        endpoint: str,
        identifier: object = None,
        contents: dict[str, Any] | None = None,
    ) -> Answer:
        """One request. A form is sent with its token and `contents`, or hardly anything in it."""
        limiter.reset()  # how often one knocks is not the question
        sent = FORMS.get(endpoint, {}) if contents is None else contents
        return contextvars.Context().run(self._ask, role, method, endpoint, identifier, sent)

    def _ask(
        self, role: str, method: str, endpoint: str, identifier: object, sent: dict[str, Any]
    ) -> Answer:
        key = self.keys[role]
        response = self.app.test_client(use_cookies=False).open(
            self.address(endpoint, identifier),
            method=method,
            query_string={name[1:]: sent[name] for name in sent if name.startswith("?")},
            headers={"Cookie": key.cookie, "Accept-Language": "en"},
            data={**sent, "csrf_token": key.token} if method == "POST" else None,
        )
        is_text = (response.mimetype or "").startswith("text/")
        text = response.get_data(as_text=True) if is_text else ""
        response.close()
        return Answer(response.status_code, response.headers.get("Location", ""), text)

    def _key_of(self, role: str) -> Key:
        browser = Browser(self.app)
        if role != GUEST:
            browser.sign_in(self.world.people[role])
        token = browser.token()
        cookie = browser.client.get_cookie("session")
        assert cookie is not None, "the token of a form is kept in the session"
        return Key(f"session={cookie.value}", token)


def keep_nothing(patch: pytest.MonkeyPatch) -> None:
    """Requests end as they would, the database checks what they write, and nothing stays."""

    def forget() -> None:
        db.session.flush()
        transaction.rollback()

    patch.setattr(transaction, "commit", forget)
