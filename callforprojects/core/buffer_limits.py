"""How much a web process keeps of what is on its way: long bodies that come, answers that wait.

Without a proxy, what is of one network is bounded too: it takes the place of nobody else. Behind
one, all connections come from the same machine.
"""

from collections import Counter
from collections.abc import Collection

from callforprojects.core.connections import Connection

BODIES = 2 * 1024**3  # bytes that have come of long bodies and are not answered, at most
BODIES_OF_ONE = 512 * 1024**2  # those of one network
ANSWERS = 1024**3  # bytes kept of answers that clients are taking, at most
ANSWERS_OF_ONE = 512 * 1024**2  # those of one network


def has_room_for_bodies(
    network: str, connections: Collection[Connection], *, has_proxy: bool
) -> bool:
    """Whether what has come of long bodies fits, of all connections and of this network.

    What bodies announce is not counted: announcing costs nothing.
    """
    received: Counter[str] = Counter()
    for each in connections:
        received[each.network] += each.reception.in_file if each.reception else 0
    return received.total() <= BODIES and (has_proxy or received[network] <= BODIES_OF_ONE)


def answer_in_excess(connections: Collection[Connection], *, has_proxy: bool) -> Connection | None:
    """Whose answer is to be given up, when what is kept of them does not fit; None when it does.

    It is the largest one of the network that keeps most: not whoever comes last. Files that are
    sent from where they are take no room.
    """
    kept: Counter[str] = Counter()
    for each in connections:
        kept[each.network] += each.spooled
    network, most = max(kept.items(), key=lambda item: item[1], default=("", 0))
    if kept.total() <= ANSWERS and (has_proxy or most <= ANSWERS_OF_ONE):
        return None
    of_network = (each for each in connections if each.network == network)
    return max(of_network, key=lambda each: each.spooled)
