"""Who may begin an application: who pays and applies, who lies where the call is open."""

import pytest

from callforprojects.applications import services
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from tests.factories.applications import make_body, make_member, make_open_call
from tests.factories.territories import make_territory

pytestmark = pytest.mark.usefixtures("in_english")


def test_who_pays_and_applies_does_not_apply_to_what_it_pays_for():
    region = make_body(is_funder=True)
    agent = make_member(region)
    own, shared = make_open_call(funder=region), make_open_call()
    shared.co_funders = [region]
    others = make_open_call()
    db.session.flush()

    for call in (own, shared):
        with pytest.raises(DomainError, match="funds the call"):
            services.start_application(call, region, by=agent)

    assert services.start_application(others, region, by=agent).organisation is region


def test_a_partner_applies_from_where_it_lies():
    reunion = make_territory("departement:974").id
    association = make_body(place_id=reunion, territory_type="association")
    agent = make_member(association)

    draft = services.start_application(make_open_call(areas=["drom"]), association, by=agent)

    assert draft.organisation is association
    with pytest.raises(DomainError, match="not open to applicants from there"):
        services.start_application(make_open_call(areas=["metro"]), association, by=agent)
