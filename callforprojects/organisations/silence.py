"""What the silence of a funder means to whoever has asked it for money.

Between the public and the administration, silence kept for two months on a request of a financial
character is a refusal (code des relations entre le public et l'administration, L231-1 and L231-4,
3°). The public is made of persons and private bodies (L100-3): that code says nothing of a request
between administrations, nor of one to a private funder. The legal service of the funder may set
another rule for each nature of applicant.
"""

from dataclasses import dataclass
from datetime import date, datetime

from callforprojects.core.data.clock import months_after
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum

MONTHS = 2
DAY = "{date}"  # in the words of a legal service: the day on which silence becomes a refusal


class LegalNature(LabelledEnum):
    """What an organisation is in law: it decides which rules it meets."""

    ADMINISTRATION = "administration", _("State, local authority or its grouping")
    PUBLIC_BODY = "public_body", _("Public body")
    ASSOCIATION = "association", _("Association")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Company")

    @property
    def is_public(self) -> bool:
        return self in {LegalNature.ADMINISTRATION, LegalNature.PUBLIC_BODY}


class SilenceEffect(LabelledEnum):
    NONE = "none", _("No effect: the receipt says nothing of it")
    REFUSAL = "refusal", _("Refusal: the receipt says from which day")


class SilenceStart(LabelledEnum):
    """From when the months of silence are counted."""

    RECEIPT = "receipt", _("The day on which the application is received")
    CLOSING = "closing", _("The day on which the call closes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A rule. `text` replaces the sentence that states the law; it holds `{date}`."""

    effect: SilenceEffect = SilenceEffect.NONE
    months: int = MONTHS
    counted_from: SilenceStart = SilenceStart.RECEIPT
    text: str = ""

    def refusal_on(self, received_at: datetime, closes_at: datetime | None) -> date | None:
        """The day, in Paris, on which silence becomes a refusal; None when it never does."""
        if self.effect is SilenceEffect.NONE:
            return None
        if self.counted_from is SilenceStart.CLOSING and closes_at is not None:
            received_at = max(received_at, closes_at)
        return months_after(received_at, self.months)


NO_EFFECT = Silence()
STATED_BY_LAW = Silence(effect=SilenceEffect.REFUSAL)


def silence_by_law(funder: LegalNature | None, applicant: LegalNature | None) -> Silence:
    """What the law says when the legal service of the funder has said nothing else.

    Nothing is claimed when the nature of one of them is not known.
    """
    if funder is None or applicant is None:
        return NO_EFFECT
    return STATED_BY_LAW if funder.is_public and not applicant.is_public else NO_EFFECT
