"""Conditions on what is asked: the facts that they read, and the sentence that says each."""

from callforprojects.questionnaires.conditions.answered import (
    AnsweredSections as AnsweredSections,
    answered_sections as answered_sections,
)
from callforprojects.questionnaires.conditions.answers import (
    Places as Places,
    answer_fact as answer_fact,
    fact_kind_of as fact_kind_of,
    fact_of as fact_of,
)
from callforprojects.questionnaires.conditions.catalogue import (
    catalogue_of as catalogue_of,
    declared_terms as declared_terms,
)
from callforprojects.questionnaires.conditions.described import (
    ShownIf as ShownIf,
    conditions_described as conditions_described,
)
from callforprojects.questionnaires.conditions.mistakes import mistake_words as mistake_words
from callforprojects.questionnaires.conditions.parts import (
    Asking as Asking,
    ConditionUse as ConditionUse,
    condition_of as condition_of,
    copied_facts as copied_facts,
    dependencies as dependencies,
    facts_told_by as facts_told_by,
    names_read as names_read,
)
from callforprojects.questionnaires.conditions.places import with_places as with_places
from callforprojects.questionnaires.conditions.project_terms import (
    STOOD_FOR as STOOD_FOR,
    inhabitants as inhabitants,
)
from callforprojects.questionnaires.conditions.references import (
    refer as refer,
    refer_in as refer_in,
    uses_of as uses_of,
    uses_of_zone as uses_of_zone,
)
from callforprojects.questionnaires.conditions.showing import (
    NOTHING_AROUND as NOTHING_AROUND,
    ReadByConditions as ReadByConditions,
    ShownParts as ShownParts,
    Surroundings as Surroundings,
    read_by_conditions as read_by_conditions,
    shown_parts as shown_parts,
)
from callforprojects.questionnaires.conditions.terms import (
    Catalogue as Catalogue,
    FactTerm as FactTerm,
)
from callforprojects.questionnaires.conditions.wording import (
    case_of as case_of,
    sentence_of as sentence_of,
)
