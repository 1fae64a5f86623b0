"""Who sees what a public funder keeps, sets for how long, and records an elimination."""

from callforprojects.applications.permissions import list_applications
from callforprojects.archives.keeping import keeps_public_archives
from callforprojects.calls.models import Call
from callforprojects.calls.permissions import manage_call
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.permissions import is_editor_of, is_member_of


@rule
def see_archives(visitor: Visitor, organisation: Organisation) -> bool:
    """The members of a funder whose files are public archives."""
    return _keeps(organisation) and is_member_of(visitor, organisation.id)


@rule
def set_retention(visitor: Visitor, organisation: Organisation) -> bool:
    """Its editors, as it agreed with its archives service."""
    return _keeps(organisation) and is_editor_of(visitor, organisation.id)


@rule
def see_kept_files(visitor: Visitor, call: Call) -> bool:
    """Who lists the applications of the call (`funder` must be loaded)."""
    return _keeps(call.funder) and list_applications(visitor, call)


@rule
def eliminate_files(visitor: Visitor, call: Call) -> bool:
    """Officers of the funder, with the visa of its archives service (`funder` must be loaded)."""
    return _keeps(call.funder) and manage_call(visitor, call)


def _keeps(organisation: Organisation) -> bool:
    return organisation.is_funder and keeps_public_archives(organisation.legal_nature)
