"""The sign of life of the worker."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from callforprojects.core.data.database import Model

ONLY_TICK = uuid.UUID(int=1)


class WorkerTick(Model):
    """When the worker last said that it runs: one row, written each minute."""

    __tablename__ = "worker_tick"

    ticked_at: Mapped[datetime] = mapped_column()
