"""A noun group after a preposition, in the language of the moment: `du coût total`, `d’Auray`."""

from callforprojects.core.text.i18n import current_language

_VOWELS = frozenset("aeiouyàâæéèêëîïôœùûüÿ")
_CONTRACTED = {"le ": "du ", "les ": "des "}


def of_group(group: str) -> str:
    """`of the total cost`, `du coût total`, `de la population`, `d’Auray`, `du Havre`."""
    if current_language() != "fr":
        return f"of {group}"
    for article, contracted in _CONTRACTED.items():
        if group.casefold().startswith(article):
            return contracted + group[len(article) :]
    return f"d’{group}" if group[:1].casefold() in _VOWELS else f"de {group}"
