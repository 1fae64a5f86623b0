"""The list of the whole activity: its columns and its filters."""

from callforprojects.activity.models import Activity
from callforprojects.activity.queries import ActivityEntry, done_by, done_since, done_until
from callforprojects.activity.subjects import kinds
from callforprojects.core.data.feature import features
from callforprojects.core.tables import (
    ChoiceFilter,
    Column,
    DayFilter,
    Filter,
    Option,
    SortOrder,
    Table,
)
from callforprojects.core.text.i18n import _, pgettext


def _verbs() -> list[Option]:
    return [
        Option(verb, sentence, feature.label)
        for feature in features()
        for verb, sentence in feature.verbs.items()
    ]


def _kinds() -> list[Option]:
    return [Option(key, kind.label) for key, kind in kinds().items()]


ACTIVITY: Table[ActivityEntry] = Table(
    sort="-at",
    key=Activity.id,
    columns=[
        Column(
            "at",
            pgettext("activity", "When"),
            lambda entry: entry.at,
            order_by=(Activity.at, Activity.id),
            first_order=SortOrder.DESC,
            is_always_filled=True,
            is_unbroken=True,
        ),
        Column(
            "actor",
            pgettext("activity", "Who"),
            lambda entry: entry.who,
            is_free_text=True,
        ),
        Column("verb", pgettext("activity", "What"), lambda entry: entry.sentence, is_heading=True),
        Column(
            "about",
            pgettext("activity", "About"),
            lambda entry: entry.subject and entry.subject.name,
        ),
        Column("recorded", _("As recorded"), lambda entry: entry.subject_id, is_extra=True),
        Column(
            "sequence",
            _("Sealed as"),
            lambda entry: _("not yet") if entry.sequence is None else entry.sequence,
            is_number=True,
            is_extra=True,
        ),
    ],
    filters=[
        Filter("person", _("Name of the person"), where=done_by),
        ChoiceFilter("verb", _("What was done"), _verbs, where=lambda verb: Activity.verb == verb),
        ChoiceFilter(
            "kind",
            pgettext("activity", "On"),
            _kinds,
            where=lambda kind: Activity.subject_kind == kind,
        ),
        DayFilter("since", pgettext("activity", "From"), where=done_since),
        DayFilter("until", pgettext("activity", "Until"), where=done_until),
    ],
)
