"""The editor of the questionnaire on its pages."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from callforprojects.organisations.models import Role
from callforprojects.questionnaires.defaults import default_questionnaire
from callforprojects.questionnaires.models import QuestionType
from callforprojects.questionnaires.queries import revision_with_questions
from tests.factories.accounts import make_user
from tests.factories.calls import make_call, make_officer

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def call():
    return make_call("ready", language="en")


@pytest.fixture
def officer(sign_in, call):
    return sign_in(make_officer(call.funder))


def asked(call):
    questionnaire_id = call.questionnaire_id
    db.session.expire_all()
    return revision_with_questions(questionnaire_id)


def question_of(call, key):
    return next(q for s in asked(call).sections for q in s.questions if q.key == key)


def test_section_is_added_changed_moved_and_removed(officer, call):
    page = officer.get(f"/calls/{call.id}/questionnaire").follow("Add a section")
    page = page.submit("Save", title="Sobriety", help="Less is more.").follow()
    section = asked(call).sections[-1]
    assert (section.title, section.help) == ("Sobriety", "Less is more.")

    page = page.submit("Move up Sobriety").follow()
    assert asked(call).sections[-2].title == "Sobriety"

    officer.get(f"/calls/sections/{section.id}/edit").submit("Save", title="Frugality")
    assert asked(call).sections[-2].title == "Frugality"

    page = officer.get(f"/calls/sections/{section.id}/remove")
    assert page.has("“Frugality” and its questions will be removed.")
    page.submit("Remove the section")
    assert "Frugality" not in [section.title for section in asked(call).sections]


def test_section_that_the_program_reads_stays(officer, call):
    section = asked(call).sections[0]

    page = officer.get(f"/calls/sections/{section.id}/remove").submit("Remove the section")

    assert page.status == 422
    assert page.has("cannot be removed: lists and rankings read its answer.")
    assert asked(call).sections[0].id == section.id


@pytest.mark.parametrize("kind", [kind for kind in QuestionType if kind is not QuestionType.MATRIX])
def test_question_of_every_type_is_added_and_opened_again(officer, call, kind):
    section = asked(call).sections[1]
    with in_language("en"):
        label = str(kind.label)
    page = officer.get(f"/calls/sections/{section.id}/questions/new").follow(label)
    values = {"options": "One\nTwo"} if kind in {"choice", "choices"} else {}

    answer = page.submit("Save", label=f"A new {kind.value}", is_required="y", **values)

    assert answer.status == 302
    question = asked(call).sections[1].questions[-1]
    assert (question.type, question.label, question.is_required) == (
        kind,
        f"A new {kind.value}",
        True,
    )
    again = officer.get(f"/calls/questions/{question.id}/edit")
    assert again.value("label") == f"A new {kind.value}"
    assert again.submit("Save").status == 302


def test_settings_are_those_of_the_type(officer, call):
    question = question_of(call, "context")
    page = officer.get(f"/calls/questions/{question.id}/edit")

    page.submit("Save", max_words="250", purposes=["resilience"])

    question = question_of(call, "context")
    assert question.settings == {"max_words": 250}
    assert question.purposes == ["resilience"]


def test_choice_that_keeps_its_words_keeps_its_value(officer, call):
    question = question_of(call, "scale")
    first, *others = question.settings["options"]
    labels = "\n".join([first["label"], "Another one", *[o["label"] for o in others]])

    officer.get(f"/calls/questions/{question.id}/edit").submit("Save", options=labels)

    assert question_of(call, "scale").settings["options"] == [
        first,
        {"value": "Another one", "label": "Another one"},
        *others,
    ]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("short_text", {"label": " "}),
        ("choice", {"options": "Only one"}),
        ("choice", {"options": ""}),
        ("integer", {"minimum": "9", "maximum": "1"}),
        ("integer", {"minimum": "many"}),
        ("long_text", {"max_words": "0"}),
        ("matrix", {}),
    ],
)
def test_question_that_makes_no_sense_comes_back(officer, call, kind, values):
    section = asked(call).sections[0]
    page = officer.get(f"/calls/sections/{section.id}/questions/new?type={kind}")

    page = page.submit("Save", **{"label": "Q", **values})

    assert page.status == 422
    assert len(page.errors) == 1


def test_unknown_type_is_not_found(officer, call):
    section = asked(call).sections[0]

    assert officer.get(f"/calls/sections/{section.id}/questions/new?type=poem").status == 404


def test_question_is_moved_and_removed(officer, call):
    page = officer.get(f"/calls/{call.id}/questionnaire")
    second = asked(call).sections[1].questions[1]
    second_id, label = second.id, second.label

    page.submit(f"Move up {label}")
    assert asked(call).sections[1].questions[0].id == second_id

    officer.get(f"/calls/questions/{second_id}/remove").submit("Remove the question")
    assert second_id not in [q.id for q in asked(call).sections[1].questions]


def test_question_that_the_program_reads_stays(officer, call):
    title = question_of(call, "title")

    page = officer.get(f"/calls/questions/{title.id}/remove").submit("Remove the question")

    assert page.status == 422
    assert question_of(call, "title").id == title.id


def test_stale_question_shows_both(officer, call):
    url = f"/calls/questions/{question_of(call, 'context').id}/edit"
    first, second = officer.get(url), officer.get(url)
    first.submit("Save", label="Theirs")

    stale = second.submit("Save", label="Mine")

    assert stale.status == 409
    assert stale.value("label") == "Mine"
    assert stale.has("Question, as saved now Theirs")
    assert stale.submit("Save").status == 302
    assert question_of(call, "context").label == "Mine"


def test_stale_question_shows_its_tick_in_words(officer, call):
    url = f"/calls/questions/{question_of(call, 'context').id}/edit"
    ticked = question_of(call, "context").is_required
    first, second = officer.get(url), officer.get(url)
    first.submit("Save", label="Theirs", is_required=None if ticked else "y")

    stale = second.submit("Save", label="Mine")

    assert stale.has(f"An answer is required, as saved now {'No' if ticked else 'Yes'}")


def test_stale_section_keeps_what_was_typed(officer, call):
    url = f"/calls/sections/{asked(call).sections[0].id}/edit"
    first, second = officer.get(url), officer.get(url)
    first.submit("Save", title="Theirs")

    stale = second.submit("Save", title="Mine")

    assert stale.status == 409
    assert stale.value("title") == "Mine"


def test_published_questionnaire_no_longer_changes(sign_in):
    call = make_call("open")
    officer = sign_in(make_officer(call.funder))
    section = asked(call).sections[0]

    page = officer.get(f"/calls/{call.id}/questionnaire")

    assert page.has("This questionnaire is published")
    assert "Add a section" not in page.links
    answer = officer.get(f"/calls/sections/{section.id}/edit").submit("Save", title="Late")
    assert answer.status == 409
    assert asked(call).sections[0].title != "Late"


def test_preview_shows_every_question_as_applicants_see_it(officer, call):
    page = officer.get(f"/calls/{call.id}/preview")

    labels = [question.label for section in asked(call).sections for question in section.questions]
    assert all(page.has(label) for label in labels)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.READER, 403), (Role.EDITOR, 200), (Role.ADMINISTRATOR, 200)]
)
def test_who_edits_the_parts_is_who_edits_the_call(sign_in, call, role, status):
    member = sign_in(make_officer(call.funder, role))
    section = asked(call).sections[0]

    assert member.get(f"/calls/sections/{section.id}/edit").status == status
    assert member.get(f"/calls/questions/{section.questions[0].id}/edit").status == status


def test_questionnaire_that_no_call_asks_is_edited_by_nobody(browser, officer):
    questionnaire = default_questionnaire("Bilan")
    db.session.add(questionnaire)
    db.session.flush()
    section = revision_with_questions(questionnaire.id).sections[0]
    url = f"/calls/sections/{section.id}/edit"
    db.session.commit()

    assert officer.get(url).status == 404
    assert browser.get(url).status == 302


@pytest.mark.parametrize("page", ["edit", "remove", "questions/new"])
def test_call_is_read_once_for_the_page_of_a_section(officer, call, count_queries, page):
    url = f"/calls/sections/{asked(call).sections[0].id}/{page}"

    with count_queries() as statements:
        assert officer.get(url).status == 200

    assert sum("FROM call" in statement for statement in statements) == 1


def test_others_touch_no_question(browser, sign_in, call):
    section = asked(call).sections[0]
    stranger = sign_in(make_user())
    urls = (
        f"/calls/sections/{section.id}/edit",
        f"/calls/sections/{section.id}/remove",
        f"/calls/sections/{section.id}/questions/new",
        f"/calls/questions/{section.questions[0].id}/edit",
        f"/calls/questions/{section.questions[0].id}/remove",
    )

    assert [browser.get(url).status for url in urls] == [302] * 5
    assert [stranger.get(url).status for url in urls] == [404] * 5
