"""A visitor who keeps one connection open, and a stopwatch over what they do."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import urlencode

OK = 200
FOUND = 302
_TIMEOUT = 60
_MOST_SECONDS = 20


@dataclass(slots=True)
class Visitor:
    """Opens pages of one server as one person (`cookie` is empty for a guest)."""

    port: int
    cookie: str = ""
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT)

    def get(self, path: str) -> bytes:
        """The page. Raises RuntimeError when it is not 200: an error page is no measure."""
        return self._ask("GET", path, None, OK)

    def post(self, path: str, values: dict[str, str]) -> None:
        """Send a form that is accepted, without following where it leads."""
        self._ask("POST", path, urlencode(values).encode(), FOUND)

    def close(self) -> None:
        self.connection.close()

    def _ask(self, method: str, path: str, body: bytes | None, expected: int) -> bytes:
        headers = {"Accept-Language": "fr"}
        if self.cookie:
            headers["Cookie"] = f"session={self.cookie}"
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        if response.status != expected:
            raise RuntimeError(f"{method} {path}: {response.status}, not {expected}")
        return content


Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Timing:
    """What one visitor waits (milliseconds), and how much eight get in a second.

    `quick` is what the quickest tenth waits at most: what a page takes when nothing disturbs it.
    """

    quick: float
    median: float
    p95: float
    per_second: float


def time_one(act: Act, count: int) -> tuple[float, float, float]:
    """First decile, median and 95th percentile of `count` calls (ms); 20 seconds at most."""
    durations: list[float] = []
    limit = time.perf_counter() + _MOST_SECONDS
    while len(durations) < count and (len(durations) < 10 or time.perf_counter() < limit):  # noqa: PLR2004
        start = time.perf_counter()
        act()
        durations.append((time.perf_counter() - start) * 1000)
    parts = quantiles(durations, n=20)
    return parts[1], median(durations), parts[-1]


def count_many(acts: Sequence[Act], seconds: float) -> float:
    """How many calls a second are made by as many visitors as there are `acts`."""
    counts, faults = [0] * len(acts), []
    limit = time.perf_counter() + seconds

    def work(place: int) -> None:
        try:
            while time.perf_counter() < limit:
                acts[place]()
                counts[place] += 1
        except (RuntimeError, OSError, http.client.HTTPException) as fault:
            faults.append(fault)

    start = time.perf_counter()
    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{len(faults)} of {len(acts)} visitors were refused: {faults[0]}")
    return sum(counts) / (time.perf_counter() - start)
