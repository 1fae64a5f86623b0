"""What every verb on a draft checks first."""

from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _


def require_draft(call: Call) -> None:
    """Raise ConflictError when the call is published: applicants rely on what they have read."""
    if not call.is_draft:
        raise ConflictError(
            _("This call is published: it can no longer be changed, only postponed or cancelled.")
        )


def touch(call: Call) -> None:
    """A change in the parts of a call is a change of the call: its version moves."""
    call.updated_at = now()
