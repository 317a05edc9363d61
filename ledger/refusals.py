"""The one kind of "no" that commands say, mapped once by each door."""

from collections.abc import Sequence
from typing import ClassVar


class Refusal(Exception):
    """A command's reasoned no.

    `code` is kebab-case and stable; `detail` is a sentence for people that names what was seen, what was
    expected and how to mend it; `field` is the input it belongs to; `status` is the HTTP answer that fits.
    `errors` carries further refusals when a plural command refuses several items at once. A lazily translated
    title or detail is put into words when the refusal is raised, in the language of whoever asked.
    """

    code: ClassVar[str] = "refused"
    title: ClassVar[object] = "The request was refused"
    status: ClassVar[int] = 409

    def __init__(self, detail: object = "", *, field: str | None = None, errors: Sequence["Refusal"] = ()) -> None:
        self.detail = str(detail or self.title)
        super().__init__(self.detail)
        self.field = field
        self.errors = tuple(errors)


class NotPermitted(Refusal):
    """The actor may not do this, whatever the input."""

    code = "not-permitted"
    title: ClassVar[object] = "You may not do this"
    status = 403


class NotFound(Refusal):
    """There is no such thing for this actor: absent, or not theirs."""

    code = "not-found"
    title: ClassVar[object] = "Not found"
    status = 404


class InvalidInput(Refusal):
    """The input can't be right, whatever the state of the bank."""

    code = "invalid-input"
    title: ClassVar[object] = "The input is not valid"
    status = 422


class IdempotencyKeyReused(Refusal):
    """The same key came with another request."""

    code = "idempotency-key-reused"
    title: ClassVar[object] = "This idempotency key was used for another request"
    status = 422


class IdempotencyInProgress(Refusal):
    """The same key is being worked on right now."""

    code = "idempotency-in-progress"
    title: ClassVar[object] = "The same request is being worked on; ask again in a moment"
    status = 409
