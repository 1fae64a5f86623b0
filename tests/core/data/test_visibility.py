"""One rule a kind of thing: who reads it, who may know of it, and what is told of its parts."""

import pytest

from callforprojects.applications.models import Application
from callforprojects.core.data.database import db
from callforprojects.core.data.visibility import is_visible, may_be_notified_of, may_read
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.data.visitors import Guest
from callforprojects.selection.models import Decision
from tests.declaring import Asked, declare_in
from tests.factories.accounts import make_user
from tests.factories.juries import make_conflict, make_filed, make_judged_call, make_officer
from tests.factories.selection import make_decision, make_writer

EVERYBODY, NOBODY = Asked(lambda _visitor, _thing: True), Asked(lambda _visitor, _thing: False)


@pytest.mark.parametrize(
    ("rules", "reads", "knows"),
    [
        ([], False, True),
        ([Visibility(owners=NOBODY)], False, False),
        ([Visibility(owners=EVERYBODY)], True, True),
        ([Visibility(owners=NOBODY, readers=EVERYBODY)], True, True),
        ([Visibility(owners=NOBODY), Visibility(readers=EVERYBODY)], True, True),
        (
            [Visibility(owners=NOBODY), Visibility(readers=EVERYBODY, on_own_pages=True)],
            True,
            False,
        ),
        (
            [
                Visibility(owners=EVERYBODY),
                Visibility(may_know=lambda _visitor, _thing: False),
            ],
            True,
            False,
        ),
    ],
)
def test_a_feature_above_adds_readers(app, monkeypatch, rules, reads, knows) -> None:
    call = make_judged_call()
    monkeypatch.setitem(app.extensions, "features", {})
    for rule in rules:
        declare_in(monkeypatch, visibility_rules={type(call): rule})

    assert (may_read(Guest(), call), is_visible(Guest(), call)) == (reads, knows)


@pytest.mark.usefixtures("app")
def test_what_is_hidden_is_told_to_its_owners_alone_with_its_parts() -> None:
    call = make_judged_call()
    file = make_filed(call)
    decision = make_decision(file)
    member, officer, stranger = make_writer(file), make_officer(call), make_user()
    for person in (member, officer):
        make_conflict(person, file)
    db.session.commit()
    things = ((Application, file.id), (Decision, decision.id))

    told = {
        person.id: [
            may_be_notified_of(person, table.__tablename__, identifier)
            for table, identifier in things
        ]
        for person in (member, officer, stranger)
    }

    assert told == {member.id: [True, True], officer.id: [False, False], stranger.id: [True, True]}
    assert officer.hidden(Decision) == {decision.id}
