"""The front desk: settings, addresses, the Celery application. Nobody imports it."""

from abc_portal.celery import app as celery_app

__all__ = ["celery_app"]
