"""The whole story, in its order."""

from collections.abc import Callable

from callforprojects.core.data.clock import now
from callforprojects.core.data.transaction import transaction
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.web import demonstration_mode
from callforprojects.demonstration.building.applications import build_applications
from callforprojects.demonstration.building.calls import build_calls
from callforprojects.demonstration.building.decisions import build_decisions
from callforprojects.demonstration.building.instants import lived_at
from callforprojects.demonstration.building.juries import build_juries
from callforprojects.demonstration.building.people import build_accreditations, build_people
from callforprojects.demonstration.building.zones import build_zones
from callforprojects.demonstration.material import DemonstrationCalendar

Say = Callable[[Sentence], None]


def build(say: Say) -> None:
    """Write the demonstration in the empty database, in one transaction; `say` tells the steps.

    The marker of a demonstration comes with the rest, or not at all.
    """
    calendar = DemonstrationCalendar(now())
    with transaction():
        demonstration_mode.mark()
        say(_("organisations and people"))
        with lived_at(calendar.at(-360)):
            people = build_people(calendar.at(-360))
        build_zones(people, calendar.at(-340))
        say(_("calls for projects"))
        calls = build_calls(people, calendar)
        say(_("applications"))
        applications = build_applications(people, calls, calendar)
        say(_("juries and scores"))
        build_juries(people, calls, applications, calendar)
        say(_("decisions and announcement"))
        build_decisions(people, calls, applications, calendar)
        build_accreditations(people, calendar)
