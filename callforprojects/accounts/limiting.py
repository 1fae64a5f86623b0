"""How often signing in may fail, so that nobody guesses a password and nobody locks anybody out.

Failures are counted by network address, and by network address and e-mail together. Nobody waits
for what others do elsewhere: when an account is tried from everywhere, each network address keeps
a few tries of its own, and a browser that has signed in before keeps them all (decision 0021).
"""

from callforprojects.accounts import queries, services
from callforprojects.accounts.known_browsers import knows
from callforprojects.accounts.models import User
from callforprojects.accounts.passwords import checked
from callforprojects.accounts.tasks import tell_failed_sign_ins
from callforprojects.core.data.tokens import token_hash
from callforprojects.core.outside.jobs import enqueue
from callforprojects.core.text.errors import DomainError, TooMany
from callforprojects.core.text.i18n import _
from callforprojects.core.web import limits
from callforprojects.core.web.limits import network_address

BY_NETWORK = "50 per 10 minute"
BY_PAIR = "10 per hour"
BY_PAIR_UNDER_ATTACK = "3 per hour"
ATTACK = "60 per hour"  # failures of one account, all network addresses together
BY_KNOWN_BROWSER = "100 per day"
WARNED_AFTER = "10 per hour"
WARNINGS = "1 per day"


def authenticate_within_limits(email: str, password: str) -> User:
    """The person with this address and this password, unless too many attempts have failed.

    Raises TooMany before the password is looked at, unless the browser is one that this person
    signed in with; DomainError when the password is wrong, which is counted.
    """
    user = queries.user_by_email(email)
    account = _account(email)
    is_known = _is_known(user, account)
    if not is_known:
        _refuse_when_exhausted(account)
    try:
        return services.authenticate(email, password)
    except DomainError:
        _count_failure(account, user, is_known=is_known)
        raise


def checked_ahead(email: str, password: str) -> str:
    """The password, checked before the turn to write unless it would not be looked at."""
    user, account = queries.user_by_email(email), _account(email)
    if _is_known(user, account) or not _seconds_to_wait(account):
        return checked(password, services.password_of(user))
    return password


def _account(email: str) -> str:
    """The limiter never keeps an address."""
    return token_hash(queries.normalised_email(email))


def _is_known(user: User | None, account: str) -> bool:
    return knows(user) and not limits.seconds_to_wait(BY_KNOWN_BROWSER, "known", account)


def _seconds_to_wait(account: str) -> int:
    network = network_address()
    is_attacked = limits.seconds_to_wait(ATTACK, "failures", account) > 0
    by_pair = BY_PAIR_UNDER_ATTACK if is_attacked else BY_PAIR
    return max(
        limits.seconds_to_wait(BY_NETWORK, "failures", network),
        limits.seconds_to_wait(by_pair, "failures", network, account),
    )


def _refuse_when_exhausted(account: str) -> None:
    seconds = _seconds_to_wait(account)
    if seconds:
        raise TooMany(
            seconds,
            _(
                "Too many attempts have failed from your network address. If you have forgotten "
                "your password, ask for a link to choose another one: it works at once."
            ),
        )


def _count_failure(account: str, user: User | None, *, is_known: bool) -> None:
    """A browser known to the person counts for itself: it takes nothing from its network."""
    if is_known:
        limits.count_use(BY_KNOWN_BROWSER, "known", account)
    else:
        network = network_address()
        limits.count_use(BY_NETWORK, "failures", network)
        limits.count_use(BY_PAIR, "failures", network, account)
        limits.count_use(BY_PAIR_UNDER_ATTACK, "failures", network, account)
        limits.count_use(ATTACK, "failures", account)
    limits.count_use(WARNED_AFTER, "before-warning", account)
    if _is_much_tried(account) and limits.count_use(WARNINGS, "warnings", account):
        enqueue(tell_failed_sign_ins.name, str(user.id) if user else "")


def _is_much_tried(account: str) -> bool:
    """Whether the person has to know: many failures, or a network address refused from now on.

    Once refused, nothing is looked at any more: the last failure that counts is the one that tells.
    """
    if limits.seconds_to_wait(WARNED_AFTER, "before-warning", account):
        return True
    return limits.seconds_to_wait(BY_PAIR, "failures", network_address(), account) > 0
