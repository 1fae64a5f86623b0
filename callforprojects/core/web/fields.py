"""Form fields of ours: values of one kind, texts among them, choices, territories."""

from collections.abc import Iterable
from typing import Any, Protocol

from wtforms import RadioField, SelectField, SelectMultipleField, StringField  # noqa: TID251  # the ground
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than types
from wtforms.validators import Length, StopValidation, ValidationError  # noqa: TID251  # AtMost is one
from wtforms.widgets import CheckboxInput, ListWidget, TextArea

from callforprojects.core.data.formats import too_long
from callforprojects.core.data.values import LINE, PARAGRAPHS, Unreadable, Value
from callforprojects.core.text.cleaning import character_count, clean, word_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext

Pairs = Iterable[tuple[str, Sentence]]


class OfferedTerm(Protocol):
    """A code that never changes, and its name in the current language."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


def choices_of(pairs: Pairs, *, empty: Sentence | None = None) -> list[SelectChoice]:
    """Options of a list from `(value, label)` pairs; `empty` adds a first line without a value."""
    head = [SelectChoice("", str(empty))] if empty is not None else []
    return head + [SelectChoice(value, str(label)) for value, label in pairs]


def term_choices(terms: Iterable[OfferedTerm]) -> list[SelectChoice]:
    """Options of a list from terms of a framework, by their code."""
    return choices_of((term.code, term.label) for term in terms)


class AtMost(Length):
    """The validator of a text with a limit in characters, those that people see.

    Browsers do not cut what is too long: their own limit counts an emoji twice and more. The
    counter of a long text says it while it is typed, and the server when it comes.
    """

    def __init__(self, most: int, message: str | None = None) -> None:
        super().__init__(max=most, message=message)
        self.field_flags = {"limit": most}

    def __call__(self, form: Any, field: Any) -> None:  # noqa: ANN401  # WTForms's own
        """Raise ValidationError when there are more."""
        del form
        if isinstance(field.data, str) and character_count(field.data) > self.max:
            raise ValidationError(str(self.message or too_long(self.max)))


class ValueField(StringField):
    """A value of one kind (`core.data.values`), or None: `ValueField(_("Budget"), kind=AMOUNT)`.

    What cannot be read stays in the box as it was typed, so that nothing is lost.
    """

    def __init__(self, *args: Any, kind: Value[Any], **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.kind = kind

    @property
    def is_plain(self) -> bool:
        """Whether the box holds what the browser's own box for this kind would not show."""
        text = self._value().strip()
        return bool(text) and not self.kind.is_displayed_by_browsers(text)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data in {None, ""} else self.kind.to_input(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data: Any = None
        text = clean(str(valuelist[0])) if valuelist else ""
        if not text:
            self.raw_data = []  # spaces are nothing
            return
        if len(text) > self.kind.longest:
            raise ValidationError(str(too_long(self.kind.longest)))
        try:
            self.data = self.kind.parse(text)
        except Unreadable as error:
            raise ValidationError(str(error.message)) from error

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms's own
        """Of what cannot be read, nothing more is said."""
        del form
        if self.process_errors:
            raise StopValidation


class _TextField(ValueField):
    """A text, which is "" where nothing was written: its box shows it as it is kept."""

    def _value(self) -> str:
        return str(self.data) if self.data else super()._value()

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            typed = self.raw_data
            super().process_formdata(valuelist)
            self.raw_data, self.data = typed, self.data or ""


class LineField(_TextField):
    """A text on one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, kind=LINE, **kwargs)


class LongTextField(_TextField):
    """A text of several lines, with an optional limit in words, counted as it is typed."""

    widget = TextArea()

    def __init__(self, *args: Any, max_words: int | None = None, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, kind=PARAGRAPHS, **kwargs)
        self.max_words = max_words
        self.render_kw = {"rows": 6, **(self.render_kw or {})}
        if max_words:
            self.render_kw["data-max-words"] = str(max_words)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().pre_validate(form)
        written = word_count(self.data)
        if self.max_words and written > self.max_words:
            excess = written - self.max_words
            raise ValidationError(
                ngettext("%(num)s word too many.", "%(num)s words too many.", excess)
            )


class _OneChoice(SelectField):
    """What is said when no choice of the list was made."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms's own
        """What is no choice stays refused, be it spaces: `Optional` would take them for nothing."""
        try:
            super().pre_validate(form)
        except ValidationError as error:
            is_nothing = not any(self.raw_data or ())
            refused = ValidationError if is_nothing else StopValidation
            raise refused(_("Choose one of the answers.")) from error


class ChoiceField(_OneChoice):
    """One choice from a list. Fill it with `choices_of`."""


class RadioChoiceField(_OneChoice, RadioField):
    """One choice, all of them visible. Fill it with `choices_of`."""


class MultiChoiceField(SelectMultipleField):
    """Several choices as check boxes. Fill it with `choices_of`."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms's own
        """What is no choice stays refused: `Optional` looks at the first text alone."""
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise StopValidation(str(error)) from error


class TerritoryField(StringField):
    """A territory's code, found by typing its name; without script, the code or the name itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.render_kw = {"data-territory": "", "autocomplete": "off", **(self.render_kw or {})}
