"""A whole generated database: `make_data(10_000)` inside an application's context."""

from datetime import timedelta

from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from tools.benchmark.filing import Filing
from tools.benchmark.judging import DRAFTS, Judging
from tools.benchmark.world import World, make_world
from tools.benchmark.writer import Writer

_AT_ONCE = 250


def make_data(size: int) -> World:
    """Write one call with `size` filed applications, three reviews each; nothing is committed.

    The same size gives the same marks and amounts each time. Raises ValueError below 8.
    """
    if size < DRAFTS:
        raise ValueError(f"at least {DRAFTS} applications are needed, for as many drafts")
    with in_language("fr"):
        world = make_world(size)
        assert world.call.opens_at is not None
        filed_at = world.call.opens_at + timedelta(days=60)
        writer = Writer(db.session.connection(), filed_at)
        filing, judging = Filing(world, writer), Judging(world, writer)
        for number in range(size):
            application_id, submission_id = filing.file(number)
            judging.judge(number, application_id, submission_id)
            world.application_ids.append(application_id)
            if not (number + 1) % _AT_ONCE:
                writer.flush()
        writer.flush()
    return world
