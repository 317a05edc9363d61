"""Status lists as they were published last."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from credentials.models import StatusList
from ledger.refusals import NotFound


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A list for its readers: the signed document's bytes, None while it was never published."""

    id: UUID
    content: bytes | None
    published_at: datetime | None


def published_list(list_id: UUID) -> PublishedList:
    """Return a list by its id; refuses an unknown one."""
    row = StatusList.objects.filter(id=list_id).first()
    if row is None:
        raise NotFound(_("There is no such status list."))
    return PublishedList(row.id, bytes(row.published) if row.published else None, row.published_at)


def written(document: dict[str, Any]) -> bytes:
    """Return a signed document as the bytes that are served."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
