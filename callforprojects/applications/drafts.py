"""A draft as its pages show it: its questions, its answers, what is left to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from callforprojects.applications.models import Application
from callforprojects.applications.tasks import Task, tasks_of
from callforprojects.iso37101.profile import Profile
from callforprojects.iso37101.readings import Readings, readings_of
from callforprojects.questionnaires import answering
from callforprojects.questionnaires.answering import Entry, Problem, RawAnswer
from callforprojects.questionnaires.models import AnswerSet, Revision, Section
from callforprojects.questionnaires.queries import answers_of, whole_revision


@dataclass(frozen=True)
class Draft:
    """An application with all of its questions and answers."""

    application: Application
    revision: Revision
    answer_set: AnswerSet

    @property
    def tasks(self) -> list[Task]:
        return tasks_of(answering.progress(self.revision, self.answer_set))

    @property
    def problems(self) -> list[Problem]:
        return answering.problems(self.revision, self.answer_set)

    @property
    def claimed(self) -> Profile:
        return self.answer_set.claimed_profile

    @property
    def expected(self) -> Profile:
        return self.application.call.expected_profile

    @property
    def readings(self) -> Readings:
        """How the claims meet what the call expects."""
        return readings_of(self.expected, self.claimed)

    def section(self, number: int) -> Section | None:
        """The section of this number, from 1."""
        sections = self.revision.sections
        return sections[number - 1] if 1 <= number <= len(sections) else None

    def entries(self, section: Section, raw: Mapping[str, RawAnswer] | None = None) -> list[Entry]:
        """The questions of a section, with what was just typed or what is kept."""
        return answering.entries(section, self.answer_set, raw)


def draft_of(application: Application) -> Draft:
    """Read a draft. Its call and expectations must be loaded for its profiles."""
    answer_set = answers_of(application.answer_set_id)
    return Draft(application, whole_revision(answer_set.revision_id), answer_set)
