"""The mail that says each day what the sealed activity ends with."""

import pytest
import sqlalchemy as sa

from callforprojects.activity.models import Activity
from callforprojects.activity.verification import verify
from callforprojects.core.data.database import db
from callforprojects.messages.tasks import mail_activity_head
from tests.factories.activity import make_activity

pytestmark = pytest.mark.usefixtures("app")

ADDRESS = "journal@site.example"


def test_it_is_written_to_who_asked_for_it(sent, with_settings):
    make_activity()
    db.session.commit()
    with_settings(activity_mail=ADDRESS)

    mail_activity_head.run()

    (message,) = sent()
    assert (message.to_email, message.subject) == (ADDRESS, "Dernière empreinte du journal")
    assert verify().last_hash in message.text
    assert verify().last_hash in message.html


def test_it_says_that_the_activity_was_touched(sent, with_settings):
    make_activity()
    db.session.commit()
    db.session.execute(sa.update(Activity.__table__).values(verb="call.cancelled"))
    db.session.commit()
    with_settings(activity_mail=ADDRESS)

    mail_activity_head.run()

    (message,) = sent()
    assert message.subject == "Le journal a été modifié"
    assert "La ligne 1 a été modifiée après son scellement." in message.text


def test_nobody_gets_it_unasked(sent):
    mail_activity_head.run()

    assert sent() == []
