"""A set of answers while it is written, whatever they are answers for."""

import pytest

from callforprojects.core.data.visitors import Guest
from callforprojects.questionnaires import saving
from callforprojects.questionnaires.answering import Draft, RawAnswer, SectionStatus
from callforprojects.questionnaires.models import QuestionType
from tests.factories.accounts import make_user
from tests.factories.questionnaires import make_answer_set, make_question

pytestmark = pytest.mark.usefixtures("in_english")

T = QuestionType


@pytest.fixture
def draft():
    title = make_question(T.SHORT_TEXT, key="title", is_required=True)
    return Draft(*make_answer_set(title, make_question(T.DATE, key="day")))


def write(draft, by=None, **texts):
    given = {key: RawAnswer(text) for key, text in texts.items()}
    saving.save_answers(draft.answer_set, draft.revision, given, by=by or Guest())
    return Draft(draft.revision, draft.answer_set)


@pytest.mark.parametrize(
    ("texts", "status", "is_next"),
    [
        ({}, SectionStatus.NOT_STARTED, True),
        ({"day": "2027-03-12"}, SectionStatus.IN_PROGRESS, True),
        ({"title": "Bicycles"}, SectionStatus.DONE, False),
        ({"title": "Bicycles", "day": "soon"}, SectionStatus.IN_PROGRESS, True),
    ],
)
def test_a_section_says_how_far_it_is(draft, texts, status, is_next):
    draft = write(draft, **texts)
    (section,) = draft.sections

    assert (section.number, section.status) == (1, status)
    assert (draft.next_section is section) is is_next
    assert draft.answer_count == len(texts)


def test_a_section_where_nothing_is_required_is_optional_until_it_is_begun():
    draft = Draft(*make_answer_set(make_question(T.DATE, key="day")))

    assert [section.status for section in draft.sections] == [SectionStatus.OPTIONAL]
    draft = write(draft, day="2027-03-12")
    assert [section.status for section in draft.sections] == [SectionStatus.DONE]


def test_who_wrote_last_is_known(draft):
    assert draft.last_edit(draft.section(1)) is None

    author = make_user()
    draft = write(draft, by=author, title="Bicycles")

    assert draft.last_edit(draft.section(1)).author_id == author.id
    assert draft.authors == {author.id}


def test_a_number_beyond_the_last_section_is_none(draft):
    assert [draft.section(number) is None for number in (0, 1, 2)] == [True, False, True]


def test_what_is_refused_stands_first_beside_its_question(draft):
    draft = write(draft, day="soon")

    entries = draft.entries(draft.section(1), faults={"answer-day": ["Too large."]})

    assert str(entries[1].faults[0].message) == "Too large."
    assert len(entries[1].faults) == 2
    assert draft.has_faults(draft.section(1))
