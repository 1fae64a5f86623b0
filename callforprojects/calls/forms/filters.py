"""The filters of the public list: they live in the address, so that a search can be shared."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wtforms import StringField
from wtforms.validators import Length, Optional, ValidationError

from callforprojects.calls.applicants import applicant_from
from callforprojects.calls.queries import CallFilters, ListedState, Sort
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import ChoiceField, TerritoryField, choices_of
from callforprojects.core.web.form import Form
from callforprojects.iso37101.frame import frame
from callforprojects.territories.queries import NOT_ONE_TERRITORY, territory_meant

if TYPE_CHECKING:
    from callforprojects.territories.models import Territory


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter in force: what it says, and the address's values without it."""

    label: str
    value: str
    without: dict[str, str]


class FiltersForm(Form):
    """Sent by GET; a value that is not in a list filters nothing and is said to be wrong."""

    class Meta(Form.Meta):
        csrf = False

    text = StringField(_("Words"), [Optional(), Length(max=100)])
    state = ChoiceField(_("State"), [Optional()])
    sort = ChoiceField(_("Sort by"), [Optional()])
    funder = ChoiceField(_("Funder"), [Optional()])
    territory_type = ChoiceField(_("Type of applicant"), [Optional()])
    territory = TerritoryField(_("My territory"), [Optional(), Length(max=100)])
    purpose = ChoiceField(_("Purpose"), [Optional()])
    domain = ChoiceField(_("Domain of action"), [Optional()])

    details = ("funder", "territory_type", "territory", "purpose", "domain")

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # WTForms's own
        funders: Iterable[tuple[uuid.UUID, str]] = (),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = choices_of((state, state.label) for state in ListedState)
        self.sort.choices = choices_of((sort, sort.label) for sort in Sort)
        named = [(str(key), name) for key, name in funders]
        self.funder.choices = choices_of(named, empty=_("All funders"))
        for field, terms, every in (
            (self.purpose, frame().purposes, _("All purposes")),
            (self.domain, frame().domains, _("All domains")),
            (self.territory_type, frame().offered_types, _("All types")),
        ):
            field.choices = choices_of(((t.code, t.label) for t in terms), empty=every)
        self.found: Territory | None = None

    def validate_territory(self, field: TerritoryField) -> None:
        """A name that means no territory, or several, is said so."""
        self.found = territory_meant(field.data or "")
        if self.found is None:
            raise ValidationError(NOT_ONE_TERRITORY)

    def filters(self) -> CallFilters:
        """What was asked; a wrong value filters nothing."""
        self.validate()
        return CallFilters(
            text=self._asked("text"),
            purpose=self._asked("purpose"),
            domain=self._asked("domain"),
            territory_type=self._asked("territory_type"),
            accepting=None if self.found is None else applicant_from(self.found),
            funder=uuid.UUID(self._asked("funder")) if self._asked("funder") else None,
            state=ListedState(self._asked("state") or ListedState.CURRENT),
            sort=Sort(self._asked("sort") or Sort.DEADLINE),
        )

    def arguments(self) -> dict[str, str]:
        """The same as values of an address, without what says nothing."""
        usual = {"state": ListedState.CURRENT.value, "sort": Sort.DEADLINE.value}
        asked = {field.name: self._asked(field.name) for field in self}
        return {name: value for name, value in asked.items() if value and value != usual.get(name)}

    def active(self) -> list[ActiveFilter]:
        """The filters in force, each with the way to remove it."""
        arguments = self.arguments()
        return [
            ActiveFilter(
                self[name].label.text,
                self._in_words(name),
                {other: value for other, value in arguments.items() if other != name},
            )
            for name in ("text", *self.details)
            if name in arguments
        ]

    @property
    def has_details(self) -> bool:
        """Whether a filter that is folded away on a small page is in use, or wrong."""
        return any(self[name].data or self[name].errors for name in self.details)

    def _asked(self, name: str) -> str:
        return "" if self[name].errors else self[name].data or ""

    def _in_words(self, name: str) -> str:
        if name == "territory" and self.found:
            return self.found.name
        choices = getattr(self[name], "choices", None) or ()
        labels = {choice.value: choice.label for choice in choices}
        return str(labels.get(self[name].data, self[name].data))
