"""What the editor's pages say of a section and of a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from callforprojects.questionnaires.models import QuestionType


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDetails:
    """The heading of a page of questions."""

    title: str
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDetails:
    """One question. `settings` holds what its type takes (see `types.setting_names_of`).

    `stands_for`: the fact of the project that its answer is too, empty when none.
    """

    type: QuestionType
    label: str
    help: str = ""
    is_required: bool = False
    stands_for: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    purposes: Sequence[str] = ()
    domains: Sequence[str] = ()
