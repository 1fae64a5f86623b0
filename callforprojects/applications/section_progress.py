"""What is left to do in a draft, section by section."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import pgettext
from callforprojects.questionnaires.answering import Problem, Progress
from callforprojects.questionnaires.models import Section


class TaskStatus(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    OPTIONAL = "optional"

    @property
    def label(self) -> Sentence:
        return {
            TaskStatus.NOT_STARTED: pgettext("task", "Not started"),
            TaskStatus.IN_PROGRESS: pgettext("task", "In progress"),
            TaskStatus.DONE: pgettext("task", "Complete"),
            TaskStatus.OPTIONAL: pgettext("task", "Optional"),
        }[self]

    @property
    def tone(self) -> str:
        return {TaskStatus.IN_PROGRESS: "warning", TaskStatus.DONE: "success"}.get(self, "neutral")


@dataclass(frozen=True, slots=True)
class Task:
    """One section to fill in. `number` counts from 1."""

    number: int
    section: Section
    required: int
    answered: int
    problems: Sequence[Problem]
    status: TaskStatus


def tasks_of(progress: Sequence[Progress]) -> list[Task]:
    """The tasks, in the order of the sections."""
    return [
        Task(number, each.section, each.required, each.answered, each.problems, _status(each))
        for number, each in enumerate(progress, start=1)
    ]


def _status(progress: Progress) -> TaskStatus:
    """A section where nothing is required and nothing is written yet is not called complete."""
    if progress.is_complete:
        return TaskStatus.DONE if progress.is_started else TaskStatus.OPTIONAL
    return TaskStatus.IN_PROGRESS if progress.is_started else TaskStatus.NOT_STARTED
