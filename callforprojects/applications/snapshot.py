"""What was filed, read from the text that was hashed: one reader for each format, for ever.

Nothing rewrites a text: another format begins with the applications filed from then on.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import ConflictError
from callforprojects.core.text.i18n import _
from callforprojects.iso37101.profile import Profile
from callforprojects.questionnaires.models import QuestionType

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """The answer to a question in one row of those that repeat it."""

    position: int
    value: Any
    shown: str


@dataclass(frozen=True, slots=True)
class FrozenQuestion:
    """A question as it was asked, with its answer: the value, and the words that readers see.

    A question that is repeated has its answers in `rows`. `is_confidential`: for the funder only.
    """

    key: str
    stable_id: str
    label: str
    type: str
    value: Any
    shown: str
    rows: Sequence[FrozenRow] = ()
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class FrozenSection:
    """A page of the questionnaire."""

    title: str
    questions: Sequence[FrozenQuestion]


@dataclass(frozen=True, slots=True)
class FrozenClaim:
    """What is claimed of one cell of the matrix."""

    purpose: str
    domain: str
    level: int
    argument: str


@dataclass(frozen=True, slots=True)
class FrozenDocument:
    """A document that was joined: `question` is the key of the one that asked it."""

    id: str
    name: str
    size: int
    sha256: str
    question: str


@dataclass(frozen=True, slots=True)
class FrozenCall:
    """The call as it was called when it was applied to."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class FrozenOrganisation:
    """Who applied, as it was called then."""

    name: str
    territory_type: str | None


@dataclass(frozen=True, slots=True)
class Certification:
    """The sentence to which whoever filed it has put their name, in its language, and when.

    Who it was is beside the text (`Submission.submitted_by`) and sealed in the activity: a person
    who closes their account is promised that no row says their name.
    """

    statement: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A whole application, frozen. `reference` is None in that of a draft."""

    reference: str | None
    call: FrozenCall
    organisation: FrozenOrganisation
    title: str
    summary: str
    requested_amount: Money | None
    total_cost: Money | None
    sections: Sequence[FrozenSection]
    claims: Sequence[FrozenClaim]
    files: Sequence[FrozenDocument]
    certification: Certification | None = None

    @property
    def questions(self) -> Iterator[FrozenQuestion]:
        """Those of all sections, in order."""
        for section in self.sections:
            yield from section.questions

    @property
    def asks_matrix(self) -> bool:
        """Whether applicants were asked what they claim in the matrix."""
        return any(question.type == QuestionType.MATRIX for question in self.questions)

    @property
    def claimed_profile(self) -> Profile:
        """What the application claims, cell by cell."""
        return Profile.from_cells((c.purpose, c.domain, c.level) for c in self.claims)


def snapshot_in(text: str) -> Snapshot:
    """Read a frozen text.

    Raises ConflictError for one that is damaged, or of a format that this program does not know:
    the page that shows it says so, and nothing is shown that was not filed.
    """
    try:
        return snapshot_of(json.loads(text))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ConflictError(
            _(
                "What was filed can no longer be read: its content was changed in the database."
                " Whoever runs the platform restores it from a backup."
            )
        ) from error


def snapshot_of(content: Content) -> Snapshot:
    """The same of the content of one, which is not written yet."""
    return _READERS[content["format"]](content)


def _read_1(content: Content) -> Snapshot:
    return _read(content, [_section(section, _question_1) for section in content["sections"]])


def _read_2(content: Content) -> Snapshot:
    """As the first, with rows, confidential questions and the certification."""
    sections = [_section(section, _question_2) for section in content["sections"]]
    return _read(content, sections, _certification(content["certification"]))


_READERS: Mapping[int, Callable[[Content], Snapshot]] = {1: _read_1, 2: _read_2}


def _read(
    content: Content, sections: Sequence[FrozenSection], certification: Certification | None = None
) -> Snapshot:
    """What all formats say alike."""
    call, organisation = content["call"], content["organisation"]
    return Snapshot(
        reference=content["reference"],
        call=FrozenCall(call["reference"], call["title"]),
        organisation=FrozenOrganisation(organisation["name"], organisation["territory_type"]),
        title=content["title"],
        summary=content["summary"],
        requested_amount=_money(content["requested_amount_cents"]),
        total_cost=_money(content["total_cost_cents"]),
        sections=sections,
        claims=[
            FrozenClaim(claim["purpose"], claim["domain"], claim["level"], claim["argument"])
            for claim in content["claims"]
        ],
        files=[
            FrozenDocument(file["id"], file["name"], file["size"], file["sha256"], file["question"])
            for file in content["files"]
        ],
        certification=certification,
    )


def _section(section: Content, question_of: Callable[[Content], FrozenQuestion]) -> FrozenSection:
    questions = [question_of(question) for question in section["questions"]]
    return FrozenSection(section["title"], questions)


def _question_1(question: Content) -> FrozenQuestion:
    return FrozenQuestion(
        key=question["key"],
        stable_id=question["stable_id"],
        label=question["label"],
        type=question["type"],
        value=question["value"],
        shown=question["shown"],
    )


def _question_2(question: Content) -> FrozenQuestion:
    return replace(
        _question_1(question),
        rows=[FrozenRow(row["position"], row["value"], row["shown"]) for row in question["rows"]],
        is_confidential=question["confidential"],
    )


def _certification(certification: Content | None) -> Certification | None:
    """A draft is not certified yet."""
    if certification is None:
        return None
    at = datetime.fromisoformat(certification["at"])
    return Certification(certification["statement"], certification["language"], at)


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)
