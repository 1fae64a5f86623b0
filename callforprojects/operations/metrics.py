"""The figures that the database knows, read when they are asked for: the same for all processes."""

from collections.abc import Iterator

from callforprojects.core.web.metrics import Figure
from callforprojects.operations import queries


def database_figures() -> Iterator[Figure]:
    """The outbox, the journal, the worker."""
    yield Figure(
        "callforprojects_messages",
        "Mails in the outbox, by status.",
        {status.value: count for status, count in queries.outbox_counts().items()},
        label="status",
    )
    yield Figure(
        "callforprojects_activity_rows",
        "Rows of the activity, sealed into the chain; any that is not is a fault.",
        {"sealed": queries.sealed_count(), "unsealed": queries.unsealed_count()},
        label="seal",
    )
    if (age := queries.worker_age()) is not None:
        yield Figure(
            "callforprojects_worker_tick_age_seconds",
            "Seconds since the worker last said that it runs; absent when it never has.",
            {"": age.total_seconds()},
        )
