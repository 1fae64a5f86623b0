"""The words of the generated applications: long enough that a frozen file weighs about 15 kB."""

from itertools import cycle, islice
from typing import Any

SENTENCES = (
    "La commune a engagé depuis trois ans une démarche de sobriété qui associe les habitants.",
    "Le diagnostic partagé montre des îlots de chaleur marqués autour des écoles et des places.",
    "Les services techniques ont recensé les sols qui peuvent être rendus à la pleine terre.",
    "L’intercommunalité apporte l’ingénierie, le foncier et le suivi du calendrier des travaux.",
    "Les associations du quartier tiennent un atelier par mois et en publient le compte rendu.",
    "Une navette électrique relie désormais la gare, le centre de santé et les deux collèges.",
    "Les bailleurs s’engagent à rénover trois cent vingt logements avant la fin du programme.",
    "Le suivi repose sur douze indicateurs, relevés chaque trimestre et ouverts à tous.",
    "Les effets non voulus sont traités : desserte des livraisons, bruit, report de circulation.",
    "Le budget a été approuvé par le conseil, avec une part propre de trente pour cent.",
    "Les agriculteurs voisins fournissent les cantines et gardent le paysage ouvert.",
    "La gouvernance réunit chaque mois les élus, les habitants tirés au sort et les financeurs.",
)
WORDS = {
    "summary": 60,
    "context": 100,
    "objectives": 80,
    "actions": 150,
    "governance": 70,
    "partners": 40,
    "cofunding": 40,
    "expected_results": 70,
}
TOWNS = ("Aubrac", "Beaulieu", "Cernay", "Donzère", "Étampes", "Fougères", "Givors", "Hendaye")
THEMES = (
    "Une place fraîche et plantée",
    "Le quartier des deux gares",
    "Se déplacer sans voiture",
    "L’eau rendue au sol",
    "La rénovation du centre ancien",
    "Manger ce qui pousse ici",
)


def paragraph(words: int, start: int = 0) -> str:
    """A text of about so many words, which begins at another sentence for each `start`."""
    text: list[str] = []
    for sentence in islice(cycle(SENTENCES), start % len(SENTENCES), None):
        if len(text) >= words:
            break
        text.extend(sentence.split())
    return " ".join(text)


def town_of(number: int) -> str:
    """The name of the organisation that files application `number`."""
    return f"Commune de {TOWNS[number % len(TOWNS)]} {number:05d}"


def title_of(number: int) -> str:
    """The title of application `number`."""
    return f"{THEMES[number % len(THEMES)]} à {TOWNS[number % len(TOWNS)]}"


def cost_of(number: int) -> int:
    """The total cost of application `number`, in cents."""
    return (40_000 + (number * 7_919) % 460_000) * 100


def answers_of(number: int) -> dict[str, Any]:
    """The values of application `number` by the keys of the default questionnaire.

    The matrix and the documents are not in it: they have rows of their own.
    """
    cost = cost_of(number)
    return {
        "title": title_of(number),
        "location": {"id": "commune:35238", "name": "Rennes"},
        "scale": "ville",
        "phase": "conception",
        "contact_email": f"mairie-{number}@commune.example",
        "contact_phone": "+33299000000",
        "starts_on": "2027-03-01",
        "ends_on": "2029-06-30",
        "is_started": False,
        "total_cost": cost,
        "requested_amount": cost // 2,
        "beneficiaries": 800 + number % 9_000,
        **{key: paragraph(words, place) for place, (key, words) in enumerate(WORDS.items())},
    }
