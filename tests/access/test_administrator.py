"""Who administers the platform, and sits nowhere, reads no file: on no address, in no export.

Every address that can be read is asked for about each thing of its kind. What they may still do is
in `policy/`.
"""

import pytest
from werkzeug.routing import Rule

from callforprojects.applications.models import Application
from callforprojects.core.data.database import db
from tests.access.confidential import READERS
from tests.access.walk import Walk
from tests.access.world import ADMINISTRATOR

# The things of the world by the argument of the addresses that are about them.
ABOUT = {
    "application_id": ("draft", "deleted draft", "filed", "filed by another", "decided"),
    "call_id": ("draft call", "deleted call", "open call", "closed call", "announced call"),
    "file_id": ("document of the draft", "document filed", "document of another"),
    "message_id": ("mail", "secret mail", "letter"),
    "organisation_id": ("town", "other town", "partner", "funder", "other funder"),
    "juror_id": ("jury seat", "offered seat"),
    "conflict_of_interest_id": ("conflict",),
    "review_id": ("review", "review of a colleague"),
    "criterion_id": ("criterion",),
    "call_rule_id": ("rule",),
    "section_id": ("section",),
    "question_id": ("question",),
    "membership_id": ("membership",),
    "invitation_id": ("invitation",),
    "join_request_id": ("join request",),
    "user_id": ("person",),
}
WORDS = frozenset(words for words, readers in READERS.items() if ADMINISTRATOR not in readers)
DOCUMENTS = frozenset({"plan-a.pdf", "plan-b.pdf", "draft.pdf"})
# No page: one's own data; for everybody, an image of a published call, what a machine asks for.
FILES = {
    "accounts.export",
    "calls.expected_profile_image",
    "territories.search",
    "operations.alive",
    "operations.ready",
}


@pytest.mark.usefixtures("one_engine")
def test_a_bare_administrator_finds_no_file_on_any_address(walk: Walk) -> None:
    hidden = WORDS | DOCUMENTS | _references(walk)
    naming, files, asked = set(), set(), 0
    for rule in walk.rules():
        for subject, identifier in _things(walk, rule):
            answer = walk.ask(ADMINISTRATOR, "GET", rule.endpoint, identifier)
            asked += 1
            naming |= {f"{rule.endpoint} {subject}: {one}" for one in hidden if one in answer.text}
            if answer.status == 200 and not answer.text:
                files.add(rule.endpoint)

    assert naming == set()
    assert files <= FILES
    assert asked > 150


def test_no_address_of_a_file_or_of_what_is_joined_to_it_opens(walk: Walk) -> None:
    opened = {
        f"{method} {rule.endpoint} {subject}": status
        for rule in walk.rules()
        for argument in rule.arguments & {"application_id", "file_id", "review_id"}
        for subject in ABOUT[argument]
        for method in (rule.methods or set()) & {"GET", "POST"}
        if (status := _status(walk, method, rule, subject)) not in {403, 404}
    }

    assert opened == {}


def _things(walk: Walk, rule: Rule) -> list[tuple[str, object]]:
    if "GET" not in (rule.methods or set()):
        return []
    if not rule.arguments:
        return [("", None)]
    (argument,) = rule.arguments
    return [(name, walk.world.subjects[name]) for name in ABOUT.get(argument, ())]


def _status(walk: Walk, method: str, rule: Rule, subject: str) -> int:
    return walk.ask(ADMINISTRATOR, method, rule.endpoint, walk.world.subjects[subject]).status


def _references(walk: Walk) -> set[str]:
    found = [
        db.session.get_one(Application, walk.world.subjects[name]).reference
        for name in ("filed", "filed by another", "decided")
    ]
    return {reference for reference in found if reference}
