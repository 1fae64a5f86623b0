"""A form made from one version of a thing: sent too late, it loses nothing and shows both."""

from typing import Any

from wtforms import BooleanField

from callforprojects.core.data.versions import Versioned
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import ValueField
from callforprojects.core.web.form import Form, VersionField

_UNSEEN = frozenset({"version", "csrf_token"})


class VersionedForm(Form):
    """Pages that change a thing that others may be changing.

    After a conflict, `saved` lists what is saved now and differs from what was typed; the form then
    carries the present version, so that sending it again is a choice made knowingly.
    """

    version = VersionField()

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, obj=obj, **kwargs)
        self.saved: list[tuple[str, str]] = []
        self._obj, self._arguments = obj, kwargs

    def add_error(self, error: DomainError) -> None:
        super().add_error(error)
        if isinstance(error, ConflictError) and self.thing is not None:
            self.saved = self._saved_otherwise()
            self.version.data = self.thing.version

    @property
    def is_conflict(self) -> bool:
        """Whether somebody was faster."""
        return self.status == ConflictError.status

    @property
    def thing(self) -> Versioned | None:
        """What bears the version: the thing of the page; a form of a part gives its whole."""
        return self._obj if isinstance(self._obj, Versioned) else None

    def opening_arguments(self) -> dict[str, Any]:
        """What the page is opened with, besides its thing; a form adds what its class asks for."""
        return {name: value for name, value in self._arguments.items() if name != "formdata"}

    def as_saved(self) -> "VersionedForm":
        """The same page as it would be opened now."""
        return type(self)(formdata=None, obj=self._obj, **self.opening_arguments())

    def _saved_otherwise(self) -> list[tuple[str, str]]:
        return [
            (str(field.label.text), field_text(field))
            for field in self.as_saved()
            if field.name not in _UNSEEN and field.data != self[field.name].data
        ]


def field_text(field: Any) -> str:  # noqa: ANN401  # any field
    """The value of a field in words, as its own page would show it."""
    if field.data in (None, "", []):
        return "–"
    if hasattr(field, "iter_choices"):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(str(label) for value, label in labels_of(field).items() if value in chosen)
    if isinstance(field, BooleanField):
        return str(_("Yes") if field.data else _("No"))
    if isinstance(field, ValueField):
        return field.kind.to_display(field.data)
    if hasattr(field, "to_display"):
        return str(field.to_display())
    return str(field.data)


def labels_of(field: Any) -> dict[str, str]:  # noqa: ANN401  # a field of choices
    """The choices of a list, by their value."""
    return {str(choice.value): str(choice.label) for choice in field.choices or ()}
