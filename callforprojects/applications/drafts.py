"""The draft of an application: its answers against what its call expects, and who writes it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from callforprojects.accounts.queries import names_of
from callforprojects.applications.asking import shown_in_application
from callforprojects.applications.models import Application
from callforprojects.files.services import StorageQuota
from callforprojects.iso37101.profile import Profile
from callforprojects.iso37101.readings import Readings, readings_of
from callforprojects.organisations.models import Membership, Organisation
from callforprojects.organisations.queries import members_of, storage_quota_of
from callforprojects.questionnaires.answering import Draft
from callforprojects.questionnaires.conditions import ShownParts
from callforprojects.questionnaires.models import QuestionType, Section
from callforprojects.questionnaires.queries import answers_of, whole_revision


@dataclass(frozen=True)
class ApplicationDraft(Draft):
    """The answers of an application, with what its call expects of them."""

    application: Application

    @cached_property
    def shown(self) -> ShownParts:
        """What is asked, from the answers and what is known of who applies."""
        return shown_in_application(self.application, self.revision, self.answer_set)

    @property
    def expected(self) -> Profile:
        return self.application.call.expected_profile

    @property
    def readings(self) -> Readings:
        """How the claims meet what the call expects."""
        return readings_of(self.expected, self.claimed)

    @property
    def changed_at(self) -> datetime:
        """When it was last written, or what the organisation says of itself with it."""
        answers = (answer.updated_at for answer in self.answer_set.answers)
        return max(self.application.updated_at, *answers, self.application.organisation.updated_at)


@dataclass(frozen=True, slots=True)
class Team:
    """Who may write a draft, and the names of whoever has written it."""

    members: Sequence[Membership]
    names: Mapping[uuid.UUID, str]


def draft_of(application: Application) -> ApplicationDraft:
    """Read a draft. Its call and expectations must be loaded for its profiles."""
    answer_set = answers_of(application.answer_set_id)
    return ApplicationDraft(whole_revision(answer_set.revision_id), answer_set, application)


def team_of(draft: ApplicationDraft) -> Team:
    """The members of the organisation, and the names of the authors, some of whom have left it."""
    members = members_of(draft.application.organisation_id)
    names = {member.user_id: member.user.full_name for member in members}
    gone = draft.authors - set(names)
    return Team(members, names | names_of(gone) if gone else names)


def storage_quota_for(section: Section, organisation: Organisation) -> StorageQuota | None:
    """The quota of an organisation for the documents of a section; None when it asks for none."""
    asks = any(question.type is QuestionType.FILE for question in section.questions)
    return storage_quota_of(organisation) if asks else None
