"""How much the documents of an organisation may weigh."""

import io
from datetime import timedelta

import pytest

from callforprojects.core.data.clock import living_at, now
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.files import services
from callforprojects.files.queries import size_of_all
from callforprojects.files.services import StorageQuota, Upload, forget_file, store_file
from callforprojects.files.tasks import REMOVAL_DELAY, sweep
from callforprojects.organisations.queries import storage_quota_of
from tests.factories import files
from tests.factories.organisations import make_organisation


def put(author, quota):
    return store_file(
        Upload(io.BytesIO(files.PDF), "budget.pdf"), subject=author, by=author, quota=quota
    )


def test_what_does_not_fit_is_refused_with_what_is_left(author, stored):
    organisation = make_organisation()
    quota = StorageQuota(organisation.id, 2 * len(files.PDF) + 5)
    put(author, quota)
    second = put(author, quota)

    with in_language("en"), pytest.raises(DomainError) as refused:
        put(author, quota)
    with in_language("en"):
        message = str(refused.value.message)
    assert message.startswith(
        f"The file “budget.pdf” takes {len(files.PDF)}\u00a0bytes, and your organisation has "
        "5\u00a0bytes left of "
    )
    assert size_of_all(organisation.id) == 2 * len(files.PDF)
    forget_file(second)
    put(author, quota)


def test_replacing_without_end_does_not_fill_the_disk(author, stored, monkeypatch):
    """The place is given back at once, and the bytes stay for a day."""
    monkeypatch.setattr(services, "_LEAST_AWAITING_REMOVAL", 0)
    quota = StorageQuota(make_organisation().id, 2 * len(files.PDF))
    for _turn in range(2):
        forget_file(put(author, quota))

    with in_language("en"), pytest.raises(DomainError, match="so many documents since yesterday"):
        put(author, quota)

    db.session.commit()
    with living_at(now() + REMOVAL_DELAY + timedelta(minutes=1)):
        sweep.run()
    put(author, quota)


def test_a_small_quota_does_not_end_what_is_corrected_in_a_day(author, stored):
    quota = StorageQuota(make_organisation().id, len(files.PDF))
    for _turn in range(5):
        forget_file(put(author, quota))

    put(author, quota)


def test_each_organisation_has_its_own_quota(author, stored):
    one, other = make_organisation(), make_organisation()
    put(author, StorageQuota(one.id, len(files.PDF)))

    assert put(author, StorageQuota(other.id, len(files.PDF))).owner_id == other.id


def test_the_setting_gives_the_quota_and_an_administrator_another(with_settings):
    organisation = make_organisation()
    with_settings(organisation_quota_mb=3)
    assert storage_quota_of(organisation).limit == 3_000_000

    organisation.storage_quota_mb = 7
    db.session.flush()

    assert storage_quota_of(organisation).limit == 7_000_000
