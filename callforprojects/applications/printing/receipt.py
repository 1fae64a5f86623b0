"""The acknowledgement of receipt as a document to keep."""

from typing import Any

from callforprojects.applications.models import Application, Submission
from callforprojects.applications.receipts import (
    proof,
    waiting_note,
    what_comes_next,
    what_silence_means,
    who_is_in_charge,
)
from callforprojects.core.data.formats import instant, money
from callforprojects.core.outside.pdf import moment
from callforprojects.core.text.i18n import _, current_language, pgettext


def receipt_paper(application: Application, submission: Submission) -> dict[str, Any]:
    """Who filed what, when, with which fingerprint; what the law attaches to silence; what follows.

    Code des relations entre le public et l'administration, articles L112-11 and R112-11-1. The
    call with its funder, the organisation and `submitted_by` must be loaded.
    """
    call, snapshot = application.call, submission.snapshot
    title = _("Acknowledgement of receipt")
    return {
        "title": f"{snapshot.reference} – {title}",
        "author": call.funder.name,
        "language": current_language(),
        "date": moment(submission.submitted_at),
        "mark": "",
        "running": call.funder.name,
        "running-end": snapshot.reference,
        "foot": snapshot.call.title,
        "page-word": str(pgettext("document", "Page")),
        "eyebrow": snapshot.reference,
        "heading": str(title),
        "owner": "",
        "statement": str(
            _(
                "%(funder)s has received the application of %(organisation)s to the call"
                " “%(call)s”.",
                funder=call.funder.name,
                organisation=snapshot.organisation.name,
                call=snapshot.call.title,
            )
        ),
        "proof": proof(),
        "facts": _facts(submission),
        "fingerprint": submission.sha256,
        "fingerprint-label": str(_("Digital fingerprint (SHA-256)")),
        "fingerprint-note": str(
            _("Computed on all that was filed: it changes if one character changes.")
        ),
        "sections": _sections(application, submission),
    }


def _facts(submission: Submission) -> list[list[str]]:
    snapshot = submission.snapshot
    requested = snapshot.requested_amount
    rows = [
        (_("Application"), snapshot.title),
        (_("Organisation"), snapshot.organisation.name),
        (_("Received on"), instant(submission.submitted_at)),
        (_("Filed by"), submission.submitted_by.full_name),
        (_("Amount requested"), "" if requested is None else money(requested)),
    ]
    return [[str(label), value] for label, value in rows if value]


def _sections(application: Application, submission: Submission) -> list[dict[str, Any]]:
    rows = [[str(label), value] for label, value in who_is_in_charge(application.call) if value]
    sections = [{"title": str(_("Service in charge")), "rows": rows, "paragraphs": []}]
    note = waiting_note(submission)
    if note:
        sections.insert(0, _section(_("Instant of receipt"), [note]))
    silence = what_silence_means(submission, application.round)
    if silence:
        sections.append(_section(_("If you receive no answer"), silence))
    sections.append(_section(_("What comes next"), what_comes_next(application)))
    return sections


def _section(title: str, paragraphs: list[str]) -> dict[str, Any]:
    return {"title": str(title), "rows": [], "paragraphs": paragraphs}
