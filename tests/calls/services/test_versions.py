"""What the public is told of a call is frozen at its publication, and each time it changes."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from callforprojects.activity.models import Activity
from callforprojects.calls import services
from callforprojects.calls.details import NewClosing
from callforprojects.calls.models import CallVersion
from callforprojects.calls.services.versions import freeze_version
from callforprojects.core.data.append_only import AppendOnlyError
from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from tests.factories.calls import CELLS, make_call, make_funder

pytestmark = pytest.mark.usefixtures("app")


def versions_of(call):
    query = sa.select(CallVersion).where(CallVersion.call_id == call.id)
    return db.session.scalars(query.order_by(CallVersion.number)).all()


def content_of(version):
    return json.loads(version.text)


def sealed(verb):
    details = db.session.scalars(sa.select(Activity.details).where(Activity.verb == verb)).one()
    return details["version_sha256"]


def test_publication_freezes_all_that_the_public_is_told(officer):
    funder, other = make_funder(), make_funder()
    call = make_call(
        "ready",
        funder=funder,
        co_funders=[other],
        envelope=Money.euros(10),
        weights=(60, 40),
    )
    assert versions_of(call) == []

    services.publish_call(call, by=officer)
    db.session.flush()

    (version,) = versions_of(call)
    content = content_of(version)
    assert (version.number, version.published_at) == (1, call.published_at)
    assert version.text == canonical(content)
    assert version.sha256 == hash_of(version.text) == sealed("call.published")
    assert (content["format"], content["title"]) == (1, call.title)
    assert (content["reference"], content["envelope_cents"]) == (call.reference, 1000)
    assert content["funder"] == {"id": str(funder.id), "name": funder.name}
    assert content["co_funders"] == [{"id": str(other.id), "name": other.name}]
    assert content["contact"]["email"] == call.contact_email
    cells = [(cell["purpose"], cell["domain"], cell["level"]) for cell in content["expectations"]]
    assert cells == sorted(CELLS)
    assert [criterion["weight"] for criterion in content["grid"]["criteria"]] == [6000, 4000]
    (asked,) = content["rounds"]
    assert call.closes_at is not None
    assert asked["closes_at"] == call.closes_at.isoformat()
    assert len(asked["questionnaire"]["sections"]) > 3
    assert asked["questionnaire"]["sections"][0]["questions"][0]["key"] == "title"


def test_a_later_closing_is_another_version(officer):
    call = make_call("ready")
    services.publish_call(call, by=officer)
    closes_at = now() + timedelta(days=90)

    services.postpone_call(call, NewClosing(closes_at=closes_at, reason="Floods."), by=officer)
    db.session.flush()

    first, second = versions_of(call)
    assert second.number == 2
    assert second.sha256 == sealed("call.postponed") != first.sha256
    before, after = content_of(first), content_of(second)
    (asked,) = after["rounds"]
    assert asked["closes_at"] == closes_at.isoformat()
    assert [each["reason"] for each in asked["postponements"]] == ["Floods."]
    changed = [key for key in after if after[key] != before[key]]
    assert changed == ["rounds"]


def test_a_cancellation_is_the_last_version(officer):
    call = make_call("ready")
    services.publish_call(call, by=officer)

    services.cancel_call(call, "No money left.", by=officer)
    db.session.flush()

    first, last = versions_of(call)
    before, after = content_of(first), content_of(last)
    assert after["cancellation_reason"] == "No money left."
    assert after["cancelled_at"] == last.published_at.isoformat()
    assert last.sha256 == sealed("call.cancelled")
    changed = [key for key in after if after[key] != before[key]]
    assert changed == ["cancellation_reason", "cancelled_at"]


def test_a_version_is_never_written_again():
    call = make_call("open")
    version = freeze_version(call, at=now())
    db.session.flush()

    version.text = "{}"

    with pytest.raises(AppendOnlyError):
        db.session.flush()
