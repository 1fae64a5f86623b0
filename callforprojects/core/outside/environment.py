"""Reading the variables of the environment: typed, with the name of the one at fault."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from callforprojects import paths
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_PREFIX = "CALLFORPROJECTS_"
_FOR_TESTS = "CALLFORPROJECTS_TEST_"
_MOST = 999_999_999
_LONGEST = 20  # digits, zeros before them included: Python reads 4,300 at most


class SettingsError(Exception):
    """A setting is missing or makes no sense: the sentence says which and what to write.

    It is in the language of whoever is told when it is raised; in English when nobody is.
    """

    def __init__(self, message: Sentence) -> None:
        super().__init__(str(message))


@dataclass(frozen=True, slots=True)
class VariableReader:
    """Typed reading of variables, with the name of the one at fault."""

    environment: Mapping[str, str]

    def plain(self, name: str) -> str | None:
        return self.environment.get(name) or None

    def optional(self, name: str) -> str | None:
        return self.plain(_full(name))

    def text(self, name: str, default: str) -> str:
        return self.optional(name) or default

    def folder(self, name: str) -> Path:
        if chosen := self.optional(name):
            return Path(chosen)
        try:
            return paths.default_data_folder()
        except RuntimeError as error:
            sentence = _("%(name)s must name a folder: this account has no home", name=_full(name))
            raise SettingsError(sentence) from error

    def flag(self, name: str) -> bool:
        value = self.text(name, "0").lower()
        if value not in {"0", "1", "true", "false", "yes", "no"}:
            raise SettingsError(_("%(name)s must be 0 or 1", name=_full(name)))
        return value in {"1", "true", "yes"}

    def integer(self, name: str, default: int, *, least: int = 0, most: int = _MOST) -> int:
        """A whole number, between two that are accepted."""
        value = self.text(name, str(default))
        digits = value.removeprefix("-")
        if not digits.isdecimal():
            raise SettingsError(
                _("%(name)s must be a whole number, not %(value)s", name=_full(name), value=value)
            )
        if len(digits) > _LONGEST or not least <= int(value) <= most:
            raise SettingsError(
                _(
                    "%(name)s must be from %(least)s to %(most)s",
                    name=_full(name),
                    least=least,
                    most=most,
                )
            )
        return int(value)

    def day(self, name: str) -> date | None:
        """A day as ISO 8601 writes it, 2027-06-30; None when nothing is said."""
        value = self.optional(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            sentence = _("%(name)s must be a day, such as 2027-06-30", name=_full(name))
            raise SettingsError(sentence) from error

    def refuse_renamed(self, names: Mapping[str, str]) -> None:
        """Raise SettingsError for a name of before: its default would be taken without a word."""
        for old, new in names.items():
            if self.optional(old) is not None:
                sentence = _("%(old)s is now called %(new)s", old=_full(old), new=_full(new))
                raise SettingsError(sentence)

    def one_of(self, name: str, default: str, accepted: tuple[str, ...]) -> str:
        value = self.text(name, default).lower()
        if value not in accepted:
            raise SettingsError(
                _("%(name)s must be one of %(all)s", name=_full(name), all=", ".join(accepted))
            )
        return value


def is_address(text: str, schemes: Collection[str]) -> bool:
    """Whether it is `scheme://machine`, with a port that exists when it names one."""
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or brackets that make no sense
        return False


def is_mail_address(text: str) -> bool:
    """Whether it is an e-mail address of ASCII signs, as headers and `mailto:` carry it."""
    try:
        return bool(validate_email(text, check_deliverability=False).ascii_email) and text.isascii()
    except EmailNotValidError:
        return False


def refuse_bad_address(
    name: str, value: str | None, schemes: Collection[str], example: str
) -> None:
    """Raise SettingsError, with an example, for what is said and is no address of these schemes."""
    if value and not is_address(value, schemes):
        raise bad_address(name, example)


def bad_address(name: str, example: str) -> SettingsError:
    """That a variable must hold an address, with an example."""
    return SettingsError(
        _("%(name)s must be an address, such as %(example)s", name=name, example=example)
    )


def unknown_variables(
    environment: Mapping[str, str], known: Collection[str]
) -> Iterator[tuple[str, str | None]]:
    """Each variable that looks like ours and is none, with the nearest one that is."""
    by_ending = {name.removeprefix(_PREFIX): name for name in known}
    for name in sorted(environment):
        is_ours = name.startswith(_PREFIX) and not name.startswith(_FOR_TESTS)
        if is_ours and name not in known:
            near = get_close_matches(name.removeprefix(_PREFIX), by_ending, n=1, cutoff=0.75)
            yield name, by_ending[near[0]] if near else None


def _full(name: str) -> str:
    return f"{_PREFIX}{name}"
