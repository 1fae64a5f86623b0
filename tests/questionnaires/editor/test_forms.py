"""The editor: a section, and questions with the settings that their type takes, and no other."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from callforprojects.questionnaires.editor.forms import QuestionForm, SectionForm
from callforprojects.questionnaires.models import Question, QuestionType, Revision
from callforprojects.questionnaires.services import QuestionDetails, SectionDetails
from tests.filling import Fill

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("fill")]

T = QuestionType
REVISION = Revision(number=1, version=3)
TOO_LONG = "This text is too long: %s characters at most."


def section(fill: Fill, **values: Any) -> Any:
    return fill(SectionForm, options={"revision": REVISION}, **values)


def question(kind: QuestionType, obj: Question | None = None, /, **values: Any) -> QuestionForm:
    """The page of a question of this type, with a label unless another one is given.

    One of its fields has the name by which `fill` takes what a class needs.
    """
    sent = MultiDict({"label": "How?", **values})
    form = QuestionForm(sent, revision=REVISION, kind=kind, obj=obj, meta={"csrf": False})
    form.validate()
    return form


def test_a_section_is_read_whole(fill: Fill) -> None:
    form = section(fill, title=" The project ", help="What it is.", version="3")

    assert form.errors == {}
    assert form.details() == SectionDetails(title="The project", help="What it is.")
    assert (form.version.data, form.thing) == (3, REVISION)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title", " ", "Enter the title of the section."),
        ("title", "x" * 201, TOO_LONG % 200),
        ("help", "word " * 151, "1 word too many."),
    ],
)
def test_what_a_section_refuses(fill: Fill, field: str, text: str, sentence: str) -> None:
    assert section(fill, **{"title": "A title", field: text}).errors == {field: [sentence]}


def test_a_text_is_asked_with_its_limit() -> None:
    form = question(
        T.LONG_TEXT,
        help="In short.",
        is_required="y",
        max_words="1 200",
        purposes=["resilience"],
        domains=["mobility"],
        maximum="9",  # not a setting of this type: the page does not ask it
    )

    assert form.errors == {}
    assert form.details() == QuestionDetails(
        type=T.LONG_TEXT,
        label="How?",
        help="In short.",
        is_required=True,
        settings={"max_words": 1200},
        purposes=("resilience",),
        domains=("mobility",),
    )


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (T.SHORT_TEXT, ["max_length"]),
        (T.LONG_TEXT, ["max_words"]),
        (T.INTEGER, ["minimum", "maximum"]),
        (T.CHOICE, ["options"]),
        (T.FILE, ["types"]),
        (T.MATRIX, ["max_cells"]),
        (T.YES_NO, []),
    ],
)
def test_the_settings_asked_are_those_of_the_type(kind: QuestionType, asked: list[str]) -> None:
    assert question(kind).setting_names == asked


@pytest.mark.parametrize(
    ("kind", "field", "text", "sentence"),
    [
        (T.YES_NO, "label", "", "Enter the question."),
        (T.YES_NO, "label", "x" * 301, TOO_LONG % 300),
        (T.YES_NO, "help", "word " * 152, "2 words too many."),
        (T.LONG_TEXT, "max_words", "0", "Enter a number from 1 to 4,000."),
        (T.LONG_TEXT, "max_words", "4001", "Enter a number from 1 to 4,000."),
        (T.SHORT_TEXT, "max_length", "2001", "Enter a number from 1 to 2,000."),
        (T.MATRIX, "max_cells", "73", "Enter a number from 1 to 72."),
        (T.INTEGER, "maximum", "many", "Enter a number, for example 1 250 or 12,5."),
        (T.CHOICE, "options", "", "Enter the choices, one on each line."),
        (T.FILE, "types", "exe", "'exe' is not a valid choice for this field."),
        (T.YES_NO, "domains", "moon", "'moon' is not a valid choice for this field."),
    ],
)
def test_what_a_question_refuses_stays_as_it_was_typed(
    kind: QuestionType, field: str, text: str, sentence: str
) -> None:
    given = {"options": "One\nTwo"} if kind is T.CHOICE else {}

    form = question(kind, **{**given, field: text})

    assert form.errors == {field: [sentence]}
    assert form[field].raw_data == [text]


def test_a_choice_that_keeps_its_words_keeps_its_value() -> None:
    known = Question(
        type=T.CHOICE,
        settings={"options": [{"value": "a", "label": "Alpha"}, {"value": "b", "label": "Beta"}]},
    )

    form = question(T.CHOICE, known, options=" Beta \n\nGamma\r\nAlpha")

    assert form.details().settings == {
        "options": [
            {"value": "b", "label": "Beta"},
            {"value": "Gamma", "label": "Gamma"},
            {"value": "a", "label": "Alpha"},
        ]
    }


def test_choices_are_a_list_whose_lines_are_never_joined() -> None:
    choices = [
        "The town works with all of its schools and",
        "with no other institution in the whole",
        "of its area",
    ]

    form = question(T.CHOICE, options="\n".join(choices))

    assert [option["label"] for option in form.details().settings["options"]] == choices


def test_a_page_opens_with_the_settings_that_are_kept() -> None:
    bounds = Question(
        type=T.DECIMAL, label="How much?", settings={"minimum": "0", "maximum": "12.50"}
    )
    listed = Question(type=T.CHOICE, settings={"options": [{"value": "a", "label": "Alpha"}]})

    form = QuestionForm(formdata=None, revision=REVISION, kind=T.DECIMAL, obj=bounds)
    other = QuestionForm(formdata=None, revision=REVISION, kind=T.CHOICE, obj=listed)

    assert (form.minimum._value(), form.maximum._value()) == ("0", "12.50")
    assert form.label.data == "How much?"
    assert other.options.data == "Alpha"
    assert form.version.data == REVISION.version
