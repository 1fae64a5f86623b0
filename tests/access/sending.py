"""Every form of the product, as a person of the world sends it: about what, with which contents."""

from typing import Any

from callforprojects.core.data.database import db
from tests.access.contents import CONTENTS
from tests.access.table import rows
from tests.access.walk import FORMS, Walk
from tests.access.world import ROLES
from tests.page import fields_of, parse


def sendings() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """By endpoint: who sends the form, about what, with which contents."""
    found: dict[str, tuple[str, str, dict[str, Any]]] = {}
    for row in rows():
        if row.method == "POST" and 302 in row.statuses:
            role = ROLES[row.statuses.index(302)]
            found.setdefault(row.endpoint, (role, row.subject, FORMS.get(row.endpoint, {})))
    return {**found, **CONTENTS}


SENDINGS = sendings()


def contents_of(walk: Walk, endpoint: str) -> dict[str, Any]:
    """What the page shows in its form, and what is typed in it."""
    role, subject, typed = SENDINGS[endpoint]
    made = {name: value(walk.world) if callable(value) else value for name, value in typed.items()}
    data: dict[str, Any] = {}
    if ("GET", endpoint) in walk.doors():
        identifier = walk.world.subjects.get(subject)
        shown = walk.ask_again(role, "GET", endpoint, identifier, made).text
        for form in next(parse(shown).iter("main")).iter("form") if "<main" in shown else ():
            if form.get("method") == "post":
                data = fields_of(form).to_dict(flat=False)
    db.session.remove()
    return {**data, **made}
