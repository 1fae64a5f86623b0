"""French and English: the language of a visitor, and texts translated when they are shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from babel.support import Translations
from flask import Flask, g, has_app_context, has_request_context, request
from flask.globals import app_ctx
from flask_babel import Babel, force_locale, get_locale, get_translations
from flask_babel.speaklater import LazyString
from flask_login import current_user
from markupsafe import escape

from callforprojects import paths
from callforprojects.core.text.catalogues import compile_folder

LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT_LANGUAGE = "fr"
LANGUAGE_COOKIE = "language"
_VOICES = "callforprojects.voices"

T = TypeVar("T")
_outside: ContextVar[str | None] = ContextVar("outside", default=None)

babel = Babel()


@dataclass(frozen=True, slots=True)
class _Voice:
    """A language, and its texts."""

    language: str
    catalogue: Any


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
    text: str = _catalogue().ugettext(message)
    return text % values if values else text


def _translated_count(forms: tuple[str, str], num: int, values: dict[str, object]) -> str:
    text: str = _catalogue().ungettext(*forms, num)
    return text % {"num": num, **values}


def _translated_in(context: str, message: str, values: dict[str, object]) -> str:
    text: str = _catalogue().upgettext(context, message)
    return text % values if values else text


def choose_language() -> str:
    """The person's choice, else the cookie, else what the browser asks for, else French."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    if current_user and current_user.is_authenticated:
        return str(current_user.language)
    cookie = request.cookies.get(LANGUAGE_COOKIE)
    if cookie in LANGUAGES:
        return cookie
    return request.accept_languages.best_match(list(LANGUAGES)) or DEFAULT_LANGUAGE


def current_language() -> str:
    """`fr` or `en`: the language in which this page, mail or command speaks."""
    return _voice().language


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
        before = g.pop("voice", None)
        try:
            yield
        finally:
            g.voice = before


def init_app(app: Flask) -> None:
    """Compile what is new, then speak."""
    for language in LANGUAGES:
        compile_folder(paths.TRANSLATIONS / language)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(paths.TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT_LANGUAGE
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Paris"
    babel.init_app(app, locale_selector=choose_language)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, num: _catalogue().ungettext(one, many, num),
        pgettext=lambda about, text: _catalogue().upgettext(about, text),
        npgettext=lambda about, one, many, num: _catalogue().unpgettext(about, one, many, num),
        newstyle=True,
    )


def _catalogue() -> Any:  # noqa: ANN401  # gettext's own
    return _voice().catalogue


def _voice() -> _Voice:
    """That of the moment, looked up once: a page asks for it 600 times."""
    if not has_app_context():
        return _without_application(_outside.get())
    context = cast("Any", app_ctx)._get_current_object()  # noqa: SLF001  # werkzeug's way
    voice: _Voice | None = context.g.get("voice")
    if voice is None:
        voice = context.g.voice = _found(context.app)
    return voice


@cache
def _without_application(language: str | None) -> _Voice:
    """The texts of a command; where no language was chosen, the source is shown."""
    if language is None:
        return _Voice(DEFAULT_LANGUAGE, get_translations())
    folder = paths.TRANSLATIONS / language
    if folder.is_dir():
        compile_folder(folder)
    return _Voice(language, Translations.load(str(paths.TRANSLATIONS), [language]))


def _found(app: Flask) -> _Voice:
    """Reading the catalogue of a language takes a while: the application keeps it."""
    known: dict[str, _Voice] = app.extensions.setdefault(_VOICES, {})
    locale = get_locale()
    language = locale.language if locale else DEFAULT_LANGUAGE
    if language not in known:
        known[language] = _Voice(language, get_translations())
    return known[language]
