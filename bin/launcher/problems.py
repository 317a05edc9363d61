"""The one way in which the launcher gives up: a sentence for the person at the keyboard."""


class CannotStart(Exception):
    """Says in one sentence what is in the way and how to mend it."""
