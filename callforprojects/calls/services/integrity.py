"""What the public was told of a call is still what the sealed activity says was published."""

import uuid
from collections import defaultdict

import sqlalchemy as sa

from callforprojects.activity.models import Activity
from callforprojects.calls.models import Call, CallVersion
from callforprojects.core.data.canonical import hash_of
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_SEALING = ("call.published", "call.postponed", "call.cancelled")


def fault_of_versions(connection: sa.Connection) -> Sentence | None:
    """The first version of a call that was changed, added or removed behind the program's back.

    Each is compared with its SHA-256, and this with the one that the activity sealed. The first of
    a call that was published before there were versions is not sealed.
    """
    sealed = _sealed_hashes(connection)
    last: dict[uuid.UUID, int] = defaultdict(int)
    version = CallVersion.__table__.c
    rows = (
        sa.select(version.call_id, version.number, version.text, version.sha256, Call.reference)
        .join(Call, Call.id == version.call_id)
        .order_by(version.call_id, version.number)
    )
    with connection.execute(rows) as versions:
        for row in versions:
            last[row.call_id] += 1
            hashes = sealed[row.call_id]
            is_sealed = row.sha256 in hashes or row.number == 1
            hashes.discard(row.sha256)
            if not is_sealed or row.number != last[row.call_id] or hash_of(row.text) != row.sha256:
                return _(
                    "The call %(reference)s is not what was published: a version of it was changed,"
                    " added or removed.",
                    reference=row.reference,
                )
    if any(sealed.values()):
        return _("A version of a call that was published was removed.")
    return None


def _sealed_hashes(connection: sa.Connection) -> dict[uuid.UUID, set[str]]:
    acts = sa.select(Activity.subject_id, Activity.details).where(Activity.verb.in_(_SEALING))
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for row in connection.execute(acts).all():
        if "version_sha256" in row.details:
            found[row.subject_id].add(row.details["version_sha256"])
    return found
