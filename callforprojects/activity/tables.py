"""The list of the whole activity: its columns and its filters."""

from callforprojects.activity.queries import Entry
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


ACTIVITY: Table[Entry] = Table(
    sort="-at",
    columns=[
        Column(
            "at",
            pgettext("activity", "When"),
            lambda entry: entry.at,
            sorts=SortOrder.DESC,
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
        Filter("person", _("Name of the person")),
        ChoiceFilter("verb", _("What was done"), _verbs),
        ChoiceFilter("kind", pgettext("activity", "On"), _kinds),
        DayFilter("since", pgettext("activity", "From")),
        DayFilter("until", pgettext("activity", "Until")),
    ],
)
