"""Uploaded documents: the answer names the file, which the feature `files` keeps."""

from collections.abc import Iterator
from typing import Any

from callforprojects.core.data import formats
from callforprojects.core.data.values import Unreadable
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.types.kind import (
    AnswerType,
    Fault,
    Fields,
    Settings,
)


class Document(AnswerType):
    """One file: `{"id", "name", "size", "sha256"}`. It is never typed."""

    setting_names = ("types",)
    box = "file"

    def parse(self, raw_text: str, settings: Settings) -> Any:  # noqa: ANN401  # nothing, ever
        del raw_text, settings
        raise Unreadable(_("Choose a file on your computer."))

    def to_input(self, value: dict[str, Any]) -> str:
        return str(value["name"])

    def to_display(self, value: dict[str, Any], settings: Settings) -> str:
        del settings
        return f"{value['name']} ({formats.filesize(value['size'])})"

    def faults(self, value: dict[str, Any], settings: Settings) -> Iterator[Fault]:
        accepted = settings.get("types")
        extension = value["name"].rpartition(".")[2].lower().replace("jpeg", "jpg")
        if accepted and extension not in accepted:
            yield Fault(_("Send a file of type %(types)s.", types=", ".join(accepted)))

    def collect(self, fields: Fields, name: str) -> str | None:
        """Files do not travel with the texts."""
        del fields, name
        return None  # said, since the others give a text
