"""When a wheel is made: the compiled translations go with it."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTranslations(BuildHookInterface[Any]):
    """Merge the catalogues of the features and compile them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write `messages.mo` beside the catalogues."""
        del version, build_data
        sys.path.insert(0, self.root)
        from tools.catalogues import compile_folder  # noqa: PLC0415  # found once the path is set

        for folder in Path(self.root, "callforprojects", "translations").iterdir():
            if folder.is_dir():
                compile_folder(folder)
