"""The lists of calls: the public one, and that of one's funders, drafts included."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import ClassVar

from sqlalchemy import ColumnElement

from callforprojects.calls.applicants import applicant_from
from callforprojects.calls.models import Call, Round
from callforprojects.calls.queries import (
    ListedCall,
    ListedState,
    accepts_applicant,
    accepts_type,
    by_deadline,
    expects,
    is_in_state,
)
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    Filter,
    NamedOrder,
    Option,
    SortOrder,
    TabFilter,
    Table,
    TableState,
    action_column,
    number_column,
    options_of,
    text_column,
    words_in,
)
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.models import Organisation
from callforprojects.territories.models import Territory
from callforprojects.territories.queries import NOT_ONE_TERRITORY, territory_meant

OWN: Table[Call] = Table(
    sort="-created",
    ties=[Call.id],
    columns=[
        text_column(
            "title", _("Title"), lambda call: call.title, order_by=Call.search_text, is_heading=True
        ),
        Column(
            "reference",
            _("Reference"),
            lambda call: call.reference,
            order_by=Call.reference,
            is_unbroken=True,
        ),
        Column("funder", _("Funder"), lambda call: call.funder.name),
        Column("status", _("Status"), lambda call: call.current_status, is_status=True),
        Column(
            "opens",
            pgettext("calendar", "Opening"),
            lambda call: call.opens_at,
            order_by=Round.opens_at,
            first_order=SortOrder.DESC,
            is_extra=True,
        ),
        Column(
            "closes",
            _("Closing"),
            lambda call: call.closes_at,
            order_by=Round.closes_at,
            first_order=SortOrder.DESC,
        ),
        number_column(
            "envelope",
            pgettext("call", "Budget"),
            lambda call: call.envelope,
            order_by=Call.envelope,
            is_extra=True,
        ),
        Column(
            "created",
            _("Created on"),
            lambda call: call.created_at,
            order_by=Call.created_at,
            first_order=SortOrder.DESC,
            is_extra=True,
        ),
        action_column(),
    ],
    filters=[Filter("q", _("Title or reference"), where=words_in(Call.search_text))],
)


@dataclass(frozen=True, slots=True)
class TerritoryFilter(Filter):
    """By what a call accepts: the territory that a text means, when it means one."""

    meant: Callable[[str], Territory | None]
    kind: ClassVar[str] = "territory"
    refusal: ClassVar[Sentence] = NOT_ONE_TERRITORY

    def clean(self, text: str) -> str:
        cleaned = Filter.clean(self, text)
        return cleaned if cleaned and self.meant(cleaned) else ""

    def in_words(self, value: str) -> Sentence:
        territory = self.meant(value)
        return territory.name if territory else value

    def conditions(self, value: str) -> list[ColumnElement[bool]]:
        territory = self.meant(value)
        return [accepts_applicant(applicant_from(territory))] if territory else []


def public_table(funders: Sequence[tuple[uuid.UUID, str]], at: datetime) -> Table[ListedCall]:
    """What everybody looks for among published calls, and in which order, at an instant.

    `funders`: those that have published one, with their names.
    """
    return Table(
        sort="deadline",
        ties=[Call.id],
        orders=[
            NamedOrder("deadline", pgettext("sort", "Closing date"), by_deadline(at)),
            NamedOrder("newest", pgettext("sort", "Latest published"), (Call.published_at.desc(),)),
            NamedOrder(
                "envelope",
                pgettext("sort", "Largest budget"),
                (Call.envelope.desc().nulls_last(), Round.closes_at),
            ),
        ],
        filters=[
            TabFilter(
                "state",
                _("State"),
                lambda: options_of(ListedState),
                where=lambda state: is_in_state(state, at),
            ),
            Filter("text", _("Words"), where=words_in(Call.search_text, Organisation.search_text)),
            ChoiceFilter(
                "funder",
                _("Funder"),
                lambda: [Option(str(key), name) for key, name in funders],
                _("All funders"),
                where=lambda key: Call.funder_id == uuid.UUID(key),
            ),
            ChoiceFilter(
                "territory_type",
                _("Type of applicant"),
                lambda: options_of(frame().offered_types),
                _("All types"),
                where=accepts_type,
            ),
            TerritoryFilter("territory", _("My territory"), cache(territory_meant)),
            ChoiceFilter(
                "purpose",
                _("Purpose"),
                lambda: options_of(frame().purposes),
                _("All purposes"),
            ),
            ChoiceFilter(
                "domain",
                _("Domain of action"),
                lambda: options_of(frame().domains),
                _("All domains"),
            ),
        ],
        where=_meets_expectations,
    )


def _meets_expectations(state: TableState) -> list[ColumnElement[bool]]:
    """A purpose and a domain together are the cell where they meet."""
    purpose, domain = state.text("purpose"), state.text("domain")
    return [expects(purpose, domain)] if purpose or domain else []
