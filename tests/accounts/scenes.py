"""What tests of accounts do on their way: sign in, and follow the link of a mail."""

from urllib.parse import urlsplit

from callforprojects.messages.models import Message
from tests.browser import Browser
from tests.finding import found
from tests.page import Page


def enter(browser: Browser, email: str, password: str, path: str = "/accounts/sign-in") -> Page:
    """What answers whoever signs in."""
    return browser.get(path).submit("Sign in", email=email, password=password)


def link_in(message: Message) -> str:
    """The path of the link that a mail carries."""
    parts = urlsplit(found(r"http://127\.0\.0\.1:5000\S+", message.text))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def token_in(message: Message) -> str:
    """The secret of that link, which opens an account, changes its address or joins it."""
    return found(r"/(?:confirm|reset|(?:confirm|stop)-address|confirm-join)/([\w-]+)", message.text)
