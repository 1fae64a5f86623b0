"""The acknowledgement of receipt as a document to keep."""

from datetime import date, datetime, timedelta
from typing import Any

from callforprojects.applications.models import Application, Submission
from callforprojects.applications.silence import implicit_refusal_on, is_financial
from callforprojects.core.formats import day, instant, money, second
from callforprojects.core.i18n import _, current_language, pgettext
from callforprojects.core.money import Money
from callforprojects.core.pdf import moment
from callforprojects.core.unanswered import KEPT

_NOTICEABLE = timedelta(seconds=1)


def receipt_paper(application: Application, submission: Submission) -> dict[str, Any]:
    """Who filed what, when, with which fingerprint; what the law attaches to silence; what follows.

    Code des relations entre le public et l'administration, articles L112-11 and R112-11-1. The
    call with its funder, the organisation and `submitted_by` must be loaded.
    """
    call, snapshot = application.call, submission.snapshot
    title = _("Acknowledgement of receipt")
    return {
        "title": f"{snapshot['reference']} – {title}",
        "author": call.funder.name,
        "language": current_language(),
        "date": moment(submission.submitted_at),
        "mark": "",
        "running": call.funder.name,
        "running-end": snapshot["reference"],
        "foot": snapshot["call"]["title"],
        "page-word": str(pgettext("document", "Page")),
        "eyebrow": snapshot["reference"],
        "heading": str(title),
        "owner": "",
        "statement": str(
            _(
                "%(funder)s has received the application of %(organisation)s to the call"
                " “%(call)s”.",
                funder=call.funder.name,
                organisation=snapshot["organisation"]["name"],
                call=snapshot["call"]["title"],
            )
        ),
        "facts": _facts(submission),
        "fingerprint": submission.sha256,
        "fingerprint-label": str(_("Digital fingerprint (SHA-256)")),
        "fingerprint-note": str(
            _("Computed on all that was filed: it changes if one character changes.")
        ),
        "sections": _sections(application, submission),
    }


def what_comes_next(application: Application) -> list[str]:
    """What follows a filing, in sentences: for the page, the mail and the document."""
    call = application.call
    sentences = []
    if call.closes_at is not None:
        sentences.append(
            _(
                "Applications close on %(instant)s. Until the results you may withdraw yours; what"
                " is filed no longer changes.",
                instant=instant(call.closes_at),
            )
        )
    sentences.append(_("The funder then examines the applications and has them scored by a jury."))
    if call.results_expected_on is not None:
        sentences.append(
            _("The results are expected on %(day)s.", day=day(call.results_expected_on))
        )
    sentences.append(_("You will be told of the decision by e-mail and on your dashboard."))
    return [str(sentence) for sentence in sentences]


def refusal_day(application: Application, submission: Submission) -> date | None:
    """The day on which silence becomes a refusal; None when no money is asked for."""
    financial = is_financial(application.call, application)
    return implicit_refusal_on(submission.submitted_at) if financial else None


def waiting_note(submission: Submission) -> str:
    """Which instant counts, when the request had to wait for its turn; nothing otherwise."""
    if submission.recorded_at - submission.submitted_at < _NOTICEABLE:
        return ""
    return str(
        _(
            "Your request began to arrive on %(day)s at %(received)s and was recorded on"
            " %(recorded_day)s at %(recorded)s: the first instant is the one that counts.",
            day=day(submission.submitted_at),
            received=second(submission.submitted_at),
            recorded_day=day(submission.recorded_at),
            recorded=second(submission.recorded_at),
        )
    )


def _facts(submission: Submission) -> list[list[str]]:
    snapshot = submission.snapshot
    cents = snapshot["requested_amount_cents"]
    rows = [
        (_("Application"), snapshot["title"]),
        (_("Organisation"), snapshot["organisation"]["name"]),
        (_("Received on"), instant(submission.submitted_at)),
        (_("Filed by"), submission.submitted_by.full_name),
        (_("Amount requested"), "" if cents is None else money(Money(cents))),
    ]
    return [[str(label), value] for label, value in rows if value]


def _sections(application: Application, submission: Submission) -> list[dict[str, Any]]:
    call = application.call
    funder = call.funder
    service = [
        (_("Funder"), funder.name),
        (_("Address"), funder.postal_address),
        (_("E-mail"), call.contact_email or funder.contact_email),
        (_("Phone"), funder.contact_phone),
    ]
    rows = [[str(label), value] for label, value in service if value]
    sections = [{"title": str(_("Service in charge")), "rows": rows, "paragraphs": []}]
    note = waiting_note(submission)
    if note:
        sections.insert(0, _section(_("Instant of receipt"), [note]))
    refusal_on = refusal_day(application, submission)
    if refusal_on is not None:
        sections.append(_section(_("If you receive no answer"), silence(refusal_on)))
    sections.append(_section(_("What comes next"), what_comes_next(application)))
    return sections


def silence(refusal_on: date) -> list[str]:
    """The rule of silence and the remedies, in two sentences."""
    return [
        str(
            _(
                "Without an answer by %(day)s, your request is refused: silence kept for two months"
                " on a request of a financial character is a refusal (code des relations entre le"
                " public et l’administration, articles L231-1 and L231-4, 3°).",
                day=day(refusal_on),
            )
        ),
        str(
            _(
                "Within two months of that refusal, or of the notification of an explicit one, you"
                " may ask the funder to reconsider it (recours gracieux) or refer it to the"
                " competent administrative court (tribunal administratif)."
            )
        ),
    ]


def _section(title: str, paragraphs: list[str]) -> dict[str, Any]:
    return {"title": str(title), "rows": [], "paragraphs": paragraphs}


def press_note(pressed_at: datetime) -> str:
    """Beside the button, once the call is closed: a press in time that nobody could answer."""
    return _(
        "You asked to file it on %(day)s at %(time)s, and the site could not answer. That instant"
        " counts if you file before %(until)s.",
        day=day(pressed_at),
        time=second(pressed_at),
        until=instant(pressed_at + KEPT),
    )
