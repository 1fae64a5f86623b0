"""What is read of juries: seats, loads, files given, declarations and conflicts."""

from callforprojects.juries.queries.conflicts import (
    closed_pairs as closed_pairs,
    conflict_of as conflict_of,
    conflicted_jurors as conflicted_jurors,
    conflicts_of_call as conflicts_of_call,
    conflicts_of_file as conflicts_of_file,
    leaves_nobody as leaves_nobody,
    officers_without_conflict as officers_without_conflict,
    stepped_back as stepped_back,
)
from callforprojects.juries.queries.files import (
    JURORS_IN_CHARGE as JURORS_IN_CHARGE,
    FileToDeclare as FileToDeclare,
    GivenFile as GivenFile,
    NamedJuror as NamedJuror,
    all_files_of_call as all_files_of_call,
    applications_by_id as applications_by_id,
    assigned_jurors as assigned_jurors,
    files_of_call as files_of_call,
    files_to_declare as files_to_declare,
    is_open_to_juror as is_open_to_juror,
    open_assignments as open_assignments,
    rounds_to_notify as rounds_to_notify,
    undeclared_pairs as undeclared_pairs,
    why_files_hinder as why_files_hinder,
)
from callforprojects.juries.queries.jurors import (
    JurorLine as JurorLine,
    assignment_seats as assignment_seats,
    description_of_seat as description_of_seat,
    juror_lines as juror_lines,
    juror_of as juror_of,
    juror_seats as juror_seats,
    jurors_who_judge as jurors_who_judge,
    jurors_who_left as jurors_who_left,
    jurors_with_account as jurors_with_account,
    jury_of as jury_of,
    loads_of as loads_of,
    offered_seat as offered_seat,
    seat_offered as seat_offered,
    waiting_seat as waiting_seat,
)
from callforprojects.juries.queries.plans import (
    Preview as Preview,
    plan_of as plan_of,
    preview_of as preview_of,
)
