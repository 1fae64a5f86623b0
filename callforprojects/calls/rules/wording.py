"""What applicants read of a rule, made from its boxes in the language of its call."""

from callforprojects.calls.models import CallRule
from callforprojects.calls.rules.boxes import RuleSettings
from callforprojects.calls.rules.ready import Conditions, ReadyRule
from callforprojects.core.text.i18n import _, in_language
from callforprojects.questionnaires.conditions import Catalogue, case_of, sentence_of, with_places


def sentence_of_rule(
    ready: ReadyRule, settings: RuleSettings, made: Conditions, catalogue: Catalogue, language: str
) -> str:
    """A whole sentence. The places that the conditions name must be in the catalogue."""
    with in_language(language):
        own = None if ready.sentence is None else str(ready.sentence(settings))
        said = own or sentence_of(made.requirement, catalogue)
        if made.when is not None and ready.has_case:
            case = case_of(made.when, catalogue)
            said = str(_("%(case)s: %(sentence)s", case=case, sentence=said))
        return _as_sentence(said)


def made_sentence(rule: CallRule, ready: ReadyRule, catalogue: Catalogue) -> str:
    """What would be made for a rule as it is (`call` must be loaded); one query for its places."""
    made = ready.conditions(rule.settings)
    known = with_places(catalogue, made.all)
    return sentence_of_rule(ready, RuleSettings(rule.settings), made, known, rule.call.language)


def _as_sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
