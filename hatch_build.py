"""When a wheel is made: the compiled translations go with it."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTranslations(BuildHookInterface[Any]):
    """Merge the catalogues of the features and compile them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write `messages.mo` beside the catalogues."""
        del version, build_data
        package = Path(self.root, "callforprojects")
        catalogues = runpy.run_path(str(package / "core" / "text" / "catalogues.py"))
        for folder in (package / "translations").iterdir():
            if folder.is_dir():
                catalogues["compile_folder"](folder)
