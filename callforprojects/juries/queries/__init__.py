"""What is read of juries: seats, loads, files given, declarations and conflicts."""

from callforprojects.juries.queries.conflicts import (
    closed_pairs,
    conflict_of,
    conflicted_jurors,
    conflicts_of_call,
    conflicts_of_file,
    leaves_nobody,
    officers_without_conflict,
    stepped_back,
)
from callforprojects.juries.queries.files import (
    FileToDeclare,
    GivenFile,
    NamedJuror,
    all_files_of_call,
    applications_by_id,
    assigned_jurors,
    files_of_call,
    files_to_declare,
)
from callforprojects.juries.queries.jurors import (
    JurorLine,
    assignment_seats,
    juror_lines,
    juror_of,
    juror_seats,
    jurors_who_judge,
    jury_of,
    loads_of,
    offered_seat,
)
from callforprojects.juries.queries.plans import (
    Preview,
    plan_of,
    preview_of,
)

__all__ = [
    "FileToDeclare",
    "GivenFile",
    "JurorLine",
    "NamedJuror",
    "Preview",
    "all_files_of_call",
    "applications_by_id",
    "assigned_jurors",
    "assignment_seats",
    "closed_pairs",
    "conflict_of",
    "conflicted_jurors",
    "conflicts_of_call",
    "conflicts_of_file",
    "files_of_call",
    "files_to_declare",
    "juror_lines",
    "juror_of",
    "juror_seats",
    "jurors_who_judge",
    "jury_of",
    "leaves_nobody",
    "loads_of",
    "offered_seat",
    "officers_without_conflict",
    "plan_of",
    "preview_of",
    "stepped_back",
]
