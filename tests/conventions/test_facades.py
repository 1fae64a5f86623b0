"""What a package offers is written once: `from x import y as y`, without a second list."""

from callforprojects import paths


def test_no_module_lists_what_it_exports_a_second_time() -> None:
    twice = [
        path.relative_to(paths.PACKAGE).as_posix()
        for path in sorted(paths.PACKAGE.rglob("*.py"))
        if "__all__" in path.read_text("utf-8")
    ]

    assert twice == []
