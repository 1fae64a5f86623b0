"""The pages of questionnaires appear under the addresses of whoever takes them over."""

import pytest
from flask import Blueprint, Flask

from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.text.i18n import _
from callforprojects.core.web import access
from callforprojects.iso37101.profile import Profile
from callforprojects.questionnaires.answering import Entry
from callforprojects.questionnaires.editor import EditorWords, Layouts, Owners, add_editor
from callforprojects.questionnaires.writing import Around, Drafts, add_writing

pytestmark = pytest.mark.unit


def _no_entry(*_given: object, **_by: object) -> Entry:
    pytest.fail("only addresses are tried here: nothing is saved")


NOBODY = lambda _visitor, _thing: False  # noqa: E731
OWNERS = Owners(
    table=Call,
    asking=lambda _questionnaire_id: None,
    may_edit=NOBODY,
    layouts=Layouts(step="a.html", page="b.html", form="c.html"),
    words=EditorWords(no_question=_("Nothing is asked yet."), preview=_("Questionnaire")),
    around=lambda _thing, _revision: {},
)
DRAFTS = Drafts(
    table=Application,
    may_write=NOBODY,
    load=(),
    load_to_save=(),
    draft_of=lambda thing: thing,
    read_again=lambda thing: thing,
    save_section=lambda *_given, **_by: None,
    save_answer=_no_entry,
    shown_beside=lambda _thing, _key: {},
    around=lambda _thing, _section: Around(closes_at=None, expected=Profile(), quota=None),
    list_page="tasks",
    check_page="check",
    section_layout="d.html",
)


def taken_over(add, said):
    """The addresses of another feature that has taken the pages over, each with its endpoint."""
    app, reports = Flask("reports"), Blueprint("reports", "reports", url_prefix="/reports")
    add(reports, said)
    app.register_blueprint(reports)
    app.view_functions.pop("static")
    access.refuse_undeclared_views(app)
    return {
        f"{rule.rule} {rule.endpoint}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    }


def test_the_editor_stands_under_the_addresses_of_whoever_asks():
    assert taken_over(add_editor, OWNERS) == {
        "/reports/<uuid:call_id>/questionnaire reports.questionnaire",
        "/reports/<uuid:call_id>/preview reports.preview",
        "/reports/<uuid:call_id>/sections/new reports.create_section",
        "/reports/sections/<uuid:section_id>/edit reports.edit_section",
        "/reports/sections/<uuid:section_id>/condition reports.condition_section",
        "/reports/questions/<uuid:question_id>/condition reports.condition_question",
        "/reports/sections/<uuid:section_id>/move reports.move_section",
        "/reports/sections/<uuid:section_id>/remove reports.remove_section",
        "/reports/sections/<uuid:section_id>/questions/new reports.create_question",
        "/reports/questions/<uuid:question_id>/edit reports.edit_question",
        "/reports/questions/<uuid:question_id>/move reports.move_question",
        "/reports/questions/<uuid:question_id>/remove reports.remove_question",
    }


def test_the_pages_of_a_draft_stand_under_the_addresses_of_its_thing():
    assert taken_over(add_writing, DRAFTS) == {
        "/reports/<uuid:application_id>/section reports.section",
        "/reports/<uuid:application_id>/answer reports.answer",
        "/reports/<uuid:application_id>/document reports.document",
    }
