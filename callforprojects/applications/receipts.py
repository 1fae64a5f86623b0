"""What a receipt says, in sentences: for the page, the mail and the document."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from callforprojects.applications.models import Application, Submission
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.clock import months_after, to_paris
from callforprojects.core.data.formats import day, instant, second
from callforprojects.core.data.values import PHONE
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.web.unanswered import KEPT
from callforprojects.organisations.silence import DAY, MONTHS

_NOTICEABLE = timedelta(seconds=1)


def proof() -> str:
    """What a receipt is, and what it is not."""
    return str(
        _(
            "This receipt proves that the application was received. It is neither a decision nor a"
            " promise of aid."
        )
    )


def who_is_in_charge(call: Call) -> list[tuple[Sentence, str]]:
    """The funder, and the service that receives questions. R112-5 asks for all of it."""
    contact = call.contact
    return [
        (_("Funder"), call.funder.name),
        (_("Service in charge"), contact.service),
        (_("Address"), contact.address),
        (_("E-mail address"), contact.email),
        (_("Telephone"), PHONE.to_display(contact.phone)),
    ]


def what_comes_next(application: Application) -> list[str]:
    """What follows a filing, in sentences: for the page, the mail and the document."""
    current = application.round
    sentences = []
    if current.closes_at is not None:
        sentences.append(
            _(
                "Applications close on %(instant)s. Until the results you may withdraw yours; what"
                " is filed no longer changes.",
                instant=instant(current.closes_at),
            )
        )
    sentences.append(_("The funder then examines the applications and has them scored by a jury."))
    if current.results_expected_on is not None:
        sentences.append(
            _("The results are expected on %(day)s.", day=day(current.results_expected_on))
        )
    sentences.append(_("You will be told of the decision by e-mail and on your dashboard."))
    return [str(sentence) for sentence in sentences]


def what_silence_means(submission: Submission, current: Round) -> list[str]:
    """The rule of silence that was given when it was filed, and the remedies, in sentences.

    Code des relations entre le public et l'administration, R112-5; nothing when silence means
    nothing. The call of the round is loaded, with its funder.
    """
    refusal_on, own = submission.refusal_on, submission.silence_text
    if refusal_on is None:
        return [own] if own else []
    first = own.replace(DAY, day(refusal_on)) if own else _refusal(submission, refusal_on)
    return [
        str(first),
        *map(str, _what_goes_on(current, refusal_on)),
        *map(str, _remedies(current.call)),
    ]


def _what_goes_on(current: Round, refusal_on: date) -> Iterator[Sentence]:
    results_on = current.results_expected_on
    if results_on is not None and results_on > refusal_on:
        yield _(
            "The results of this call are expected later, on %(day)s: your application goes on"
            " being examined until then.",
            day=day(results_on),
        )
    elif (
        results_on is None and current.closes_at and to_paris(current.closes_at).date() > refusal_on
    ):
        yield _(
            "This call closes later, on %(day)s: your application goes on being examined.",
            day=day(current.closes_at),
        )


def _remedies(call: Call) -> Iterator[Sentence]:
    """Those against an administration; what may be done against a private body is not known."""
    nature = call.funder.legal_nature
    if nature is None or nature.is_public:
        yield _(
            "Within two months of that refusal, or of the notification of an explicit one, you"
            " may ask the funder to reconsider it (recours gracieux) or refer it to the"
            " competent administrative court (tribunal administratif)."
        )


def _refusal(submission: Submission, refusal_on: date) -> str:
    """The articles are those of two months from the receipt, of no other rule."""
    if refusal_on == months_after(submission.submitted_at, MONTHS):
        return _(
            "Unless a decision is notified by %(day)s, your request is deemed refused (code des"
            " relations entre le public et l’administration, articles L231-1 and L231-4, 3°). An"
            " explicit decision may still come after that date.",
            day=day(refusal_on),
        )
    return _(
        "Unless a decision is notified by %(day)s, your request is deemed refused. An explicit"
        " decision may still come after that date.",
        day=day(refusal_on),
    )


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


def press_note(pressed_at: datetime) -> str:
    """Beside the button, once the call is closed: a press in time that nobody could answer."""
    return _(
        "You asked to file it on %(day)s at %(time)s, and the site could not answer. That instant"
        " counts if you file before %(until)s.",
        day=day(pressed_at),
        time=second(pressed_at),
        until=instant(pressed_at + KEPT),
    )
