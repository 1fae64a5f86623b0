"""Which answers of a frozen file a criterion reads."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from callforprojects.applications.snapshot import FrozenClaim, FrozenQuestion, Snapshot
from callforprojects.criteria.models import Criterion

MATRIX = "matrix"


@dataclass(frozen=True, slots=True)
class Tags:
    """The purposes and domains that a question speaks to."""

    purposes: frozenset[str]
    domains: frozenset[str]


@dataclass(frozen=True, slots=True)
class CriterionAnswers:
    """What stands beside a criterion: answers, and claims of the matrix with their arguments."""

    questions: Sequence[FrozenQuestion]
    claims: Sequence[FrozenClaim]

    @property
    def is_empty(self) -> bool:
        return not self.questions and not self.claims


def answers_by_criterion(
    criteria: Iterable[Criterion], snapshot: Snapshot, tags: Mapping[str, Tags]
) -> dict[uuid.UUID, CriterionAnswers]:
    """What each criterion reads in a file.

    Its own questions when it names some; else those that share a purpose or a domain with it.
    """
    questions = list(snapshot.questions)
    return {
        criterion.id: CriterionAnswers(
            questions=[
                question
                for question in questions
                if question.type != MATRIX and _is_read(question.key, criterion, tags)
            ],
            claims=[claim for claim in snapshot.claims if _is_claimed(claim, criterion)],
        )
        for criterion in criteria
    }


def _is_read(key: str, criterion: Criterion, tags: Mapping[str, Tags]) -> bool:
    if criterion.question_keys:
        return key in criterion.question_keys
    tag = tags.get(key)
    if tag is None:
        return False
    return bool(tag.purposes & set(criterion.purposes) or tag.domains & set(criterion.domains))


def _is_claimed(claim: FrozenClaim, criterion: Criterion) -> bool:
    """In the criterion's purposes and in its domains; one that names neither reads no cell."""
    if not criterion.purposes and not criterion.domains:
        return False
    in_purposes = not criterion.purposes or claim.purpose in criterion.purposes
    in_domains = not criterion.domains or claim.domain in criterion.domains
    return in_purposes and in_domains
