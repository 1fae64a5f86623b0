"""The whole life of a call in a real browser, with scripts and without."""

from functools import partial

import pytest

from tests.journeys import story
from tests.journeys.conftest import OpenTab
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


def test_a_call_from_its_draft_to_its_results(site: Site, open_tab: OpenTab) -> None:
    story.live(site, open_tab)


def test_nobody_needs_scripts(one_engine: None, site: Site, open_tab: OpenTab) -> None:
    story.live(site, partial(open_tab, java_script_enabled=False))
