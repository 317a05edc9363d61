"""The inspectors' followers and doorbells; Celery finds them here."""

from audit.tasks.closings import close
from audit.tasks.exports import make, remove_old, sweep
from audit.tasks.findings import find, find_for

__all__ = ["close", "find", "find_for", "make", "remove_old", "sweep"]
