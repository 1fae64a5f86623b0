"""Who reads a file is one rule: whatever selects files asks it, or is known for whom it does not.

A file is an application, with all that is kept of it: its answers, documents, submissions, juries'
work, decisions. Whoever opens one is asked by the gate (`test_routes.py`); a query of several is
made of a condition of the rule.
"""

import ast
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import inspect

from callforprojects import paths
from callforprojects.app import FEATURES
from callforprojects.core.data.database import Base

ROOTS = {"project", "application", "answer_set", "file", "eliminated_file"}
# features below applications, which keep answers and documents of whatever, given by those above
BELOW = FEATURES[: FEATURES.index("applications")]
ASKS = {"select", "exists", "with_only_columns", "get_one", "session.get"}
# conditions and queries of the rule
RULE = {
    "APPLICANTS",
    "FUNDERS",
    "files_open_to",
    "is_open_to",
    "is_open_to_juror",
    "open_assignments",
    "subject_visible_to",
    "visible_to",
}
# one file, or a part of one, that a gate has handed over
HANDED_OVER = {
    "Application",
    "ConflictOfInterest",
    "Decision",
    "EliminatedFile",
    "Message",
    "Review",
    "ScoringSession",
}

GIVEN = "takes its conditions, or its first query, from who asks the rule"
SEATS = "where somebody sits, and what they have stepped back from: the rule is made of it"
OWN = "what one has written or said oneself, or is of one's own organisation"
FIGURES = "numbers and ranks, which stay those of all the files; part of a query that asks the rule"
EVERY_FILE = "an act that covers every file: refused to whoever has stepped back from one"
PUBLIC = "what was announced, for everybody"
WRITTEN_TO = "who is written to; the rule is asked when the mail leaves"
PROGRAM = "nobody reads it: checked, given to another account or organisation, erased"

WITHOUT = {
    "applications.dependents._drafts_of": PROGRAM,
    "applications.dependents._filed": PROGRAM,
    "applications.dependents._refuse_own_call": PROGRAM,
    "applications.dependents._rivals": PROGRAM,
    "applications.export.filed_by": OWN,
    "applications.personal_data._moving": OWN,
    "applications.personal_data._own_drafts": OWN,
    "applications.queries.conflicts._seats": SEATS,
    "applications.queries.conflicts.stepped_back_from_call": SEATS,
    "applications.queries.filed_list._count": GIVEN,
    "applications.queries.filed_list._filed": GIVEN,
    "applications.queries.applicants.draft_begun_by": OWN,
    "applications.services.integrity.fault_of_submissions": PROGRAM,
    "applications.services.notifications._live_applications": WRITTEN_TO,
    "applications.services.notifications.count_applicants": WRITTEN_TO,
    "applications.services.notifications.writers_of": WRITTEN_TO,
    "applications.services.projects.remove_project": PROGRAM,
    "archives.queries.announced_and_erased": FIGURES,
    "archives.queries.counts_by_group": FIGURES,
    "archives.queries.files_to_erase": PROGRAM,
    "dashboard.drafting.draft_progress_of": GIVEN,
    "dashboard.queries.calls._decided": FIGURES,
    "dashboard.queries.calls._how_many": FIGURES,
    "dashboard.queries.calls._progress_of": FIGURES,
    "dashboard.queries.organisations.dashboard_applications": OWN,
    "dashboard.queries.platform.platform_figures": FIGURES,
    "juries.export._conflicts": OWN,
    "juries.export._declarations": OWN,
    "juries.joined_accounts._give_conflicts": PROGRAM,
    "juries.joined_accounts._make_one_of": PROGRAM,
    "juries.joined_accounts.moving": PROGRAM,
    "juries.personal_data._staying": OWN,
    "juries.queries.conflicts._closed": SEATS,
    "juries.queries.conflicts._conflicts": GIVEN,
    "juries.queries.conflicts.conflict_of": SEATS,
    "juries.queries.conflicts.is_closed_to_juror": SEATS,
    "juries.queries.conflicts.officers_without_conflict": SEATS,
    "juries.queries.files.JURORS_IN_CHARGE": FIGURES,
    "juries.queries.files._with_jurors": GIVEN,
    "juries.queries.files.rounds_to_notify": WRITTEN_TO,
    "juries.queries.files.judged_applications": EVERY_FILE,
    "juries.queries.files.why_files_hinder": FIGURES,
    "juries.queries.plans.plan_of": EVERY_FILE,
    "juries.services.conflicts._files_to_judge": PROGRAM,
    "juries.services.notifications._take_assignments": WRITTEN_TO,
    "juries.services.notifications.notify_due_date": WRITTEN_TO,
    "reviews.export.is_by": OWN,
    "reviews.joined_accounts._by_file": PROGRAM,
    "reviews.joined_accounts._files_given": PROGRAM,
    "reviews.joined_accounts._has_left": PROGRAM,
    "reviews.joined_accounts.give_reviews": PROGRAM,
    "reviews.joined_accounts.moving": PROGRAM,
    "reviews.personal_data._going": OWN,
    "reviews.personal_data._staying": OWN,
    "reviews.queries.history.revisions_of": GIVEN,
    "reviews.queries.juror_files.files_of_juror": GIVEN,
    "reviews.queries.juror_files.juror_calls": GIVEN,
    "reviews.queries.results._tallies": FIGURES,
    "reviews.queries.results._with_totals": GIVEN,
    "reviews.queries.scoring.juror_progress_of_call": FIGURES,
    "reviews.queries.scoring._seats": SEATS,
    "selection.personal_data._written_by": OWN,
    "selection.queries.announced.announced_calls": PUBLIC,
    "selection.queries.announced.announced_outcomes": PUBLIC,
    "selection.queries.departements.departement_totals": PUBLIC,
    "selection.queries.letters._letters": EVERY_FILE,
    "selection.queries.letters._people_of": WRITTEN_TO,
    "selection.queries.letters.decisions_to_write": EVERY_FILE,
    "selection.queries.letters.held_letters_of": EVERY_FILE,
    "selection.queries.letters.unwritten": FIGURES,
    "selection.queries.merit.awaiting_decision": FIGURES,
    "selection.queries.merit.left_to_judge": FIGURES,
    "selection.queries.order.merit_order": FIGURES,
    "selection.queries.quotations._decided": EVERY_FILE,
    "selection.queries.rank_positions._edges": FIGURES,
    "selection.queries.rank_positions._ranked": FIGURES,
    "selection.queries.rank_positions._unranked": FIGURES,
    "selection.queries.results._lines": PUBLIC,
    "selection.queries.results.claims_purpose": PUBLIC,
    "selection.queries.results.purposes_claimed": PUBLIC,
    "selection.queries.results.result_totals": PUBLIC,
    "selection.queries.results.selected": PUBLIC,
    "selection.queries.results.selected_portfolio": PUBLIC,
    "selection.queries.totals.left_to_colleagues": FIGURES,
    "selection.queries.totals.totals_of": FIGURES,
    "selection.queries.unfinished._first_files": EVERY_FILE,
    "selection.queries.unfinished.unfinished_of": EVERY_FILE,
    "selection.services.integrity.fault_of_decisions": PROGRAM,
}


Definition = ast.FunctionDef | ast.Assign | ast.AnnAssign


@pytest.fixture(scope="module")
def kept(declared: Flask) -> set[str]:
    """The models of what is kept of a file: what leads to one, by foreign keys."""
    del declared
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    leads = {
        name: {key.column.table.name for key in inspect(table).local_table.foreign_keys}
        for name, table in tables.items()
    }
    found = set(ROOTS)
    while more := {name for name in leads if leads[name] & found} - found:
        found |= more
    return {tables[name].__name__ for name in found}


def definitions() -> Iterator[tuple[str, Definition]]:
    """What each module above defines, with its name."""
    for feature in FEATURES[len(BELOW) :]:
        for path in sorted((paths.PACKAGE / feature).rglob("*.py")):
            if "models" in path.relative_to(paths.PACKAGE).with_suffix("").parts:
                continue
            module = ".".join(path.relative_to(paths.PACKAGE).with_suffix("").parts)
            for name, node in defined_in(ast.parse(path.read_text("utf-8"))):
                yield f"{module}.{name}", node


def defined_in(tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, Definition]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield ast.unparse(node.targets[0]), node
        elif isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.target), node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{name}", part) for name, part in defined_in(node))


def names_in(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def asks(node: ast.AST) -> bool:
    """Whether it makes a query."""
    called = (ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call))
    return any(
        ".".join(name.split(".")[-2:]) in ASKS or name.split(".")[-1] in ASKS for name in called
    )


def is_handed_over(node: Definition) -> bool:
    """Whether it is about one file that it is given."""
    if not isinstance(node, ast.FunctionDef):
        return False
    given = [*node.args.args, *node.args.kwonlyargs]
    return any(
        each.arg == "application_id"
        or ast.unparse(each.annotation or each).strip("\"'") in HANDED_OVER
        for each in given
    )


def goes_round(node: Definition, kept: set[str]) -> bool:
    """Whether it selects files and asks nothing of the rule."""
    names = names_in(node)
    if not names & kept or not asks(node):
        return False
    return not names & RULE and not is_handed_over(node)


def test_whatever_selects_files_asks_the_rule_or_says_for_whom(kept) -> None:
    found = {name for name, node in definitions() if goes_round(node, kept)}

    assert found - set(WITHOUT) == set(), "ask a condition of the rule, or say for whom it is"
    assert set(WITHOUT) - found == set(), "this asks the rule now, or is gone"


def test_what_is_kept_of_a_file_is_found_by_its_keys(kept) -> None:
    assert kept >= {"Application", "Submission", "Answer", "Score", "Decision", "File"}
    assert not kept & {"Call", "Juror", "Organisation", "User", "Criterion"}


@pytest.mark.parametrize(
    ("source", "is_refused"),
    [
        ("def page(call): return select(Application).where(Application.call == call)", True),
        ("def page(call): return select(Score.value).join(Review)", True),
        ("PAGE = select(Decision.outcome)", True),
        ("def page(key): return db.session.get(Application, key)", True),
        ("def page(visitor): return select(Application).where(visible_to(visitor))", False),
        ("def page(visitor): return files_open_to(visitor, select(Application))", False),
        ("def page(application: Application): return select(Submission)", False),
        ("def page(application_id): return select(Submission)", False),
        ("def page(call): return select(Call)", False),
        ("def page(call): return Application(call=call)", False),
    ],
)
def test_a_new_query_of_files_does_not_go_unnoticed(kept, source, is_refused) -> None:
    ((_name, node),) = defined_in(ast.parse(source))

    assert goes_round(node, kept) is is_refused
