"""What was filed is still what the sealed activity says was filed."""

import uuid
from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from callforprojects.activity.models import Activity
from callforprojects.applications.models import Application, Submission
from callforprojects.core.data.canonical import hash_of
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_FILED = "application.submitted"
_ELIMINATED = "application.eliminated"  # with the visa of the archives: sealed too


def fault_of_submissions(connection: sa.Connection) -> Sentence | None:
    """The first submission whose content was changed, added or removed behind the program's back.

    Each is compared with its SHA-256, and this with the one that the activity sealed at the filing.
    """
    sealed = _sealed_hashes(connection)
    rows = sa.select(
        Submission.application_id,
        Submission.snapshot_text,
        Submission.sha256,
        Application.reference,
    ).join(Application, Application.id == Submission.application_id)
    with connection.execute(rows) as submissions:
        for row in submissions:
            hashes = sealed.get(row.application_id, {})
            if hash_of(row.snapshot_text) != row.sha256 or hashes.pop(row.sha256, None) is None:
                return _(
                    "The application %(reference)s is not what was filed: its content was changed.",
                    reference=row.reference,
                )
    for hashes in sealed.values():
        for reference in hashes.values():
            return _(
                "What was filed under the reference %(reference)s was removed.", reference=reference
            )
    return None


def _sealed_hashes(connection: sa.Connection) -> dict[uuid.UUID, dict[str, str]]:
    """The SHA-256 of each filing of each application that should still be there, with its
    reference.
    """
    filings = sa.select(Activity.subject_id, Activity.details).where(
        Activity.verb == _FILED, Activity.subject_id.not_in(_eliminated())
    )
    found: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(filings).all():
        found[row.subject_id][row.details["sha256"]] = row.details["reference"]
    return found


def _eliminated() -> sa.Select[Any]:
    return sa.select(Activity.subject_id).where(Activity.verb == _ELIMINATED)
