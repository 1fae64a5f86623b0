"""The command line in the language of the terminal, known without loading the application.

What a command says of itself (its docstring, `help=` and `prompt=`) is written in English beside
it; `tools/i18n.py` puts it into the catalogues, as it does for click's own words. click asks
`gettext` for these: it finds them in our compiled catalogue, and so do we.
"""

import copy
import gettext
import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from callforprojects import paths

_DOMAIN = "messages"  # where gettext looks when nobody names a domain
_VARIABLE = "LANGUAGE"  # which gettext reads before all others

_ENDS_OF_QUESTIONS = {"fr": "\u00a0: ", "en": ": "}

_NAMES_OF_TYPES: dict[str, Callable[[], str]] = {
    "integer range": lambda: translated("whole number"),
    "text": lambda: translated("text"),
    "directory": lambda: translated("directory"),
}

C = TypeVar("C", bound=click.Command)


def terminal_language() -> str:
    """English when the terminal is in English, French otherwise."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"


@contextmanager
def terminal_words() -> Iterator[None]:
    """While the block runs, `gettext` speaks the language of the terminal, and click through it."""
    language = terminal_language()
    if language != "en" and not gettext.find(_DOMAIN, str(paths.TRANSLATIONS), [language]):
        _compile(language)
    before = os.environ.get(_VARIABLE)
    gettext.bindtextdomain(_DOMAIN, str(paths.TRANSLATIONS))
    os.environ[_VARIABLE] = language
    try:
        yield
    finally:
        os.environ.pop(_VARIABLE)
        if before is not None:
            os.environ[_VARIABLE] = before


def ask(question: object, *, default: str | None = None, is_secret: bool = False) -> str:
    """What somebody types to a question, which ends as the language of the terminal wants it.

    Without a default it is asked until something is typed; a secret is hidden and typed twice.
    """
    answer: str = click.prompt(
        str(question),
        default=default,
        show_default=False,
        hide_input=is_secret,
        confirmation_prompt=is_secret,
        prompt_suffix=_ENDS_OF_QUESTIONS[terminal_language()],
    )
    return answer


def _compile(language: str) -> None:
    """In a checkout where nothing has run yet."""
    from callforprojects.core.text.catalogues import compile_folder  # noqa: PLC0415  # slow, once

    compile_folder(paths.TRANSLATIONS / language)


def in_words(command: C) -> C:
    """A copy of a command, or of a group with all it holds, as the terminal is to read it."""
    command = copy.copy(command)
    command.help = _translated(command.help)
    command._help_option = None  # noqa: SLF001  # click keeps it in the language it was first shown in
    command.params = [_parameter_in_words(parameter) for parameter in command.params]
    if isinstance(command, click.Group):
        command.commands = {name: in_words(part) for name, part in command.commands.items()}
    return command


def _parameter_in_words(parameter: click.Parameter) -> click.Parameter:
    parameter = copy.copy(parameter)
    if isinstance(parameter, click.Option):
        parameter.help = _translated(parameter.help)
        parameter.prompt = _translated(parameter.prompt)
    if name := _NAMES_OF_TYPES.get(parameter.type.name):
        parameter.type = copy.copy(parameter.type)
        parameter.type.name = name()
    return parameter


def _translated(text: str | None) -> str | None:
    return translated(inspect.cleandoc(text)) if text else None


def translated(text: str) -> str:
    """A text of the help, in the language of the terminal."""
    return gettext.gettext(text)
