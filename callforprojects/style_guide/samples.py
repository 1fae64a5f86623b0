"""What the page of style shows: a sample of each thing, and the hard ones among them.

The words of these samples are what people write, in French, as a real call has them.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from callforprojects.accounts.models import User
from callforprojects.activity.queries import ActivityEntry
from callforprojects.applications.models import ApplicationStatus
from callforprojects.calls.models import CallStatus
from callforprojects.calls.steps import StepStatus
from callforprojects.core.data import formats
from callforprojects.core.data.clock import now
from callforprojects.core.data.money import Money
from callforprojects.core.data.versions import ConcurrentEdit
from callforprojects.core.tables import (
    BY_VALUE,
    Filter,
    Table,
    TableState,
    number_column,
    text_column,
)
from callforprojects.core.tables.in_memory import filtered_and_sorted
from callforprojects.core.tables.pagination import Page, whole_page
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.core.text.search_text import holds
from callforprojects.juries.models import JurorStatus
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.messages.problems import MessageProblem
from callforprojects.organisations.models import JoinRequestStatus
from callforprojects.questionnaires.answering import SectionStatus
from callforprojects.reviews.models import ReviewStatus
from callforprojects.selection.models import Outcome
from callforprojects.style_guide import profiles
from callforprojects.style_guide.profiles import LONG_TITLE
from callforprojects.territories.departements import departements
from callforprojects.territories.map_of_france import MapOfFrance, map_of_france

LONG_PLACE = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"
LARGE = Money.euros("305000000")
FROM_RIGHT_TO_LEFT = "ليلى بن يوسف"
STATUSES: tuple[type[LabelledEnum], ...] = (
    CallStatus,
    StepStatus,
    ApplicationStatus,
    SectionStatus,
    JurorStatus,
    ReviewStatus,
    Outcome,
    JoinRequestStatus,
    MessageStatus,
)


@dataclass(frozen=True, slots=True)
class DeletedDraft:
    """A draft that somebody has deleted, as its list shows it."""

    deleted_by: User
    deleted_at: datetime
    days_left: int


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row of a sample table."""

    title: str
    territory: str
    person: str
    amount: Money
    status: Outcome


TABLE: Table[SampleRow] = Table(
    columns=(
        text_column(
            "title", _("Project"), lambda line: line.title, order_by=BY_VALUE, is_heading=True
        ),
        text_column("territory", _("Territory"), lambda line: line.territory, order_by=BY_VALUE),
        text_column("person", _("Person"), lambda line: line.person),
        number_column("amount", _("Amount requested"), lambda line: line.amount, order_by=BY_VALUE),
    ),
    filters=(
        Filter(
            "search",
            _("Project or territory"),
            keeps=lambda line, text: holds([line.title, line.territory], text),
        ),
    ),
    sort="title",
)


@dataclass(frozen=True, slots=True)
class SampleSection:
    """A section of an application, as its list names it."""

    title: str


@dataclass(frozen=True, slots=True)
class SampleSectionProgress:
    """A line of the list beside the section that is open."""

    number: int
    section: SampleSection
    status: SectionStatus


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A file that was sent."""

    id: uuid.UUID
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class SampleToDo:
    """A line of a task list."""

    label: str
    url: str
    hint: str
    status: SectionStatus


def sample_answers() -> dict[str, object]:
    """What is written in the fields of the form, once filled in."""
    return {
        "text": LONG_TITLE[:120],
        "optional": "DÉSIMPER",
        "email": "ines.le-goff@lannion.example",
        "summary": "Les cours de trois écoles deviennent des jardins que le quartier partage.",
        "remark": "Sans objet.",
        "amount": LARGE,
        "share": 70,
        "people": 1200,
        "day": now().date(),
        "closing": now(),
        "choice": "two",
        "radio": "two",
        "several": ["one", "three"],
        "agreed": True,
        "locked": "AAP-2026-0042",
    }


def sample_rows() -> list[SampleRow]:
    return [
        SampleRow(
            LONG_TITLE, LONG_PLACE, FROM_RIGHT_TO_LEFT, LARGE, Outcome.SELECTED_WITH_CONDITIONS
        ),
        SampleRow(
            "Halle des circuits courts",
            "Lannion-Trégor Communauté",
            "Inès Le Goff",
            Money.euros("84500"),
            Outcome.SELECTED,
        ),
        SampleRow("Rue aux écoles", "Eu", "Al Y", Money.euros("0"), Outcome.WAITING_LIST),
    ]


def sample_list(state: TableState) -> Page[SampleRow]:
    """The three lines, narrowed and sorted as the address asks."""
    return whole_page(filtered_and_sorted(sample_rows(), state))


def sample_to_dos() -> list[SampleToDo]:
    return [
        SampleToDo("Le projet", "#tasks", "", SectionStatus.DONE),
        SampleToDo(LONG_TITLE, "#tasks", "", SectionStatus.IN_PROGRESS),
        SampleToDo(
            "Vérifier et déposer", "", "Terminez d’abord les sections.", SectionStatus.NOT_STARTED
        ),
    ]


def sample_page(number: int, total: int) -> Page[int]:
    """A page of a list of so many numbers."""
    first = (number - 1) * 50
    return Page(range(first, min(first + 50, total)), number, 50, total)


def france() -> MapOfFrance:
    """From nothing to many, overseas too."""
    values = {place.id: number % 7 for number, place in enumerate(departements().values())}
    return map_of_france(values, _written)


def _written(value: int) -> tuple[str, str]:
    return formats.number(value), formats.number(value)


def steps(instant: datetime) -> list[tuple[str, datetime | None]]:
    """A calendar: two dates past, one next, one later, one not known."""
    return [
        ("Publication de l’appel", instant - timedelta(days=40)),
        ("Ouverture du dépôt", instant - timedelta(days=20)),
        ("Clôture du dépôt", instant + timedelta(days=9)),
        ("Annonce des résultats", instant + timedelta(days=60)),
        ("Fin des projets", None),
    ]


def returned(instant: datetime) -> Message:
    """A mail whose address was refused."""
    return Message(
        status=MessageStatus.FAILED,
        problem=MessageProblem.ADDRESS,
        created_at=instant - timedelta(days=3),
    )


def everything() -> dict[str, object]:
    """All that the templates of the page read."""
    instant = now()
    return {
        "now": instant,
        "long_title": LONG_TITLE,
        "long_place": LONG_PLACE,
        "large": LARGE,
        "right_to_left": FROM_RIGHT_TO_LEFT,
        "statuses": STATUSES,
        "lines": sample_rows(),
        "tasks": sample_to_dos(),
        "expected": profiles.expected(),
        "claimed": profiles.claimed(),
        "claims": profiles.claims(),
        "claim_errors": profiles.claim_errors(),
        "scored": profiles.scored(),
        "portfolio": profiles.portfolio(),
        "series": [
            ("Attendu", profiles.by_purpose(5, 2, 3, 1, 4, 2)),
            ("Déclaré", profiles.by_purpose(4, 3, 1, None, 5, 0)),
        ],
        "pages": [sample_page(1, 3), sample_page(100, 10_000)],
        "steps": steps(instant),
        "returned": returned(instant),
        "deleted": DeletedDraft(
            User(first_name="Inès", last_name="Le Goff"), instant - timedelta(days=3), 27
        ),
        "sections": [
            SampleSectionProgress(number, SampleSection(task.label), task.status)
            for number, task in enumerate(sample_to_dos(), start=1)
        ],
        "document": SampleDocument(uuid.UUID(int=0), f"{LONG_PLACE}-{LONG_PLACE}.pdf", 1_240_000),
        "france": france(),
        "list_total": sum((line.amount for line in sample_rows()), Money.zero()),
        "edit": ConcurrentEdit(
            None,
            instant,
            own_text="La rue est fermée aux voitures le matin et le soir.",
            saved_text="La rue est fermée aux voitures le matin, toute l’année.",
        ),
        "entries": [
            ActivityEntry(instant, "call.published", actor, "calls", uuid.UUID(int=0), {}, None)
            for actor in (FROM_RIGHT_TO_LEFT, "")
        ],
        "instants": [instant + timedelta(**gap) for gap in _GAPS],
    }


_GAPS: tuple[dict[str, float], ...] = (
    {"days": 12},
    {"hours": 5},
    {"minutes": 7},
    {"minutes": -1},
)
