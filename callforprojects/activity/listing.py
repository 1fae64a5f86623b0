"""The list of the whole activity: its columns and its filters."""

from callforprojects.activity.queries import Entry
from callforprojects.activity.subjects import KINDS
from callforprojects.activity.verbs import GROUPS
from callforprojects.core.i18n import _, pgettext
from callforprojects.core.tables import Column, Filter, FilterKind, Option, Table


def _verbs() -> list[Option]:
    return [
        Option(verb, sentence, group.label)
        for group in GROUPS
        for verb, sentence in group.verbs.items()
    ]


def _kinds() -> list[Option]:
    return [Option(key, kind.label) for key, kind in KINDS.items()]


ACTIVITY: Table[Entry] = Table(
    sort="-at",
    columns=[
        Column(
            key="at",
            label=pgettext("activity", "When"),
            value=lambda entry: entry.at,
            is_sortable=True,
            sorts_down=True,
        ),
        Column(
            key="actor",
            label=pgettext("activity", "Who"),
            value=lambda entry: entry.actor or _("The platform"),
            is_free_text=True,
        ),
        Column(
            key="verb",
            label=pgettext("activity", "What"),
            value=lambda entry: entry.sentence,
            is_heading=True,
        ),
        Column(
            key="about",
            label=pgettext("activity", "About"),
            value=lambda entry: entry.subject and entry.subject.name,
        ),
        Column(
            key="recorded",
            label=_("As recorded"),
            value=lambda entry: entry.subject_id,
            is_extra=True,
        ),
        Column(
            key="sequence",
            label=_("Sealed as"),
            value=lambda entry: _("not yet") if entry.sequence is None else entry.sequence,
            is_number=True,
            is_extra=True,
        ),
    ],
    filters=[
        Filter(key="person", label=_("Name of the person")),
        Filter(key="verb", label=_("What was done"), kind=FilterKind.CHOICE, options=_verbs),
        Filter(
            key="kind", label=pgettext("activity", "On"), kind=FilterKind.CHOICE, options=_kinds
        ),
        Filter(key="since", label=pgettext("activity", "From"), kind=FilterKind.DAY),
        Filter(key="until", label=pgettext("activity", "Until"), kind=FilterKind.DAY),
    ],
)
