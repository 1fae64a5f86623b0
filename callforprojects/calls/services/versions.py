"""Freezing what the public is told of a call, at its publication and each time it changes."""

from datetime import datetime

import sqlalchemy as sa

from callforprojects.calls.models import Call, CallVersion
from callforprojects.calls.queries import call_content
from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.database import db


def freeze_version(call: Call, *, at: datetime) -> CallVersion:
    """Add the next version of a call, as it is now. Whoever calls it seals its hash."""
    db.session.flush()
    text = canonical(call_content(call))
    last = sa.select(sa.func.max(CallVersion.number)).where(CallVersion.call_id == call.id)
    version = CallVersion(
        call_id=call.id,
        number=(db.session.scalar(last) or 0) + 1,
        text=text,
        sha256=hash_of(text),
        published_at=at,
    )
    db.session.add(version)
    return version
