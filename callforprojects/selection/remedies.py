"""How a decision may be challenged that does not grant all: for the page, letter and document."""

from collections.abc import Mapping
from typing import Any

from callforprojects.core.text.i18n import _
from callforprojects.organisations.silence import LegalNature
from callforprojects.selection.models import Outcome


def remedies_in(snapshot: Mapping[str, Any]) -> str:
    """Those of a frozen decision; nothing where all that was asked is granted."""
    requested = snapshot["application"].get("requested_cents")  # not in those of format 1
    if not is_open_to_challenge(Outcome(snapshot["outcome"]), requested, snapshot["amount_cents"]):
        return ""
    stated = snapshot["funder"]["legal_nature"]
    return remedies_against(snapshot["funder"]["name"], LegalNature(stated) if stated else None)


def is_open_to_challenge(outcome: Outcome, requested: int | None, granted: int | None) -> bool:
    """Whether a decision refuses the money, some of what was asked (in cents), or sets conditions.

    Delays run only against who was told of them with the decision (code de justice administrative,
    R421-5).
    """
    is_less = requested is not None and granted is not None and granted < requested
    return outcome is not Outcome.SELECTED or is_less


def remedies_against(funder: str, nature: LegalNature | None) -> str:
    """Against an administration; nothing is claimed of a private body.

    Code des relations entre le public et l'administration, L411-2; code de justice administrative,
    R421-1.
    """
    if nature is not None and not nature.is_public:
        return ""
    return str(
        _(
            "Within two months of receiving this decision, you may ask %(funder)s to reconsider it"
            " (administrative review), or challenge it before the administrative court with"
            " jurisdiction. A request for review made within these two months gives you two new"
            " months to go to court, from its answer; two months without an answer are a refusal.",
            funder=funder,
        )
    )
