"""What a feature says of itself, once: a frozen `Feature` in its `feature.py`.

`app` reads them in order, lowest first. A feature asks all of them (`features()`), and so names
none of those above it.
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app

from callforprojects.core.data.database import Model
from callforprojects.core.data.declarations import (
    ArchivePart,
    Change,
    DeletedDrafts,
    Dependents,
    Description,
    DraftStep,
    Fact,
    Link,
    LinkSource,
    MenuEntry,
    PageSection,
    People,
    PersonalData,
    PublicationCheck,
    SeatSource,
    SubjectKind,
)
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.text.errors import Sentence

_EXTENSION = "features"  # of the application, which keeps what is declared for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature, as those below it know it. Mappings are by table, where nothing else is said.

    `verbs`: what it records in the activity, and the sentence that follows the name of who did it;
    `subjects`: what that is done to. `seats`: where the rows of a table make people sit.
    `visibility_rules`: who may know of the things of a table, and reads them; `document_owners`
    finds the thing that documents were joined to, with what its rule asks of it.
    `successors`: what a thing, gone since, has become. `deleted_drafts`: where it is restored.
    `last_change`: who changed a thing last. `destinations`, by endpoint: what waits on a page, from
    what its address holds. `personal_data`: what is kept of a person; `dependents`: what is kept in
    the name of an organisation.
    `landmarks`: pages to which others lead by what they are (`home`), and their endpoints.
    `navigation`: links on pages below, by the name that these give to the place.
    Of a call: `call_menu`; `people_concerned`, how many are written to when it moves;
    `why_not_reopened`, once it is closed; `juror_progress`, what each juror has begun or handed
    in, of which application; `announced_and_erased`, how many applications are kept no more.
    Of applications: `outcomes`, what became of them, as tags show it; `archive_parts`, what the
    feature keeps of one, which goes when it is eliminated. Of mails, by their template:
    `attachments`, the document that leaves with one, and `links`, who makes that of one anew.
    `invitations_sent`: when an organisation has invited somebody. `check_journal`: what no longer
    agrees with the sealed activity.
    Of the draft of a call: `draft_steps`, and by key of a step what hinders its publication
    (`publication_checks`); `duplicators`, `f(call, copy)`; `facts` and `page_sections`, which its
    pages show; `version_parts`, by key, what a version of a call keeps of it, as JSON: `f(call)`.
    `fact_terms`, what conditions may read of what the feature keeps
    (`questionnaires.conditions.FactTerm`); `condition_owners`, by table, what its rows say with
    their conditions (`questionnaires.conditions.ConditionUse`), by identifier.
    `zone_uses`: what refers to a zone, by its identifier, in words: it is not removed meanwhile.
    `menu_pages`, by endpoint of an entry of `call_menu` below, how the endpoints begin
    whose pages belong to that entry.
    """

    name: str
    label: Sentence = ""
    verbs: Mapping[str, Sentence] = field(default_factory=dict)
    subjects: Mapping[type[Model], SubjectKind] = field(default_factory=dict)
    people: People | None = None
    seats: Mapping[type[Model], SeatSource] = field(default_factory=dict)
    visibility_rules: Mapping[type[Model], Visibility] = field(default_factory=dict)
    document_owners: Mapping[type[Model], Callable[[uuid.UUID], Model | None]] = field(
        default_factory=dict
    )
    successors: Mapping[type[Model], Callable[[uuid.UUID], uuid.UUID | None]] = field(
        default_factory=dict
    )
    deleted_drafts: Mapping[type[Model], DeletedDrafts] = field(default_factory=dict)
    last_change: Callable[[Model], Change | None] | None = None
    destinations: Mapping[str, Callable[..., Description | None]] = field(default_factory=dict)
    personal_data: PersonalData[Any] | None = None
    dependents: Dependents[Any] | None = None
    landmarks: Mapping[str, str] = field(default_factory=dict)
    navigation: Mapping[str, Sequence[Link[Any]]] = field(default_factory=dict)
    call_menu: Sequence[MenuEntry[Any]] = ()
    people_concerned: Callable[[Any], int] | None = None
    why_not_reopened: Callable[[Any], Sentence | None] | None = None
    outcomes: Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, Any]] | None = None
    juror_progress: Callable[[uuid.UUID], Mapping[tuple[uuid.UUID, uuid.UUID], bool]] | None = None
    archive_parts: Sequence[ArchivePart[Any]] = ()
    announced_and_erased: Callable[[uuid.UUID], int] | None = None
    attachments: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    links: Mapping[str, LinkSource[Any]] = field(default_factory=dict)
    invitations_sent: Callable[[Any], sa.Select[Any]] | None = None
    check_journal: Callable[[sa.Connection], Sentence | None] | None = None
    draft_steps: Sequence[DraftStep] = ()
    publication_checks: Mapping[str, PublicationCheck] = field(default_factory=dict)
    duplicators: Sequence[Callable[..., None]] = ()
    facts: Sequence[Callable[..., Fact]] = ()
    page_sections: Sequence[PageSection] = ()
    version_parts: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    fact_terms: Sequence[Any] = ()
    condition_owners: Mapping[type[Model], Callable[[Collection[uuid.UUID]], Sequence[Any]]] = (
        field(default_factory=dict)
    )
    zone_uses: Callable[[uuid.UUID], Sequence[Sentence]] | None = None
    menu_pages: Mapping[str, Sequence[str]] = field(default_factory=dict)


def declare(app: Flask, feature: Feature) -> None:
    """Add a feature above those declared before; a second time it stays where it is."""
    app.extensions.setdefault(_EXTENSION, {})[feature.name] = feature


def features() -> Sequence[Feature]:
    """All those of the application at work, those below first."""
    declared: dict[str, Feature] = current_app.extensions[_EXTENSION]
    return tuple(declared.values())


def landmark(name: str) -> str:
    """The endpoint of a page that others know by what it is only.

    Raises LookupError when no feature declares it.
    """
    for feature in features():
        if name in feature.landmarks:
            return feature.landmarks[name]
    msg = f"no feature declares the landmark {name!r}"
    raise LookupError(msg)


def people() -> People:
    """Who people are, as the feature that keeps their accounts says it.

    Raises LookupError when none does.
    """
    for feature in features():
        if feature.people is not None:
            return feature.people
    msg = "no feature declares who people are (`people`)"
    raise LookupError(msg)
