"""What was vendored is what the manifest says, to the byte."""

import base64
import hashlib
import json

from callforprojects import paths


def test_vendored_files_are_untouched() -> None:
    manifest = json.loads((paths.STATIC / "vendor" / "manifest.json").read_text("utf-8"))
    changed = []
    assert manifest["packages"]
    for package in manifest["packages"]:
        assert package["licence"]
        assert package["files"]
        for name, expected in package["files"].items():
            digest = hashlib.sha384((paths.STATIC / name).read_bytes()).digest()
            if expected != "sha384-" + base64.b64encode(digest).decode():
                changed.append(name)

    assert changed == []
