"""What the page of a section says at its head: what is wrong in it, what is left to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.answering import (
    Draft,
    Entry,
    Problem,
    SectionProgress,
    SectionStatus,
)
from callforprojects.questionnaires.forms import AnswersForm

Mistake = tuple[str, str, Sentence]
"""The input where it is, the question, what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """A section as it stands, between its neighbours; `count` of them are shown.

    `refused`: what was sent and cannot be kept, by the name of the input. `is_refused`: the form
    has errors, and says nothing of what is merely left to do.
    """

    here: SectionProgress
    count: int
    previous: SectionProgress | None
    next: SectionProgress | None
    entries: Sequence[Entry]
    refused: Mapping[str, Sequence[Sentence]]
    is_refused: bool

    @property
    def mistakes(self) -> list[Mistake]:
        """What the summary of errors leads to, beside what the form itself says."""
        found: list[Mistake] = []
        for entry in self.entries:
            label = entry.question.label
            if entry.concurrent_edit is not None:
                notes = f"{entry.name}-notes"
                found.append((notes, label, _("this answer has since been changed")))
            found += [(entry.name, label, message) for message in self.refused.get(entry.name, ())]
        faulty = self._faulty()
        wrong = [problem for problem in self.here.problems if problem.question.key in faulty]
        return found + [(problem.input_id, problem.label, problem.message) for problem in wrong]

    @property
    def missing(self) -> list[Problem]:
        """What is left here before filing, once something is written and nothing is wrong."""
        if self.is_refused or self.here.status is not SectionStatus.IN_PROGRESS:
            return []
        faulty = self._faulty()
        return [problem for problem in self.here.problems if problem.question.key not in faulty]

    def _faulty(self) -> frozenset[str]:
        """The questions whose answer is kept, and wrong."""
        if self.is_refused:
            return frozenset()
        return frozenset(
            entry.question.key for entry in self.entries if entry.faults and entry.is_shown
        )


def section_page(
    draft: Draft,
    number: int,
    entries: Sequence[Entry],
    *,
    form: AnswersForm,
) -> SectionPage:
    """The page of the section of this number, from 1."""
    sections = draft.sections
    at = next(rank for rank, section in enumerate(sections) if section.number == number)
    return SectionPage(
        here=sections[at],
        count=len(sections),
        previous=sections[at - 1] if at else None,
        next=sections[at + 1] if at + 1 < len(sections) else None,
        entries=entries,
        refused=form.refused,
        is_refused=form.has_errors,
    )
