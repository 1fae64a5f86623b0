"""`users`: what the administrator of the machine does with accounts."""

import sys

import click
from flask.cli import with_appcontext

from callforprojects.accounts import queries, services
from callforprojects.accounts.passwords import hashed
from callforprojects.core.data.transaction import reading, transaction
from callforprojects.core.data.values import EMAIL, Unreadable
from callforprojects.core.outside.terminal import ask
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import LANGUAGES, _

_QUESTIONS: dict[str, Sentence] = {
    "email": _("E-mail address"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
}


@click.group("users")
def commands() -> None:
    """People and their accounts."""


@commands.command("create-administrator")
@click.option("--email", help="Asked for when it is not given.")
@click.option("--first-name", help="Asked for when it is not given.")
@click.option("--last-name", help="Asked for when it is not given.")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default="fr",
    show_default=True,
    help="In which they read the pages and the mails.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from the standard input.")
@with_appcontext
def create_administrator(*, password_stdin: bool, language: str, **given: str | None) -> None:
    """Create an account that administers the whole site."""
    with reading():  # it ends here: nobody waits for the person who types
        queries.user_by_email("")  # missing tables are told before anything is asked
    answers = {name: given[name] or ask(label) for name, label in _QUESTIONS.items()}
    try:
        answers["email"] = EMAIL.parse(answers["email"])
    except Unreadable as error:
        raise click.ClickException(str(error.message)) from error
    for name in ("first_name", "last_name"):
        answers[name] = visible(answers[name])
    password = _first_line() if password_stdin else ask(_("Password"), is_secret=True)
    secret = hashed(password)  # before the lock
    new = services.NewUser(password=secret, language=language, **answers)
    try:
        with transaction():
            user = services.create_administrator(new)
            email = user.email
    except DomainError as error:
        raise click.ClickException(str(error.message)) from error
    click.echo(_("%(email)s can sign in and administers the site.", email=email))


def _first_line() -> str:
    return sys.stdin.readline().rstrip("\r\n")
