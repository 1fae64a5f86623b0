"""What calls give to the export of a person: those that they have begun."""

from sqlalchemy import select

from callforprojects.accounts.export import Records
from callforprojects.accounts.models import User
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import is_kept
from callforprojects.core.tables import Column
from callforprojects.core.text.i18n import _


def records(user: User) -> list[Records]:
    written = select(Call).where(Call.created_by_id == user.id, is_kept(Call)).order_by(Call.id)
    return [
        Records(
            key="calls",
            title=_("Calls begun"),
            columns=[
                Column("reference", _("Reference"), lambda call: call.reference),
                Column("title", _("Title"), lambda call: call.title),
                Column("begun_at", _("Begun on"), lambda call: call.created_at),
            ],
            rows=lambda: db.session.scalars(written),
        )
    ]
