"""The work queue of an institution's staff: each kind of thing that waits, how many, since when, and for whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils.translation import gettext as _

from batches.models import Batch, BatchChunk
from batches.roles import MAY_REVOKE
from credentials.models import OfferingVersion
from identity.principals import APPROVER, ISSUER, REGISTRAR, Principal
from learners.models import RosterLink
from redemptions.models import Waiting

OLD_AFTER_DAYS = 7


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One kind of waiting work; `page` names its address, `yours` tells whether the actor's roles can do it."""

    code: str
    label: str
    icon: str
    page: str
    query: str
    count: int
    since: datetime | None
    now: datetime
    yours: bool

    @property
    def is_old(self) -> bool:
        """Whether the oldest has waited longer than a week."""
        return self.since is not None and (self.now - self.since).days >= OLD_AFTER_DAYS


def work_of(actor: Principal, institution_id: UUID, *, now: datetime) -> list[QueueItem]:
    """Return what waits at an institution, the actor's own work first."""
    roles = {role for role in (ISSUER, APPROVER, REGISTRAR) if actor.has(role, institution_id)}
    place, decide = institution_id, (APPROVER, REGISTRAR)
    results, revocations = _ready(place, revoking=False), _ready(place, revoking=True)
    kinds = (
        ("approve-files", _("Files to approve"), "file-check", "batches", "?stage=ready", results, (APPROVER,)),
        ("approve-revocations", _("Revocations to approve"), "ban", "batches", "?stage=ready", revocations, MAY_REVOKE),
        ("mend-rows", _("Rows to mend"), "pencil", "batches", "", _broken(place), (ISSUER,)),
        ("decide", _("Redemption requests"), "inbox", "inbox", "", _requests(place), decide),
        ("review", _("Courses to review"), "book-open", "staff-catalogue", "", _reviews(place), (APPROVER,)),
        ("roster", _("Names that differ"), "users", "roster", "", _mismatches(place), (REGISTRAR,)),
    )
    items = [
        QueueItem(code, label, icon, page, query, *waits, now=now, yours=bool(roles & set(whose)))
        for code, label, icon, page, query, waits, whose in kinds
    ]
    return sorted(items, key=lambda item: (not item.yours, not item.count))


Waits = tuple[int, datetime | None]


def _ready(institution_id: UUID, *, revoking: bool) -> Waits:
    """Files with good rows that wait: one whose every row must be mended is nobody's to approve yet."""
    waiting = BatchChunk.objects.filter(
        batch=OuterRef("pk"), row_count__gt=F("error_count") + F("done_count")
    )  # fmt: skip
    rows = Batch.objects.filter(
        Exists(waiting), institution_id=institution_id, stage=Batch.Stage.READY, dry_run=False
    )  # fmt: skip
    of_kind = Q(kind=Batch.Kind.REVOCATIONS)
    found = rows.filter(of_kind if revoking else ~of_kind).aggregate(count=Count("id"), since=Min("read_at"))
    return found["count"], found["since"]


def _broken(institution_id: UUID) -> Waits:
    """Rows with errors of files that are not given up: cancelled ones and mere checks are."""
    batches = Batch.objects.filter(institution_id=institution_id, dry_run=False, stage__in=["ready", "running", "done"])
    chunks = BatchChunk.objects.filter(batch__in=batches, error_count__gt=0)
    total = sum(chunks.values_list("error_count", flat=True))
    return total, chunks.aggregate(since=Min("batch__read_at"))["since"]


def _requests(institution_id: UUID) -> Waits:
    rows = Waiting.objects.filter(programme__institution_id=institution_id)
    found = rows.aggregate(count=Count("pk"), since=Min("redemption__asked_at"))
    return found["count"], found["since"]


def _reviews(institution_id: UUID) -> Waits:
    rows = OfferingVersion.objects.filter(
        offering__institution_id=institution_id, submitted_at__isnull=False, approved_at=None, retired_at=None
    )
    found = rows.aggregate(count=Count("id"), since=Min("submitted_at"))
    return found["count"], found["since"]


def _mismatches(institution_id: UUID) -> Waits:
    rows = RosterLink.objects.filter(institution_id=institution_id).exclude(match=RosterLink.Match.MATCHED)
    found = rows.aggregate(count=Count("id"), since=Min("linked_at"))
    return found["count"], found["since"]
