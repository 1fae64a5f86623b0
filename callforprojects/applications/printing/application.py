"""An application as a document: what was filed, or a draft that says on each page it is one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from callforprojects.applications.drafts import ApplicationDraft
from callforprojects.applications.freezing import application_snapshot
from callforprojects.applications.models import Application, Submission
from callforprojects.applications.printing.matrix import matrix_data
from callforprojects.applications.snapshot import (
    FrozenClaim,
    FrozenDocument,
    FrozenQuestion,
    FrozenSection,
    Snapshot,
    snapshot_of,
)
from callforprojects.core.data.formats import filesize, instant, money
from callforprojects.core.data.money import Money
from callforprojects.core.outside.pdf import moment, printable
from callforprojects.core.text.i18n import _, current_language, pgettext
from callforprojects.core.text.text_blocks import text_blocks
from callforprojects.iso37101.drawing import figure_of
from callforprojects.iso37101.frame import frame


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """What a document is made of, filed or not."""

    application: Application
    snapshot: Snapshot
    at: datetime
    sha256: str = ""

    @property
    def is_draft(self) -> bool:
        return not self.sha256


def application_paper(application: Application, submission: Submission) -> dict[str, Any]:
    """What was filed. The call, its expectations and the organisation must be loaded."""
    return _data(
        _Paper(
            application=application,
            snapshot=submission.snapshot,
            at=submission.submitted_at,
            sha256=submission.sha256,
        )
    )


def draft_paper(draft: ApplicationDraft) -> dict[str, Any]:
    """A draft as it was last written, for those who decide before it is filed.

    As long as nobody writes in it, it is the same document, which is made once.
    """
    at = draft.changed_at
    content = application_snapshot(
        draft.application, draft.revision, draft.answer_set, draft.shown, at=at
    )
    return _data(_Paper(application=draft.application, snapshot=snapshot_of(content), at=at))


def _data(paper: _Paper) -> dict[str, Any]:
    snapshot, call = paper.snapshot, paper.application.call
    draft = str(_("Draft, not filed")) if paper.is_draft else ""
    title = snapshot.title or str(_("Untitled application"))
    return {
        **_furniture(paper, title, draft),
        "content-language": call.language,
        "eyebrow": draft or str(_("Application")),
        "heading": title,
        "owner": snapshot.organisation.name,
        "notice": str(_("This document is a draft: nothing is filed.")) if draft else "",
        "facts": _facts(paper),
        "fingerprint": paper.sha256,
        "fingerprint-label": str(_("Digital fingerprint (SHA-256)")),
        "fingerprint-note": str(
            _("Computed on all that was filed: it changes if one character changes.")
        ),
        "contents": str(_("Contents")),
        "sections": [_section(section, snapshot) for section in snapshot.sections],
        "matrix": _matrix(paper),
        "files-title": str(_("Attachments")),
        "files": [_file(file) for file in snapshot.files],
    }


def _matrix(paper: _Paper) -> dict[str, Any] | None:
    """What is claimed against what the call expects; None when it was not asked."""
    snapshot, call = paper.snapshot, paper.application.call
    if not snapshot.asks_matrix:
        return None
    return matrix_data(snapshot.claimed_profile, call.expected_profile)


def _furniture(paper: _Paper, title: str, draft: str) -> dict[str, Any]:
    """The facts of the file, and what runs at the head and the foot of its pages."""
    reference = paper.snapshot.reference
    return {
        "title": f"{reference} – {title}" if reference else f"{title} ({draft})",
        "author": paper.snapshot.organisation.name,
        "language": current_language(),
        "date": moment(paper.at),
        "mark": draft,
        "running": paper.snapshot.call.title,
        "running-end": reference or draft,
        "foot": paper.snapshot.organisation.name,
        "page-word": str(pgettext("document", "Page")),
    }


def _facts(paper: _Paper) -> list[list[str]]:
    snapshot, call = paper.snapshot, paper.application.call
    kind = snapshot.organisation.territory_type
    when = _("Last changed on") if paper.is_draft else _("Filed on")
    rows = [
        (_("Reference"), snapshot.reference),
        (_("Call"), snapshot.call.title),
        (_("Funder"), call.funder.name),
        (_("Kind of territory"), frame().territory_type(kind).label if kind else ""),
        (_("Amount requested"), _amount(snapshot.requested_amount)),
        (_("Total cost"), _amount(snapshot.total_cost)),
        (when, instant(paper.at)),
    ]
    return [[str(label), value] for label, value in rows if value]


def _amount(amount: Money | None) -> str:
    return "" if amount is None else money(amount)


def _section(section: FrozenSection, snapshot: Snapshot) -> dict[str, Any]:
    """Its questions in their order, the short ones in a row gathered in one list."""
    parts: list[dict[str, Any]] = []
    for is_short, group in groupby(section.questions, key=_is_short):
        questions = list(group)
        if is_short:
            rows = [[question.label, question.shown] for question in questions]
            parts.append({"kind": "facts", "rows": rows, "none": str(_("Not given"))})
        else:
            parts.extend(_part(question, snapshot) for question in questions)
    return {"title": section.title, "parts": parts}


def _is_short(question: FrozenQuestion) -> bool:
    return question.type not in {"long_text", "matrix"}


def _part(question: FrozenQuestion, snapshot: Snapshot) -> dict[str, Any]:
    part: dict[str, Any] = {"label": question.label, "none": str(_("Not given"))}
    if question.type == "matrix":
        none = str(_("No cell is claimed."))
        return {**part, "kind": "claims", "groups": _by_purpose(snapshot.claims), "none": none}
    return {**part, "kind": "text", "blocks": _blocks(question.shown)}


def _blocks(text: str) -> list[dict[str, Any]]:
    """Made printable whole, before it is cut: the signs without a picture are counted in a text."""
    return [asdict(block) for block in text_blocks(printable(text))]


def _by_purpose(claims: Sequence[FrozenClaim]) -> list[dict[str, Any]]:
    """The claims under their purpose, in the order of the framework; no purpose without one."""
    groups = [
        {
            "purpose": purpose.label,
            "color": purpose.color,
            "claims": [_claim(claim) for claim in claims if claim.purpose == purpose.code],
        }
        for purpose in frame().purposes
    ]
    return [group for group in groups if group["claims"]]


def _claim(claim: FrozenClaim) -> dict[str, Any]:
    level = claim.level
    return {
        "cell": frame().domain(claim.domain).label,
        "word": f"{frame().contribution(level).label} ({figure_of(level)})",
        "argument": _blocks(claim.argument),
    }


def _file(file: FrozenDocument) -> dict[str, str]:
    return {"name": file.name, "size": filesize(file.size), "sha256": file.sha256}
