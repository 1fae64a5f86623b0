"""The command that loads the territories."""

import pytest
from flask import Flask

from callforprojects.territories.commands import commands


@pytest.mark.usefixtures("france")
def test_the_command_says_how_many_were_written(app: Flask) -> None:
    result = app.test_cli_runner().invoke(commands, ["load"])
    assert result.exit_code == 0, result.output
    assert result.output == "0 territoire enregistré.\n"
