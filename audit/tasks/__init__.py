"""The inspectors' followers and doorbells; Celery finds them here."""

from audit.tasks.closings import close
from audit.tasks.exports import make, remove_old, sweep

__all__ = ["close", "make", "remove_old", "sweep"]
