"""The packages of browsers take the place of those that are there once they are whole."""

from pathlib import Path

import pytest

from tools import vendor

pytestmark = pytest.mark.unit


@pytest.fixture
def static(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files of a former run are."""
    folder = tmp_path / "static"
    (folder / "vendor" / "old").mkdir(parents=True)
    (folder / "vendor" / "old" / "old.js").write_text("old")
    (folder / "icons.svg").write_text("old")
    monkeypatch.setattr(vendor, "STATIC", folder)
    monkeypatch.setattr(vendor, "VENDOR", folder / "vendor")
    monkeypatch.setattr(vendor, "install", lambda into: into / "node_modules")
    monkeypatch.setattr(vendor, "write_communes", lambda _packages: None)
    monkeypatch.setattr(vendor, "write_former_communes", lambda _packages: None)
    return folder


def written(static: Path) -> dict[str, str]:
    return {
        path.relative_to(static).as_posix(): path.read_text()
        for path in static.rglob("*")
        if path.is_file()
    }


def test_what_fails_on_the_way_leaves_what_was_there(
    static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = written(static)

    def copy_then_fail(_packages: Path, into: Path) -> None:
        into.mkdir(parents=True)
        (into / "new.js").write_text("new")
        raise FileNotFoundError

    monkeypatch.setattr(vendor, "copy_files", copy_then_fail)

    with pytest.raises(FileNotFoundError):
        vendor.make()
    assert written(static) == before


def test_what_is_whole_takes_the_place_of_all_that_was_there(
    static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (static / "theme.css").write_text("ours")

    def fill(made: Path, _packages: Path, _folder: Path) -> None:
        (made / "vendor").mkdir(parents=True)
        (made / "vendor" / "new.js").write_text("new")
        (made / "icons.svg").write_text("new")

    monkeypatch.setattr(vendor, "_fill", fill)

    vendor.make()

    assert written(static) == {"vendor/new.js": "new", "icons.svg": "new", "theme.css": "ours"}
