"""Giving each application its jurors evenly: pure, deterministic, exact on the loads.

Each place is filled along a shortest chain of exchanges that ends at the least loaded juror that
can be reached (an optimal semi-matching): as many places as possible are filled, and the loads
are as even as capacities and conflicts allow. Pairs that exist already are never moved.
"""

import hashlib
import uuid
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

Pair = tuple[uuid.UUID, uuid.UUID]  # juror, application


@dataclass(frozen=True, slots=True)
class JurorCapacity:
    """A juror who can take files: at most `capacity` in all (None: no limit)."""

    id: uuid.UUID
    capacity: int | None = None

    def has_capacity(self, load: int) -> bool:
        return self.capacity is None or load < self.capacity


@dataclass(frozen=True, slots=True)
class Situation:
    """What is to be distributed. `fixed` pairs stay, `forbidden` pairs never happen."""

    applications: Sequence[uuid.UUID]
    jurors: Sequence[JurorCapacity]
    fixed: Collection[Pair] = frozenset()
    forbidden: Collection[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be given: new pairs, the load of each juror afterwards, places left empty."""

    new: tuple[Pair, ...]
    loads: dict[uuid.UUID, int]
    missing: dict[uuid.UUID, int]

    @property
    def fingerprint(self) -> str:
        """The same for the same plan: what was previewed is what is applied."""
        text = ",".join(f"{juror}:{application}" for juror, application in self.new)
        return hashlib.sha256(f"{text}|{sorted(self.loads.items())}".encode()).hexdigest()


@dataclass(slots=True)
class _Table:
    """The distribution being made."""

    jurors: Sequence[JurorCapacity]
    barred: set[Pair]
    loads: dict[uuid.UUID, int]
    given: dict[uuid.UUID, list[uuid.UUID]]  # application: its new jurors
    files: dict[uuid.UUID, list[uuid.UUID]]  # juror: their new applications
    rank: dict[uuid.UUID, int] = field(default_factory=dict)
    met: dict[Pair, int] = field(default_factory=dict)

    def candidates(self, application: uuid.UUID) -> list[JurorCapacity]:
        """The jurors who could be added to an application, even above their capacity."""
        taken = set(self.given[application])
        return [
            juror
            for juror in self.jurors
            if juror.id not in taken and (juror.id, application) not in self.barred
        ]

    def add(self, application: uuid.UUID, juror: uuid.UUID) -> None:
        for other in self.given[application]:
            for pair in ((juror, other), (other, juror)):
                self.met[pair] = self.met.get(pair, 0) + 1
        self.given[application].append(juror)
        self.files[juror].append(application)
        self.loads[juror] += 1

    def take(self, application: uuid.UUID, juror: uuid.UUID) -> None:
        self.given[application].remove(juror)
        self.files[juror].remove(application)
        self.loads[juror] -= 1

    def preference(self, application: uuid.UUID, juror: JurorCapacity) -> tuple[int, int, int]:
        """Least loaded first, then who has met the others of this file least, then in order."""
        acquainted = sum(self.met.get((juror.id, other), 0) for other in self.given[application])
        return self.loads[juror.id], acquainted, self.rank[juror.id]


def distribute(situation: Situation, per_file: int) -> Plan:
    """Give each application `per_file` jurors in all, counting those it keeps."""
    table = _prepared(situation)
    keeps = dict.fromkeys(situation.applications, 0)
    for _juror, application in situation.fixed:
        if application in keeps:
            keeps[application] += 1
    missing: dict[uuid.UUID, int] = {}
    for place in range(per_file):
        for application in situation.applications:
            if keeps[application] <= place and not _fill(table, application):
                missing[application] = missing.get(application, 0) + 1
    new = tuple(
        (juror, application)
        for application in situation.applications
        for juror in sorted(table.given[application], key=table.rank.__getitem__)
    )
    return Plan(new=new, loads=table.loads, missing=missing)


def _prepared(situation: Situation) -> _Table:
    loads = {juror.id: 0 for juror in situation.jurors}
    for juror, _application in situation.fixed:
        if juror in loads:
            loads[juror] += 1
    return _Table(
        jurors=situation.jurors,
        barred=set(situation.fixed) | set(situation.forbidden),
        loads=loads,
        given={application: [] for application in situation.applications},
        files={juror.id: [] for juror in situation.jurors},
        rank={juror.id: place for place, juror in enumerate(situation.jurors)},
    )


def _fill(table: _Table, application: uuid.UUID) -> bool:
    """Fill one place of an application. False when nobody can be found, even by exchanges."""
    least = min(
        (table.loads[d.id] for d in table.jurors if d.has_capacity(table.loads[d.id])), default=None
    )
    if least is None:
        return False
    free = [d for d in table.candidates(application) if table.loads[d.id] == least]
    free = [d for d in free if d.has_capacity(least)]
    if free:
        best = min(free, key=lambda juror: table.preference(application, juror))
        table.add(application, best.id)
        return True
    return _exchange(table, application)


def _exchange(table: _Table, application: uuid.UUID) -> bool:
    """Fill a place by a chain: a juror takes it and gives one of theirs to another, and so on."""
    came: dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID | None]] = {}
    jurors = {juror.id: juror for juror in table.jurors}
    waiting: deque[tuple[uuid.UUID, uuid.UUID | None]] = deque([(application, None)])
    seen = {application}
    while waiting:
        wanted, giver = waiting.popleft()
        for juror in table.candidates(wanted):
            if juror.id not in came:
                came[juror.id] = (wanted, giver)
                fresh = [file for file in table.files[juror.id] if file not in seen]
                seen.update(fresh)
                waiting.extend((file, juror.id) for file in fresh)
    ends = [juror for juror in came if jurors[juror].has_capacity(table.loads[juror])]
    if not ends:
        return False
    end: uuid.UUID | None = min(
        ends, key=lambda juror_id: (table.loads[juror_id], table.rank[juror_id])
    )
    while end is not None:
        wanted, giver = came[end]
        if giver is not None:
            table.take(wanted, giver)
        table.add(wanted, end)
        end = giver
    return True
