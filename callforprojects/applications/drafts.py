"""A draft as its pages show it: its questions, its answers, who wrote them, what is left to do."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.applications.section_progress import Task, tasks_of
from callforprojects.core.data.database import db
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import Sentence
from callforprojects.files.services import StorageQuota
from callforprojects.iso37101.profile import Profile
from callforprojects.iso37101.readings import Readings, readings_of
from callforprojects.organisations.models import Membership, Organisation
from callforprojects.organisations.queries import members_of, storage_quota_of
from callforprojects.questionnaires import answering
from callforprojects.questionnaires.answering import Entry, Problem, RawAnswer
from callforprojects.questionnaires.models import AnswerSet, QuestionType, Revision, Section
from callforprojects.questionnaires.queries import answers_of, questions_of, whole_revision
from callforprojects.questionnaires.types import Fault


@dataclass(frozen=True, slots=True)
class Edit:
    """When a section was last written, and by whom, when that is known."""

    at: datetime
    author_id: uuid.UUID | None


@dataclass(frozen=True)
class Draft:
    """An application with all of its questions and answers."""

    application: Application
    revision: Revision
    answer_set: AnswerSet

    @cached_property
    def tasks(self) -> list[Task]:
        return tasks_of(answering.progress(self.revision, self.answer_set))

    @cached_property
    def problems(self) -> list[Problem]:
        return [problem for task in self.tasks for problem in task.problems]

    @property
    def next_task(self) -> Task | None:
        """The first section where something is left to do; None when everything is answered."""
        return next((task for task in self.tasks if task.problems), None)

    @property
    def asks_matrix(self) -> bool:
        """Whether the call asks what is claimed in the matrix."""
        return any(each.type is QuestionType.MATRIX for each in questions_of(self.revision))

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

    def entries(
        self,
        section: Section,
        raw: Mapping[str, RawAnswer] | None = None,
        faults: Mapping[str, Sequence[Sentence]] | None = None,
    ) -> list[Entry]:
        """The questions of a section, with what was just typed or what is kept.

        `faults` are those of documents that were refused, by the name of the input.
        """
        found = answering.entries(section, self.answer_set, raw)
        return [_with_faults(entry, (faults or {}).get(entry.name, ())) for entry in found]

    def has_faults(self, section: Section) -> bool:
        """Whether something that is kept there is wrong; what is missing is no fault yet."""
        return any(entry.faults for entry in self.entries(section))

    def entry(self, key: str) -> Entry:
        """One question with what is kept. Raises StopIteration when there is no such question."""
        question = next(each for each in questions_of(self.revision) if each.key == key)
        answers = answering.answers_by_question(self.answer_set)
        return answering.entry_of(question, answers.get(question.stable_id))

    def last_edit(self, section: Section) -> Edit | None:
        """The latest writing of a section."""
        asked = {question.stable_id for question in section.questions}
        edits = [
            Edit(answer.updated_at, answer.author_id)
            for answer in self.answer_set.answers
            if answer.question_stable_id in asked
        ]
        return max(edits, key=lambda edit: edit.at, default=None)

    @property
    def changed_at(self) -> datetime:
        """When it was last written, or what the organisation says of itself with it."""
        answers = (answer.updated_at for answer in self.answer_set.answers)
        return max(self.application.updated_at, *answers, self.application.organisation.updated_at)

    @property
    def written(self) -> int:
        """How many questions have an answer, whole or not."""
        return sum(a.value is not None or bool(a.typed) for a in self.answer_set.answers)

    @property
    def authors(self) -> set[uuid.UUID]:
        """Whoever has written an answer."""
        return {a.author_id for a in self.answer_set.answers if a.author_id is not None}


@dataclass(frozen=True, slots=True)
class Team:
    """Who may write a draft, and the names of whoever has written it."""

    members: Sequence[Membership]
    names: Mapping[uuid.UUID, str]


def draft_of(application: Application) -> Draft:
    """Read a draft. Its call and expectations must be loaded for its profiles."""
    answer_set = answers_of(application.answer_set_id)
    return Draft(application, whole_revision(answer_set.revision_id), answer_set)


def team_of(draft: Draft) -> Team:
    """The members of the organisation, and the names of the authors, some of whom have left it."""
    members = members_of(draft.application.organisation_id)
    names = {member.user_id: member.user.full_name for member in members}
    gone = draft.authors - set(names)
    return Team(members, names | names_of(gone) if gone else names)


def colleagues_of(visitor: Visitor, entries: Sequence[Entry]) -> dict[uuid.UUID, str]:
    """The names of whoever else has changed these answers meanwhile."""
    authors = {entry.theirs.author_id for entry in entries if entry.theirs is not None}
    others = authors - {visitor.id, None}
    return names_of(others) if others else {}


def names_of(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of people, by their identifier."""
    people = db.session.scalars(select(User).where(User.id.in_([i for i in ids if i is not None])))
    return {person.id: person.full_name for person in people}


def _with_faults(entry: Entry, sentences: Sequence[Sentence]) -> Entry:
    if not sentences:
        return entry
    return entry.with_faults([Fault(sentence) for sentence in sentences])


def storage_quota_for(section: Section, organisation: Organisation) -> StorageQuota | None:
    """The quota of an organisation for the documents of a section; None when it asks for none."""
    asks = any(question.type is QuestionType.FILE for question in section.questions)
    return storage_quota_of(organisation) if asks else None
