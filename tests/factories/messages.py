"""Mails for the tests."""

from typing import Any

from callforprojects.core.data.database import db
from callforprojects.messages.models import Message


def make_message(**values: Any) -> Message:
    """A mail to be sent."""
    message = Message(
        **{
            "to_email": "marie@town.example",
            "template": "calls/news",
            "language": "fr",
            "subject": "Votre dossier est reçu",
            "text": "Bonjour,\n\nVotre dossier est reçu.\n",
            "html": '<!doctype html>\n<html lang="fr"><head><title>Reçu</title></head>'
            "<body><p>Votre dossier est reçu.</p></body></html>",
            **values,
        }
    )
    db.session.add(message)
    db.session.flush()
    return message
