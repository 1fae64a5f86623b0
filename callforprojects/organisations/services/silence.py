"""What a funder's receipts say of its silence, set for its legal service."""

from dataclasses import replace

from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.core.data.records import assigning
from callforprojects.core.data.versions import check_version, lock
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _
from callforprojects.organisations.models import Organisation, SilenceRule
from callforprojects.organisations.queries import silence_rules_of
from callforprojects.organisations.silence import DAY, LegalNature, Silence, SilenceEffect

_assign_silence = assigning(Silence, to=SilenceRule)


def set_silence_rule(
    funder: Organisation,
    nature: LegalNature,
    silence: Silence,
    *,
    version: int | None,
    by: Visitor,
) -> None:
    """Say what silence means to applicants of this nature. Receipts already given stay as they are.

    Raises DomainError beside `text` when a refusal is announced without its day, ConflictError
    when the page was made from an older version.
    """
    lock(funder)
    _check_text(silence)
    rule = silence_rules_of(funder).get(nature)
    if rule is None:
        rule = SilenceRule(funder_id=funder.id, applicant_nature=nature)
        db.session.add(rule)
    else:
        check_version(rule, version, by=by)
    _assign_silence(rule, replace(silence, text=silence.text.strip()))
    record("organisation.silence_set", funder, by=by, nature=nature, effect=silence.effect)


def follow_the_law(funder: Organisation, nature: LegalNature, *, by: Visitor) -> None:
    """Forget what was set for this nature: its receipts say what the law says again."""
    lock(funder)
    rule = silence_rules_of(funder).get(nature)
    if rule is not None:
        db.session.delete(rule)
        record("organisation.silence_set", funder, by=by, nature=nature, effect="law")


def _check_text(silence: Silence) -> None:
    """The words of a legal service: the day stands in those of a refusal, in no others."""
    has_day = DAY in silence.text
    if silence.effect is SilenceEffect.REFUSAL and silence.text.strip() and not has_day:
        raise DomainError(_("Use {date} where the day of the refusal goes."), "text")
    if silence.effect is SilenceEffect.NONE and has_day:
        raise DomainError(_("Without a refusal there is no day to write."), "text")
