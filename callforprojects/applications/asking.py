"""What an application is asked: conditions read its answers, who applies, and where."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from callforprojects.applications.models import Application
from callforprojects.calls.condition_facts import call_facts
from callforprojects.engines.conditions import FactValue, NoValue
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.conditions import (
    NOTHING_AROUND,
    Asking,
    ReadByConditions,
    ShownParts,
    Surroundings,
    answered_sections,
    facts_told_by,
    read_by_conditions,
    shown_parts,
)
from callforprojects.questionnaires.models import (
    Answer,
    AnswerSet,
    Question,
    QuestionType,
    Revision,
)
from callforprojects.territories.queries import TerritoryFacts, places_of, territory_facts

_OF_TERRITORY = frozenset(
    {
        *("applicant.area", "applicant.is_overseas", "applicant.largest_commune_population"),
        *("applicant.population_municipale", "applicant.population_totale"),
        *("project.population_municipale", "project.population_totale"),
    }
)
"""What is known of a territory besides where it lies."""


def shown_in_application(
    application: Application, revision: Revision, answer_set: AnswerSet
) -> ShownParts:
    """The sections and questions that it is asked, from its answers and what is known of it.

    The organisation, the call with its round, the questions and the answers must be loaded. Only of
    places that conditions look at is the database asked: three queries at most.
    """
    around = surroundings_of(application, revision, answer_set.answers)
    return shown_parts(revision, answer_set.answers, around)


def shown_beside(application: Application, key: str) -> Mapping[str, bool]:
    """Of the questions on the page of one, whether each that has a condition is shown now.

    The organisation must be loaded; one statement, and what the conditions read besides.
    """
    answered = answered_sections(application.answer_set_id)
    if answered is None:
        return {}
    around = surroundings_of(application, answered, answered.answers)
    shown = shown_parts(answered, answered.answers, around)
    return {
        question.key: shown.is_shown(question)
        for section in answered.sections
        if any(question.key == key for question in section.questions)
        for question in section.questions
        if question.condition is not None
    }


def surroundings_of(
    application: Application, revision: Asking, answers: Iterable[Answer]
) -> Surroundings:
    """What these conditions read besides the answers; nothing is looked up that none reads."""
    read = read_by_conditions(revision)
    if not read:
        return NOTHING_AROUND
    organisation = application.organisation
    known_of_call = call_facts(application.call, application.round) if _reads_call(read) else {}
    territories = dict(_territories(revision, answers, read))
    home = organisation.home_id if _reads_home(read) else None
    ids = {each for each in (home, *territories.values()) if each}
    if read.facts.isdisjoint(_OF_TERRITORY):
        places = places_of(ids) if ids else {}
        at_home = {"applicant.place": places[home]} if home in places else {}
        own = dict(_of_applicant(organisation))
        return Surroundings({**known_of_call, **own, **at_home}, places)
    known = territory_facts(ids)
    facts = {
        **known_of_call,
        **dict(_of_applicant(organisation)),
        **dict(_of_home(known.get(home or ""))),
        **dict(_of_place(known.get(territories.get("territory", "")))),
    }
    return Surroundings(facts, {each: found.place for each, found in known.items()})


def _reads_call(read: ReadByConditions) -> bool:
    return any(name.startswith("call.") for name in read.facts)


def _reads_home(read: ReadByConditions) -> bool:
    return any(name.startswith("applicant.") for name in read.facts) and (
        "applicant.place" in read.facts or not read.facts.isdisjoint(_OF_TERRITORY)
    )


def _territories(
    revision: Asking, answers: Iterable[Answer], read: ReadByConditions
) -> Iterator[tuple[str, str]]:
    """The territories answered that conditions look at, by what they stand for, else by key."""
    values = {answer.question_stable_id: answer.value for answer in answers}
    for question in _asked(revision):
        value = values.get(question.stable_id)
        if question.type is not QuestionType.TERRITORY or not value:
            continue
        if not read.facts.isdisjoint(facts_told_by(question)):
            yield question.stands_for or question.key, value["id"]


def _asked(revision: Asking) -> Iterator[Question]:
    for section in revision.sections:
        yield from section.questions


def _of_applicant(organisation: Organisation) -> Iterator[tuple[str, FactValue | NoValue]]:
    """What the organisation says of itself; what it has not said is not known."""
    if organisation.counts_as:
        yield "applicant.types", organisation.counts_as
    if organisation.legal_nature is not None:
        yield "applicant.legal_nature", organisation.legal_nature.value


def _of_home(home: TerritoryFacts | None) -> Iterator[tuple[str, FactValue | NoValue]]:
    if home is None:
        return
    yield "applicant.place", home.place
    yield "applicant.area", home.area.value
    yield "applicant.is_overseas", home.area.is_overseas
    yield from _populations("applicant.", home)
    if home.largest_commune is not None:
        yield "applicant.largest_commune_population", Decimal(home.largest_commune.inhabitants)


def _of_place(place: TerritoryFacts | None) -> Iterator[tuple[str, FactValue | NoValue]]:
    if place is not None:
        yield from _populations("project.", place)


def _populations(of: str, known: TerritoryFacts) -> Iterator[tuple[str, FactValue]]:
    if known.populations.municipale is not None:
        yield f"{of}population_municipale", Decimal(known.populations.municipale.inhabitants)
    if known.populations.totale is not None:
        yield f"{of}population_totale", Decimal(known.populations.totale.inhabitants)
