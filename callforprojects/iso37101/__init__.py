"""The frame of ISO 37101: purposes, domains, their matrix, and the arithmetic of profiles."""

from callforprojects.iso37101.codes import (
    CELL_CODES as CELL_CODES,
    DOMAIN_CODES as DOMAIN_CODES,
    PURPOSE_CODES as PURPOSE_CODES,
)
from callforprojects.iso37101.frame import (
    Frame as Frame,
    frame as frame,
)
from callforprojects.iso37101.links import (
    rfsc_weights as rfsc_weights,
    sdg_tags as sdg_tags,
    sdg_weights as sdg_weights,
)
from callforprojects.iso37101.portfolio import (
    Portfolio as Portfolio,
    total as total,
)
from callforprojects.iso37101.profile import (
    HARM as HARM,
    INDIRECT as INDIRECT,
    MAJOR as MAJOR,
    NONE as NONE,
    OUT_OF_SCOPE as OUT_OF_SCOPE,
    REAL as REAL,
    REQUIRED as REQUIRED,
    WELCOME as WELCOME,
    Profile as Profile,
)
from callforprojects.iso37101.readings import (
    Breadth as Breadth,
    Readings as Readings,
    alignment as alignment,
    blind_spots as blind_spots,
    breadth as breadth,
    coverage as coverage,
    depth as depth,
    distance as distance,
    harms as harms,
    readings_of as readings_of,
    similarity as similarity,
    strongest_domains as strongest_domains,
    strongest_purposes as strongest_purposes,
)
from callforprojects.iso37101.terms import (
    Amendment as Amendment,
    Cell as Cell,
    Domain as Domain,
    Edition as Edition,
    Indicator as Indicator,
    Kind as Kind,
    Level as Level,
    Maturity as Maturity,
    Phase as Phase,
    Programme as Programme,
    Purpose as Purpose,
    RfscObjective as RfscObjective,
    Scale as Scale,
    Stage as Stage,
    SustainableGoal as SustainableGoal,
    Term as Term,
    TerritoryType as TerritoryType,
)
