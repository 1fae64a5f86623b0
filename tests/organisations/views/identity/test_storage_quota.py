"""The storage quota: seen by members, set by the site's administrators."""

import pytest

from tests.factories.accounts import make_administrator, make_user


def test_an_administrator_gives_a_quota_and_takes_it_back(sign_in, organisation, administrator):
    browser = sign_in(make_administrator())
    place = f"/organisations/{organisation.id}"

    page = browser.get(place).follow("Storage quota")
    assert page.has("2 GB are left of 2 GB.")
    page = page.submit("Save", storage_quota_mb="7").follow()
    assert page.has("The storage quota is saved.")

    assert sign_in(administrator).get(place).has("7 MB are left of 7 MB.")
    browser.get(f"{place}/storage-quota").submit("Save", storage_quota_mb="")
    assert sign_in(administrator).get(place).has("2 GB are left of 2 GB.")


def test_the_quota_is_no_matter_of_those_who_are_not_members(sign_in, organisation):
    page = sign_in(make_user()).get(f"/organisations/{organisation.id}")

    assert not page.has("are left of")


@pytest.mark.parametrize("wrong", ["-1", "1000001", "much"])
def test_what_is_no_quota_is_refused(sign_in, organisation, wrong):
    page = sign_in(make_administrator()).get(f"/organisations/{organisation.id}/storage-quota")

    assert page.submit("Save", storage_quota_mb=wrong).status == 422
