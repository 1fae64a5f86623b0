"""A form made from one version of a thing: sent too late, it loses nothing and shows both."""

from typing import Any

from callforprojects.core.data.versions import Versioned
from callforprojects.core.text.errors import ConflictError, DomainError
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
        self.thing: Versioned | None = obj if isinstance(obj, Versioned) else None
        self.saved: list[tuple[str, str]] = []
        self._again = (obj, {name: value for name, value in kwargs.items() if name != "formdata"})

    def add_error(self, error: DomainError) -> None:
        super().add_error(error)
        if isinstance(error, ConflictError) and self.thing is not None:
            self.saved = self._saved_otherwise()
            self.version.data = self.thing.version

    @property
    def is_conflict(self) -> bool:
        """Whether somebody was faster."""
        return self.status == ConflictError.status

    def as_saved(self) -> "VersionedForm":
        """The same page as it would be opened now."""
        obj, kwargs = self._again
        return type(self)(formdata=None, obj=obj, **kwargs)

    def _saved_otherwise(self) -> list[tuple[str, str]]:
        return [
            (str(field.label.text), written(field))
            for field in self.as_saved()
            if field.name not in _UNSEEN and field.data != self[field.name].data
        ]


def written(field: Any) -> str:  # noqa: ANN401  # any field
    """The value of a field in words, as its own page would show it."""
    if field.data in (None, "", []):
        return "–"
    if hasattr(field, "iter_choices"):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(str(label) for value, label in labels_of(field).items() if value in chosen)
    if isinstance(field, ValueField):
        return field.kind.to_display(field.data)
    return str(field.data)


def labels_of(field: Any) -> dict[str, str]:  # noqa: ANN401  # a field of choices
    """The choices of a list, by their value."""
    return {str(choice.value): str(choice.label) for choice in field.choices or ()}
