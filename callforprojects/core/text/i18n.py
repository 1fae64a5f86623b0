"""French and English: texts translated when they are shown, in the language of the moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, cast

from babel.support import Translations
from flask import Flask, g, has_app_context
from flask.globals import app_ctx
from flask_babel import force_locale, get_locale, get_translations
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from callforprojects import paths
from callforprojects.core.text.catalogues import compile_folder

LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT_LANGUAGE = "fr"
_LOCALES = "callforprojects.locales"

T = TypeVar("T")
_outside: ContextVar[str | None] = ContextVar("outside", default=None)


@dataclass(frozen=True, slots=True)
class Locale:
    """A language, and its texts; those that need no value, as pages write them."""

    language: str
    catalogue: Any
    in_pages: dict[str, Markup] = field(default_factory=dict)


class _Text(LazyString):  # type: ignore[misc]  # without types
    """A text translated when it is shown. It is a text, never HTML: its values come from people.

    Flask-Babel's own presents itself as HTML, so that templates and flash messages would not
    escape a name that holds a script.
    """

    def __html__(self) -> str:
        return str(escape(str(self)))


def _(message: str, **values: object) -> str:
    """A text in the reader's language, translated when it is shown: it behaves as a string."""
    return cast("str", _Text(_translated, message, values))


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """A text that counts: `%(num)s` is the number."""
    return cast("str", _Text(_translated_count, (singular, plural), num, values))


def if_any(count: int, sentence: T) -> list[T]:
    """The sentence that says a count, alone in a list; nothing for none."""
    return [sentence] if count else []


def pgettext(context: str, message: str, **values: object) -> str:
    """A short text whose meaning needs a context."""
    return cast("str", _Text(_translated_in, context, message, values))


def _translated(message: str, values: dict[str, object]) -> str:
    text: str = catalogue().ugettext(message)
    return text % values if values else text


def _translated_count(forms: tuple[str, str], num: int, values: dict[str, object]) -> str:
    text: str = catalogue().ungettext(*forms, num)
    return text % {"num": num, **values}


def _translated_in(context: str, message: str, values: dict[str, object]) -> str:
    text: str = catalogue().upgettext(context, message)
    return text % values if values else text


def current_language() -> str:
    """`fr` or `en`: the language in which this page, mail or command speaks."""
    return current_locale().language


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak to somebody else: a mail is written in its reader's language.

    It works without an application too: the command line speaks before there is one.
    """
    chosen = language if language in LANGUAGES else DEFAULT_LANGUAGE
    with force_locale(chosen):
        if not has_app_context():
            before_it = _outside.set(chosen)
            try:
                yield
            finally:
                _outside.reset(before_it)
            return
        before = g.pop("locale", None)
        try:
            yield
        finally:
            g.locale = before


def catalogue() -> Any:  # noqa: ANN401  # gettext's own
    """The texts of the language of the moment, as gettext reads them."""
    return current_locale().catalogue


def current_locale() -> Locale:
    """That of the moment, looked up once: a page asks for it 600 times."""
    if not has_app_context():
        return _without_application(_outside.get())
    context = cast("Any", app_ctx)._get_current_object()  # noqa: SLF001  # werkzeug's way
    locale: Locale | None = context.g.get("locale")
    if locale is None:
        locale = context.g.locale = _found(context.app)
    return locale


@cache
def _without_application(language: str | None) -> Locale:
    """The texts of a command; where no language was chosen, the source is shown."""
    if language is None:
        return Locale(DEFAULT_LANGUAGE, get_translations())
    folder = paths.TRANSLATIONS / language
    if folder.is_dir():
        compile_folder(folder)
    return Locale(language, Translations.load(str(paths.TRANSLATIONS), [language]))


def _found(app: Flask) -> Locale:
    """Reading the catalogue of a language takes a while: the application keeps it."""
    known: dict[str, Locale] = app.extensions.setdefault(_LOCALES, {})
    locale = get_locale()
    language = locale.language if locale else DEFAULT_LANGUAGE
    if language not in known:
        known[language] = Locale(language, get_translations())
    return known[language]
