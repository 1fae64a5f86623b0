"""The decision on an application as a document to keep."""

from collections.abc import Mapping
from typing import Any

from callforprojects.core.data.formats import instant, money
from callforprojects.core.data.money import Money
from callforprojects.core.outside.pdf import moment
from callforprojects.core.text.i18n import _, current_language, pgettext
from callforprojects.selection.authors import Author
from callforprojects.selection.models import Decision, Outcome
from callforprojects.selection.remedies import remedies_in


def decision_paper(decision: Decision, snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """What was decided, why, by whom: all from what the announcement froze, with its hash."""
    if decision.announced_at is None:
        raise ValueError("only an announced decision is a document")
    reference, funder = snapshot["application"]["reference"], snapshot["funder"]["name"]
    heading = str(_("Decision on %(reference)s", reference=reference))
    return {
        "title": f"{heading} – {snapshot['call']['title']}",
        "author": funder,
        "language": current_language(),
        "date": moment(decision.announced_at),
        "mark": "",
        "running": funder,
        "running-end": reference,
        "foot": snapshot["call"]["title"],
        "page-word": str(pgettext("document", "Page")),
        "eyebrow": reference,
        "heading": heading,
        "owner": snapshot["organisation"]["name"],
        "facts": _facts(decision, snapshot),
        "fingerprint": decision.sha256,
        "fingerprint-label": str(_("Digital fingerprint (SHA-256)")),
        "fingerprint-note": str(
            _("Computed on the whole decision: it changes if one character changes.")
        ),
        "sections": _sections(snapshot),
    }


def _facts(decision: Decision, snapshot: Mapping[str, Any]) -> list[list[str]]:
    cents, announced_at = snapshot["amount_cents"], decision.announced_at
    rows = [
        (_("Project"), snapshot["application"]["title"]),
        (_("Organisation"), snapshot["organisation"]["name"]),
        (_("Call"), f"{snapshot['call']['title']} ({snapshot['call']['reference']})"),
        (_("Decision"), str(Outcome(snapshot["outcome"]).label)),
        (_("Amount granted"), "" if cents is None else money(Money(cents))),
        (_("Notified on"), instant(announced_at)),
    ]
    return [[str(label), value] for label, value in rows if value]


def _sections(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    parts = [
        (_("Reason"), _paragraphs(snapshot["reason"])),
        (_("Conditions"), _paragraphs(snapshot["conditions"])),
        (_("Who decided"), [Author.frozen_in(snapshot).in_words()]),
    ]
    remedies = remedies_in(snapshot)
    parts.append((_("If you disagree"), [remedies] if remedies else []))
    return [
        {"title": str(title), "rows": [], "paragraphs": texts} for title, texts in parts if texts
    ]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
