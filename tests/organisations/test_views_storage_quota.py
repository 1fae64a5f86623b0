"""The storage quota: seen by members, set by the site's administrators."""

import pytest

from tests.factories.accounts import make_administrator, make_user


def test_an_administrator_gives_room_and_takes_it_back(sign_in, organisation, administrator):
    browser = sign_in(make_administrator())
    place = f"/organisations/{organisation.id}"

    page = browser.get(place).follow("Room for documents")
    assert page.has("2,000.0 MB are left of 2,000.0 MB.")
    page = page.submit("Save", quota_mb="7").follow()
    assert page.has("The room for documents is saved.")

    assert sign_in(administrator).get(place).has("7.0 MB are left of 7.0 MB.")
    browser.get(f"{place}/room").submit("Save", quota_mb="")
    assert sign_in(administrator).get(place).has("2,000.0 MB are left of 2,000.0 MB.")


def test_the_room_is_no_matter_of_those_who_are_not_members(sign_in, organisation):
    page = sign_in(make_user()).get(f"/organisations/{organisation.id}")

    assert not page.has("are left of")


@pytest.mark.parametrize("wrong", ["-1", "1000001", "much"])
def test_what_is_no_room_is_refused(sign_in, organisation, wrong):
    page = sign_in(make_administrator()).get(f"/organisations/{organisation.id}/room")

    assert page.submit("Save", quota_mb=wrong).status == 422
