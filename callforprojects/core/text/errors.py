"""Broken business rules, said in words that people understand."""

from typing import Protocol


class Sentence(Protocol):
    """A text, translated or not: a string, or a lazy one."""

    def __str__(self) -> str: ...


class DomainError(Exception):
    """A rule of the field refuses this. `field` names the form field the sentence goes beside.

    `page` is its own page under `templates/errors/`, when that of its status would mislead.
    """

    status = 422
    page = ""

    def __init__(self, message: Sentence, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


class ConflictError(DomainError):
    """Somebody was faster: what was sent was made from an older version."""

    status = 409


class UnavailableError(DomainError):
    """The server cannot do this now: it can be tried again in `retry_after` seconds."""

    status = 503
    retry_after = 60


class NotAllowed(DomainError):
    """The rule that refuses is about who asks, and was found inside a service."""

    status = 403


class ImpossibleHost(DomainError):
    """The request names a host that cannot be one: no page of ours could be drawn for it."""

    status = 400
    page = "impossible_host"

    def __init__(self) -> None:
        super().__init__("")


class SentFromElsewhere(DomainError):
    """A form that another site has sent, in the name of whoever was reading it."""

    status = 403
    page = "sent_from_elsewhere"

    def __init__(self) -> None:
        super().__init__("")


class TooMany(DomainError):
    """Asked too often, or too much: `retry_after` is how many seconds to wait."""

    status = 429

    def __init__(self, retry_after: int, message: Sentence = "", field: str | None = None) -> None:
        super().__init__(message, field)
        self.retry_after = retry_after


class TooManyFields(DomainError):
    """A form has more fields than the site reads at once, however little they weigh."""

    status = 413
    page = "too_many_fields"

    def __init__(self) -> None:
        super().__init__("")


class Gone(DomainError):
    """What was asked for existed and no longer works: a used or expired token."""

    status = 410


class DraftDeleted(Gone):
    """What was asked for is a draft that has been deleted: it can be restored.

    `list_endpoint` is the page where whoever asks can do so; empty when they may not.
    """

    page = "deleted_draft"

    def __init__(self, message: Sentence, list_endpoint: str) -> None:
        super().__init__(message)
        self.list_endpoint = list_endpoint
