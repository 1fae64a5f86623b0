"""Conditions: a small typed language, three-valued, kept as JSON; pure."""

from callforprojects.engines.conditions.checking import (
    Mistake as Mistake,
    Nonsense as Nonsense,
    mistakes_in as mistakes_in,
    operators_of as operators_of,
)
from callforprojects.engines.conditions.circles import find_circle as find_circle
from callforprojects.engines.conditions.encoding import (
    NotACondition as NotACondition,
    from_json as from_json,
    to_json as to_json,
)
from callforprojects.engines.conditions.evaluation import (
    deciding as deciding,
    evaluate as evaluate,
)
from callforprojects.engines.conditions.expressions import (
    AllOf as AllOf,
    AnyOf as AnyOf,
    Comparison as Comparison,
    Condition as Condition,
    Constant as Constant,
    DateOffset as DateOffset,
    Formula as Formula,
    Negation as Negation,
    Operator as Operator,
    Share as Share,
    comparisons_in as comparisons_in,
    facts_in as facts_in,
    zones_in as zones_in,
)
from callforprojects.engines.conditions.facts import (
    FactKind as FactKind,
    Facts as Facts,
    FactValue as FactValue,
    NoValue as NoValue,
    PlaceCodes as PlaceCodes,
    ZoneCodes as ZoneCodes,
    Zones as Zones,
)
from callforprojects.engines.conditions.renaming import (
    with_facts_renamed as with_facts_renamed,
)
from callforprojects.engines.conditions.truth import Truth as Truth
