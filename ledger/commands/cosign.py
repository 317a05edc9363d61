"""Having the published checkpoint cosigned by witnesses, apart from the seal, which never waits for them."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from django.db import transaction
from django.db.models.functions import Now

from ledger.log.checkpoints import SealedCheckpoint
from ledger.log.witness_client import HttpPost
from ledger.log.witnessing import Cosigned, Post, Witness, WitnessFailed, ask
from ledger.log_settings import log_store, log_witnesses
from ledger.models import Cosignature, WitnessFault
from ledger.queries.cosignatures import key_of, last_sizes, with_cosignatures
from ledger.queries.log import checkpoint_at
from ledger.queries.log_proofs import consistency_between
from ledger.queries.published import published
from ledger.refusals import Refusal

SECONDS, MOST_AT_ONCE = 5.0, 8
log = logging.getLogger("bank.cosign")


def cosign_published(*, at: datetime, post: Post | None = None) -> int:
    """Ask every witness that has not cosigned the published checkpoint, and show it with what they signed.

    Returns how many cosigned now. A witness that fails is named in the log and keeps an open fault until it cosigns
    again; the others are not held up by it. Nothing happens before something is sealed, without witnesses, or while
    the database and the published log disagree, which is the seal's alarm.
    """
    named, shown = log_witnesses(), published(log_store())
    if not named or shown is None or not shown.checkpoint.size or not _is_ours(shown):
        return 0
    size, sizes = shown.checkpoint.size, last_sizes()
    asked = [one for one in named if sizes.get(key_of(one), 0) < size]
    count = _keep(shown, asked, _answers(shown, asked, sizes, at, post or HttpPost(seconds=SECONDS)))
    _show_cosigned(size)
    return count


def _is_ours(shown: SealedCheckpoint) -> bool:
    ours = checkpoint_at(shown.checkpoint.size)
    return ours is not None and ours.root == shown.checkpoint.root


def _answers(
    shown: SealedCheckpoint, asked: Sequence[Witness], sizes: dict[str, int], at: datetime, post: Post
) -> list[Cosigned | WitnessFailed]:
    """Ask all at once; no thread touches the database."""
    size = shown.checkpoint.size

    def answer(witness: Witness) -> Cosigned | WitnessFailed:
        try:
            return ask(
                witness, shown.note, size=size, known=sizes.get(key_of(witness), 0), now=int(at.timestamp()),
                prove=lambda known: consistency_between(known, size), post=post,
            )  # fmt: skip
        except WitnessFailed as failed:
            return failed
        except (Refusal, OSError) as problem:
            return WitnessFailed(f"{witness.name} could not be given a proof: {problem}")

    with ThreadPoolExecutor(max_workers=MOST_AT_ONCE) as threads:
        return list(threads.map(answer, asked))


def _keep(shown: SealedCheckpoint, asked: Sequence[Witness], answers: Sequence[Cosigned | WitnessFailed]) -> int:
    """Store what was signed, and what failed; the same signature twice is stored once."""
    count = 0
    for witness, answer in zip(asked, answers, strict=True):
        if isinstance(answer, WitnessFailed):
            _raise_fault(witness, answer)
            continue
        row = Cosignature(
            size=shown.checkpoint.size, witness=witness.name, key_id=key_of(witness), line=answer.signature.line,
            stated_at=datetime.fromtimestamp(answer.at, UTC),
        )  # fmt: skip
        Cosignature.objects.bulk_create([row], ignore_conflicts=True)
        WitnessFault.objects.filter(key_id=key_of(witness), ended_at=None).update(ended_at=Now())
        count += 1
    return count


def _raise_fault(witness: Witness, failed: WitnessFailed) -> None:
    log.warning("a witness did not cosign: %s", failed.detail)
    with transaction.atomic():
        row, _made = WitnessFault.objects.get_or_create(
            key_id=key_of(witness), ended_at=None, defaults={"witness": witness.name, "detail": failed.detail}
        )
        WitnessFault.objects.filter(pk=row.pk).update(seen_at=Now(), detail=failed.detail)


def _show_cosigned(size: int) -> None:
    """Show the checkpoint with its cosignatures, if it is still the one that is shown and nobody else writes."""
    store = log_store()
    with store.sole_writer() as mine:
        shown = published(store) if mine else None
        if shown is None or shown.checkpoint.size != size:
            return
        note = with_cosignatures(shown.note, size)
        if bytes(note) != bytes(shown.note):
            store.publish(bytes(note))
