"""French and English: the language of a visitor, and texts translated when they are shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, get_translations
from flask_babel import gettext as _gettext
from flask_babel import ngettext as _ngettext
from flask_babel import pgettext as _pgettext
from flask_babel.speaklater import LazyString
from flask_login import current_user
from markupsafe import escape

from callforprojects import paths
from callforprojects.core.catalogues import compile_folder

LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT_LANGUAGE = "fr"
LANGUAGE_COOKIE = "language"

babel = Babel()


class _Text(LazyString):  # type: ignore[misc]  # without types
    """A text translated when it is shown. It is a text, never HTML: its values come from people.

    Flask-Babel's own presents itself as HTML, so that templates and flash messages would not
    escape a name that holds a script.
    """

    def __html__(self) -> str:
        return str(escape(str(self)))


def _(message: str, **values: object) -> str:
    """A text in the reader's language, translated when it is shown: it behaves as a string."""
    return cast("str", _Text(_gettext, message, **values))


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """A text that counts: `%(num)s` is the number."""
    return cast("str", _Text(_ngettext, singular, plural, num, **values))


def pgettext(context: str, message: str, **values: object) -> str:
    """A short text whose meaning needs a context."""
    return cast("str", _Text(_pgettext, context, message, **values))


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
    locale = get_locale()
    return locale.language if locale else DEFAULT_LANGUAGE


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak to somebody else: a mail is written in its reader's language."""
    with force_locale(language if language in LANGUAGES else DEFAULT_LANGUAGE):
        yield


def init_app(app: Flask) -> None:
    """Compile what is new, then speak."""
    for language in LANGUAGES:
        compile_folder(paths.TRANSLATIONS / language)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(paths.TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT_LANGUAGE
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Paris"
    babel.init_app(app, locale_selector=choose_language)
    _speed_up(app)


def _speed_up(app: Flask) -> None:
    """Templates look their catalogue up by its language, not anew for each of a page's 300 texts.

    Flask-Babel keeps the language of the moment in `g.babel_locale`, `in_language` included.
    """
    catalogues: dict[str, Any] = {}

    def catalogue() -> Any:  # noqa: ANN401  # gettext's own
        language = (g.get("babel_locale") or get_locale()).language
        if language not in catalogues:
            catalogues[language] = get_translations()
        return catalogues[language]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        gettext=lambda text: catalogue().ugettext(text),
        ngettext=lambda one, many, num: catalogue().ungettext(one, many, num),
        pgettext=lambda context, text: catalogue().upgettext(context, text),
        npgettext=lambda context, one, many, num: catalogue().unpgettext(context, one, many, num),
        newstyle=True,
    )
