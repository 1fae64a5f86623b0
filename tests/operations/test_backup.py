"""Backups are tested by restoring them: elsewhere, on the same engine, documents included."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from callforprojects.accounts.models import User
from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.core.outside.storage import LocalStorage, StorageUnavailable, storage
from callforprojects.files.models import File
from callforprojects.files.queries import lost_documents, stored_content
from callforprojects.files.services import forget_file
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.operations.backup import making, restoring, tables
from callforprojects.operations.queries import last_tick
from callforprojects.operations.services import record_tick
from tests.bucket import open_bucket
from tests.factories.accounts import make_user
from tests.factories.files import PDF, make_file
from tests.factories.messages import make_message
from tests.operations.backup.site import Site


def live() -> None:
    """Somebody, a document, what was done, mails in each state."""
    user = make_user(email="anne@town.example")
    record("user.signed_up", user, by=user)
    make_file(user, by=user, name="plan.pdf", content=PDF)
    make_message(status=MessageStatus.QUEUED)
    make_message(status=MessageStatus.SENT)


def live_on() -> None:
    """Documents that no backup names yet."""
    user = make_user(email="later@town.example")
    for name in ("first.pdf", "second.pdf"):
        make_file(user, by=user, name=name, content=PDF)


def lived() -> dict[str, object]:
    """What is there, seen as people would."""
    (file,) = db.session.scalars(sa.select(File))
    with stored_content(file) as document:
        content = document.read()
    emails = db.session.scalars(sa.select(User.email)).all()
    statuses = db.session.scalars(sa.select(Message.status)).all()
    return {
        "emails": emails,
        "document": (file.name, content),
        "mails": sorted(status.value for status in statuses),
    }


@pytest.fixture(params=["disk", "bucket"])
def documents(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Where the documents of the site live: settings."""
    if request.param == "disk":
        yield {}
        return
    with open_bucket() as bucket:
        yield bucket.environment()


@pytest.fixture
def site(tmp_path: Path, engine_name: str, documents: dict[str, str]) -> Site:
    made = Site(tmp_path / "site", engine_name, is_migrated=True, **documents)
    made.ask(live)
    return made


def test_a_backup_is_restored_elsewhere(site: Site, tmp_path: Path, engine_name: str) -> None:
    folder = tmp_path / "backup"

    made = site.run("backup", str(folder))
    assert (made.exit_code, made.output.splitlines()[0]) == (
        0, f"1 document, the database and the keys are in {folder}."
    )  # fmt: skip

    elsewhere = Site(tmp_path / "elsewhere", engine_name)
    (elsewhere.folder / "activity_hash").write_text("f" * 64)  # noted of what is replaced
    restored = elsewhere.run("restore", str(folder))

    assert restored.exit_code == 0, restored.output
    assert re.match(r"Restored: the backup of .+ \(Paris time\)\.\n", restored.output)
    assert "1 mail waited then and may have left since: it is uncertain now." in restored.output
    assert restored.output.endswith("1 row holds.\n")
    assert elsewhere.ask(lived) == {
        "emails": ["anne@town.example"],
        "document": ("plan.pdf", PDF),
        "mails": ["sent", "uncertain"],
    }
    assert elsewhere.run("db", "check").exit_code == 0
    assert elsewhere.run("activity", "verify").exit_code == 0
    for key in ("secret_key", "activity_key"):
        assert (elsewhere.folder / key).read_text() == (site.folder / key).read_text()


def test_a_backup_is_read_by_its_owner_only(site: Site, tmp_path: Path) -> None:
    site.run("backup", str(tmp_path / "backup"))

    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_people_s_data_are_replaced_only_when_asked(site: Site, tmp_path: Path) -> None:
    folder = str(tmp_path / "backup")
    site.run("backup", folder)

    def later() -> str:
        user = make_user(email="later@town.example")
        return str(make_file(user, by=user, name="private.pdf", content=PDF).storage_key)

    key = site.ask(later)

    refused = site.run("restore", folder)
    assert refused.exit_code == 1
    assert "nothing was restored. --replace puts the backup in its place." in refused.output
    assert site.ask(lambda: db.session.scalar(sa.select(sa.func.count(User.id)))) == 2

    done = site.run("restore", folder, "--replace")

    assert done.exit_code == 0
    assert "1 document of what was replaced is removed." in done.output
    assert key not in site.ask(lambda: list(storage().sizes()))
    assert site.ask(lived)["document"] == ("plan.pdf", PDF)
    assert site.ask(lambda: db.session.scalars(sa.select(User.email)).all()) == [
        "anne@town.example"
    ]


@pytest.mark.parametrize("documents", [{}], ids=["disk"])
@pytest.mark.parametrize(
    ("refusing", "sentence"),
    [
        ("delete", "2 documents of what was replaced could not be removed."),
        ("sizes", "The storage does not say what it holds"),
        ("remove_partial", "2 documents of what was replaced are removed."),
    ],
)
def test_a_storage_that_lets_nothing_go_leaves_the_rest_restored(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str, sentence: str
) -> None:
    site.run("backup", str(tmp_path / "backup"))
    site.ask(live_on)
    (site.folder / "activity_hash").write_text("f" * 64)  # noted of what is replaced

    def refuse(*_arguments: object) -> None:
        raise StorageUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(LocalStorage, refusing, refuse)
        done = site.run("restore", str(tmp_path / "backup"), "--replace")

    assert done.exit_code == (0 if refusing == "remove_partial" else 1)
    assert sentence in done.output
    assert "Nothing was saved" not in done.output
    assert "1 row holds." in done.output
    assert site.ask(lived)["emails"] == ["anne@town.example"]
    assert site.run("activity", "verify").exit_code == 0


def remove_documents() -> None:
    for file in db.session.scalars(sa.select(File)):
        forget_file(file)


def test_a_document_removed_meanwhile_is_in_the_backup(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, dump, folder = site.ask(lived), tables.dump, str(tmp_path / "backup")

    def dump_then_remove(into: Path) -> list[tables.BackedUpDocument]:
        named = dump(into)
        site.ask(remove_documents)
        return named

    with monkeypatch.context() as patch:
        patch.setattr(tables, "dump", dump_then_remove)
        made = site.run("backup", folder)
    assert made.exit_code == 0, made.output
    assert site.ask(lambda: db.session.scalars(sa.select(File)).all()) == []

    assert site.run("restore", folder, "--replace").exit_code == 0

    after = site.ask(lived)
    assert after["document"] == before["document"]
    assert site.ask(lost_documents) == []


@pytest.mark.parametrize("documents", [{}], ids=["disk"])
def test_nobody_who_writes_waits_for_a_backup(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump, held = tables.dump, []

    def looked_at(folder: Path) -> list[tables.BackedUpDocument]:
        held.append(db.session().in_transaction())
        return dump(folder)

    monkeypatch.setattr(tables, "dump", looked_at)

    assert site.run("backup", str(tmp_path / "backup")).exit_code == 0
    assert held == [False]


@pytest.mark.parametrize("documents", [{}], ids=["disk"])
class TestWhatIsCutShort:
    """A command that was killed has done nothing that the next one must guess."""

    def test_mails_are_uncertain_as_soon_as_they_are_back(
        self, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        site.run("backup", str(tmp_path / "backup"))

        def stop(_folder: Path) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(restoring, "_restore_keys", stop)

        assert site.run("restore", str(tmp_path / "backup"), "--replace").exit_code != 0

        statuses = site.ask(lambda: db.session.scalars(sa.select(Message.status)).all())
        assert set(statuses) == {MessageStatus.SENT, MessageStatus.UNCERTAIN}
        assert [path for path in site.folder.iterdir() if "restoring" in path.name] == []

    def test_the_sign_of_life_of_a_worker_is_not_put_back(self, site: Site, tmp_path: Path) -> None:
        site.ask(record_tick)
        site.run("backup", str(tmp_path / "backup"))

        site.run("restore", str(tmp_path / "backup"), "--replace")

        assert site.ask(last_tick) is None

    def test_documents_of_what_is_replaced_go_with_the_next_restore(
        self, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = str(tmp_path / "backup")
        site.run("backup", folder)
        site.ask(live_on)

        def stop(_folder: Path) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(restoring, "_restore_keys", stop)
            assert site.run("restore", folder, "--replace").exit_code != 0
        again = site.run("restore", folder, "--replace")

        assert again.exit_code == 0
        assert "2 documents of what was replaced are removed." in again.output
        assert site.ask(lambda: len(storage().sizes())) == 1

    def test_no_copy_of_the_database_stays_when_the_next_restore_ends(
        self, site: Site, tmp_path: Path, engine_name: str
    ) -> None:
        if engine_name == "postgresql":
            pytest.skip("it is restored without a copy")
        site.run("backup", str(tmp_path / "backup"))
        left = [site.folder / f".data.sqlite3.restoring{end}" for end in ("", "-journal")]
        for path in left:
            path.write_bytes(b"people's data")

        assert site.run("restore", str(tmp_path / "backup"), "--replace").exit_code == 0
        assert [path for path in left if path.exists()] == []

    @pytest.mark.parametrize("name", ["callforprojects-restore-2026-11-29", "data.sqlite3.backup"])
    def test_a_backup_beside_the_database_is_restored_and_stays(
        self, site: Site, tmp_path: Path, name: str
    ) -> None:
        folder, other = site.folder / name, site.folder / "callforprojects-restore-of-somebody"
        site.run("backup", str(folder))
        other.mkdir()
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

        assert site.run("restore", str(folder), "--replace").exit_code == 0
        assert {path: path.read_bytes() for path in before} == before
        assert other.exists()

    def test_a_backup_that_fails_leaves_nothing_in_the_way(
        self, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_folder: Path) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(making, "_copy_keys", fail)
            assert site.run("backup", str(tmp_path / "backup")).exit_code != 0

        assert site.run("backup", str(tmp_path / "backup")).exit_code == 0

    def test_what_is_left_of_a_backup_is_named(self, site: Site, tmp_path: Path) -> None:
        left = tmp_path / "backup.part"
        left.mkdir()

        answer = site.run("backup", str(tmp_path / "backup"))

        assert answer.exit_code == 1
        assert f"{left} is left of a backup that was cut short: remove it" in answer.output


@pytest.mark.parametrize("documents", [{}], ids=["disk"])
class TestWhatIsRefused:
    """Nothing is changed by a backup that is not what it was."""

    def test_a_name_that_exists(self, site: Site, tmp_path: Path) -> None:
        answer = site.run("backup", str(tmp_path))

        assert answer.exit_code == 1
        assert "exists already" in answer.output

    @pytest.mark.parametrize("part", ["files", "database", "keys"])
    def test_a_damaged_backup(self, site: Site, tmp_path: Path, part: str) -> None:
        site.run("backup", str(tmp_path / "backup"))
        damaged = next(
            p
            for p in sorted((tmp_path / "backup").rglob("*"))
            if p.is_file() and part in str(p.relative_to(tmp_path / "backup"))
        )
        damaged.write_bytes(damaged.read_bytes()[:-1] + b"!")

        answer = site.run("restore", str(tmp_path / "backup"), "--replace")

        assert answer.exit_code == 1
        assert "The backup is damaged" in answer.output
        assert site.ask(lived)

    def test_a_backup_of_another_release(self, site: Site, tmp_path: Path) -> None:
        site.run("backup", str(tmp_path / "backup"))
        manifest = tmp_path / "backup" / "manifest.json"
        values = json.loads(manifest.read_text())
        manifest.write_text(json.dumps({**values, "revision": "c91712ff98fa"}))

        answer = site.run("restore", str(tmp_path / "backup"), "--replace")

        assert answer.exit_code == 1
        assert "restore it with that release, then upgrade" in answer.output

    def test_a_folder_that_is_no_backup(self, site: Site, tmp_path: Path) -> None:
        answer = site.run("restore", str(tmp_path))

        assert (answer.exit_code, answer.output) == (1, f"Error: {tmp_path} holds no backup.\n")

    def test_a_lost_document_is_named_and_the_rest_is_saved(
        self, site: Site, tmp_path: Path
    ) -> None:
        def lose() -> str:
            (key,) = db.session.scalars(sa.select(File.storage_key))
            storage().delete(key)
            return str(key)

        key = site.ask(lose)

        answer = site.run("backup", str(tmp_path / "backup"))

        assert answer.exit_code == 1
        assert f"Missing or damaged document: {key}" in answer.output
        assert (tmp_path / "backup" / "manifest.json").exists()

    def test_a_key_of_the_settings_is_told(
        self, site: Site, tmp_path: Path, engine_name: str
    ) -> None:
        site.run("backup", str(tmp_path / "backup"))
        other = Site(
            tmp_path / "other", engine_name, CALLFORPROJECTS_SECRET_KEY="another key of 16 signs"
        )

        answer = other.run("restore", str(tmp_path / "backup"))

        assert answer.exit_code == 0
        assert "Set CALLFORPROJECTS_SECRET_KEY to what is in the folder keys." in answer.output
