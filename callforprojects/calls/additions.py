"""What features above add to a call, on the pages of calls: facts, and parts of its public page."""

from collections.abc import Mapping, Sequence

from callforprojects.calls.models import Call
from callforprojects.core.data.declarations import Fact, PageSection
from callforprojects.core.data.feature import features


def facts_of(call: Call) -> Sequence[Fact]:
    """How much of what they keep this call has."""
    return [fact(call) for feature in features() for fact in feature.facts]


def sections_of(call: Call) -> Mapping[PageSection, Mapping[str, object]]:
    """Their parts of the page of this call, in order, with what each shows."""
    sections = (section for feature in features() for section in feature.page_sections)
    return {section: section.content(call) for section in sections}
