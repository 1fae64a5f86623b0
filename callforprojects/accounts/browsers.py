"""What a browser says of itself, in two words: people recognise their own sessions by it."""

_NAMES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_summary(user_agent: str) -> str:
    """`Firefox, Linux`; nothing when it says nothing we know."""
    found = (_first(user_agent, _NAMES), _first(user_agent, _SYSTEMS))
    return ", ".join(word for word in found if word)


def _first(text: str, words: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in words if sign in text), "")
