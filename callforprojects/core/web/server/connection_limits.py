"""How much a web process keeps: connections, long bodies that come, answers that wait.

Without a proxy, what is of one network is bounded too: it takes the place of nobody else. Behind
one, all connections come from the same machine.
"""

from collections import Counter
from http import HTTPStatus

from callforprojects.core.web.server.connections import Connection
from callforprojects.core.web.server.reception import Refusal

BODIES = 2 * 1024**3  # bytes that have come of long bodies and are not answered, at most
BODIES_OF_ONE = 512 * 1024**2  # those of one network
ANSWERS = 1024**3  # bytes kept of answers that clients are taking, at most
ANSWERS_OF_ONE = 512 * 1024**2  # those of one network


class RunningSum:
    """What is kept for each connection, and its sums: in all, and by network.

    A change costs the same however many connections there are: the loop that everybody needs makes
    one at each piece of a body.
    """

    def __init__(self) -> None:
        self.total = 0
        self.by_network: Counter[str] = Counter()
        self.by_connection: dict[Connection, int] = {}

    def count(self, connection: Connection, size: int) -> None:
        """So much is kept for this connection now, whatever it was before."""
        added = size - self.by_connection.pop(connection, 0)
        if size:
            self.by_connection[connection] = size
        if added:
            self.total += added
            self.by_network[connection.network] += added
            if not self.by_network[connection.network]:
                del self.by_network[connection.network]


class ConnectionLimits:
    """What the connections of one process keep, and whether it fits.

    `connections` is how many there may be; `has_proxy` says that every one comes from the same
    machine, whoever asks.
    """

    def __init__(self, *, connections: int, has_proxy: bool) -> None:
        self.has_proxy = has_proxy
        self.share = max(1, connections // 2)
        self.connections = RunningSum()
        self.bodies = RunningSum()
        self.answers = RunningSum()

    def count(self, connection: Connection) -> None:
        """Look at what this connection keeps: to be called whenever that has changed.

        Files that are sent from where they are take no room, and what a body announces is not
        counted: announcing costs nothing.
        """
        self.connections.count(connection, 0 if connection.is_closed else 1)
        self.bodies.count(connection, connection.in_file)
        self.answers.count(connection, connection.spooled)

    def has_place(self, network: str) -> bool:
        """Whether this network may have one more connection: half of all at most."""
        return self.has_proxy or self.connections.by_network[network] < self.share

    def count_body(self, connection: Connection) -> None:
        """Count what has come of a body. Raises Refusal when long ones do not fit together."""
        self.count(connection)
        request = connection.reception
        if request is None or request.is_whole or not request.is_in_file:
            return
        of_one = self.bodies.by_network[connection.network]
        if self.bodies.total > BODIES or (of_one > BODIES_OF_ONE and not self.has_proxy):
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)

    def answer_in_excess(self) -> Connection | None:
        """Whose answer is to be given up, when what is kept of them does not fit; None if it does.

        It is the largest one of the network that keeps most: not whoever comes last.
        """
        network, most = max(
            self.answers.by_network.items(), key=lambda item: item[1], default=("", 0)
        )
        if self.answers.total <= ANSWERS and (self.has_proxy or most <= ANSWERS_OF_ONE):
            return None
        kept = self.answers.by_connection
        return max(
            (connection for connection in kept if connection.network == network),
            key=kept.__getitem__,
        )
