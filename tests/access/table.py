"""The policy as one table: each page, what it is about, and what each role is answered.

The rows are in `policy/`, one file a feature: method, page, subject in the world, then one status
a role in the order of `ROLES`. 200 the page opens; 302 a guest is sent to the sign-in page, others
have what they asked; 401 a guest sends a form; 403 refused; 404 not to be known of; 409 and 422
let in, and sent back by the form or by the state of things; 410 a link that no longer opens.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.access.policy import (
    accounts,
    applications,
    archives,
    calls,
    criteria,
    juries,
    operations,
    organisations,
    pages,
    reviews,
    selection,
)
from tests.access.world import GUEST, ROLES

ADDRESSES = Path(__file__).parents[1] / "conventions" / "routes.txt"
Line = str | tuple[str | int, ...]
FEATURES: dict[str, tuple[Line, ...]] = {
    "Pages, mails, documents": pages.ROWS,
    "Accounts": accounts.ROWS,
    "Organisations": organisations.ROWS,
    "Calls": calls.ROWS,
    "Criteria": criteria.ROWS,
    "Applications": applications.ROWS,
    "Juries": juries.ROWS,
    "Reviews": reviews.ROWS,
    "Selection": selection.ROWS,
    "Archives": archives.ROWS,
    "Operations": operations.ROWS,
}
WORDS = {
    200: "yes",
    302: "yes",
    401: "sign in",
    403: "no",
    404: "hidden",
    409: "checked",
    410: "expired",
    422: "checked",
}
HEAD = """# Who opens what

Written by `python tools/access.py` from the table that the tests walk (`tests/access/policy`): a
page without a line fails, and so does a line that is not true.

* **yes**: the page opens, or what was asked is done.
* **checked**: let in; the form, or the state of things, then decides.
* **no**: refused (403). **hidden**: as if it did not exist (404), and so is what nobody may know of.
* **sign in**: a guest is sent to the sign-in page and comes back. **expired**: the link opens nothing.

The applicant administers the town whose application is spoken of; the other applicant writes for
another town, to which a seat is offered. The juror has the file that is filed, and has stepped back
from the one filed by another; the other juror of the same jury has no file. The officer is an editor
of the funder of the call, the other officer of another funder. The administrator is that of the
platform. An identifier that does not exist is 404 for everybody.
"""


@dataclass(frozen=True)
class Row:
    """One line of the policy."""

    method: str
    endpoint: str
    subject: str
    statuses: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} {self.subject}".strip()

    def word(self, role: str) -> str:
        """What a role is answered, for people."""
        status = self.statuses[ROLES.index(role)]
        is_asked = role == GUEST and self.method == "GET" and status == 302
        return "sign in" if is_asked else WORDS[status]


def row_of(line: tuple[str | int, ...]) -> Row:
    method, endpoint, subject = map(str, line[:3])
    return Row(method, endpoint, subject, tuple(map(int, line[3:])))


def rows() -> list[Row]:
    """The whole table."""
    lines = (line for lines in FEATURES.values() for line in lines)
    return [row_of(line) for line in lines if not isinstance(line, str)]


def known_addresses() -> dict[str, str]:
    """Where each page is, as people write it: `/calls/…/edit`."""
    lines = ADDRESSES.read_text("utf-8").splitlines()
    return {
        endpoint: re.sub("<.*>", "…", address)
        for address, endpoint in (line.split() for line in lines)
    }


def document(addresses: dict[str, str]) -> str:
    """The table for people; `addresses` says where each page is."""
    return "\n".join([HEAD, *_written(addresses)]).rstrip() + "\n"


def _written(addresses: dict[str, str]) -> Iterator[str]:
    for feature, lines in FEATURES.items():
        yield f"## {feature}"
        for line in lines:
            if isinstance(line, str):
                yield from _head_of(line)
            else:
                row = row_of(line)
                page = f"`{row.method} {addresses[row.endpoint]}`"
                yield _cells(page, row.subject, *(row.word(role) for role in ROLES))
        yield ""


def _head_of(group: str) -> Iterator[str]:
    yield f"\n### {group}\n"
    yield _cells("page", "about", *ROLES)
    yield _cells(*["---"] * (2 + len(ROLES)))


def _cells(*words: str) -> str:
    return f"| {' | '.join(words)} |"
