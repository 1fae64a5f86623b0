"""How long a funder keeps its files, as agreed with its archives service."""

from callforprojects.activity.services import record
from callforprojects.archives.keeping import FileGroup, Keeping
from callforprojects.archives.models import RetentionRule
from callforprojects.archives.queries import retention_rules_of
from callforprojects.core.data.database import db
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import check_version, lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.organisations.models import Organisation

_assign_keeping = assigning(Keeping, to=RetentionRule)


def set_retention_rule(
    funder: Organisation, group: FileGroup, keeping: Keeping, *, version: int | None, by: Visitor
) -> None:
    """Set for how long a group of files is kept, and what then.

    Raises ConflictError when the page was made from an older version.
    """
    lock(funder)
    rule = retention_rules_of(funder.id).get(group)
    if rule is None:
        rule = RetentionRule(funder_id=funder.id, file_group=group)
        db.session.add(rule)
    else:
        check_version(rule, version, by=by)
    _assign_keeping(rule, keeping)
    record(
        "organisation.retention_set",
        funder,
        by=by,
        group=group,
        years=keeping.years,
        fate=keeping.fate,
    )
