"""What leaves add up to: each lot's chain of custody, and deposited = held + redeemed + lapsed + revoked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from ledger.acts import ACT, DEPOSIT, LAPSE, REDEEM, REINSTATE, REVOKE, day_of
from ledger.log.leaves import LeafFacts, TransferFacts

Worth = tuple[Decimal, Decimal, Decimal, str, str, date, date, UUID, bytes]


@dataclass(frozen=True, slots=True)
class Finding:
    """A law of the book that the leaves break: its name, the leaf (by its index) that breaks it, and how."""

    name: str
    index: int | None
    detail: str


class Custody(NamedTuple):
    """Where a lot is after its last transfer: `place` is None while its holder has it."""

    sequence: int
    kind: str
    place: UUID | None
    worth: Worth


class Balance(NamedTuple):
    """Credits of one issuing account at one level."""

    deposited: Decimal
    held: Decimal
    redeemed: Decimal
    lapsed: Decimal
    revoked: Decimal

    @property
    def is_conserved(self) -> bool:
        """Whether everything that was deposited is somewhere, once."""
        return self.deposited == self.held + self.redeemed + self.lapsed + self.revoked


def worth_of(move: TransferFacts) -> Worth:
    """Return what must be the same in every transfer of a lot: its worth, its dates, its issuer and its holder."""
    return (
        move.level, move.credits, move.hours, move.rule_set, move.rule_set_version, move.earned_on, move.expires_on,
        move.issuing_account_id, move.holder,
    )  # fmt: skip


@dataclass(slots=True)
class Fold:
    """The sums over the leaves read so far, in order; findings are kept and the folding goes on.

    `lots` may be any mapping (one on disk keeps memory flat), `totals` are credits by issuing account, level and kind.
    """

    lots: MutableMapping[UUID, Custody] = field(default_factory=dict)
    entries: set[UUID] = field(default_factory=set)
    totals: defaultdict[tuple[UUID, Decimal, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    findings: list[Finding] = field(default_factory=list)
    size: int = 0
    awaited: tuple[UUID, int, int] | None = None

    def add(self, leaves: Iterable[LeafFacts]) -> None:
        """Fold further leaves."""
        for leaf in leaves:
            self._enter(leaf)
            for move in leaf.transfers:
                for name in self._move(leaf, move):
                    self._found(name, f"lot {move.lot_id}, transfer {move.sequence} ({move.kind})")
            self.size += 1

    def _enter(self, leaf: LeafFacts) -> None:
        """Check that the entry comes once, in all its parts, with transfers exactly if its kind moves credits."""
        here = (leaf.entry_id, leaf.part, leaf.parts)
        if self.awaited not in {None, here} or (self.awaited is None and leaf.part != 1):
            self._found("entry-in-pieces", f"entry {leaf.entry_id}, part {leaf.part} of {leaf.parts}")
        elif leaf.part == 1 and leaf.entry_id in self.entries:
            self._found("entry-repeated", f"entry {leaf.entry_id}")
        self.entries.add(leaf.entry_id)
        self.awaited = (leaf.entry_id, leaf.part + 1, leaf.parts) if leaf.part < leaf.parts else None
        if (leaf.kind == ACT) == bool(leaf.transfers):
            self._found("entry-moves", f"entry {leaf.entry_id} ({leaf.kind}) with {len(leaf.transfers)} transfers")

    def _move(self, leaf: LeafFacts, move: TransferFacts) -> Iterator[str]:
        """Yield the names of the laws that a transfer breaks, and take it into the sums."""
        last = self.lots.get(move.lot_id)
        sequence = last.sequence if last else 0
        if move.sequence != sequence + 1:
            yield "custody-fork" if move.sequence <= sequence else "custody-gap"
        if move.kind != leaf.kind:
            yield "transfer-entered"
        if (move.kind == DEPOSIT) != (move.sequence == 1) or not _follows(last, move):
            yield "custody-broken"
        if last and last.worth != worth_of(move):
            yield "lot-altered"
        if move.credits <= 0 or move.hours <= 0 or move.expires_on <= move.earned_on:
            yield "lot-unsound"
        day = day_of(leaf.happened_at)
        if (move.kind == REDEEM and move.expires_on <= day) or (move.kind == LAPSE and move.expires_on > day):
            yield "expiry-disregarded"
        self.totals[move.issuing_account_id, move.level, move.kind] += move.credits
        place = None if move.kind in {DEPOSIT, REINSTATE} else move.other_account_id
        self.lots[move.lot_id] = Custody(move.sequence, move.kind, place, worth_of(move))

    def balances(self) -> dict[tuple[UUID, Decimal], Balance]:
        """Return the balance of each issuing account and level; what is held is counted from where the lots are."""
        held: defaultdict[tuple[UUID, Decimal], Decimal] = defaultdict(Decimal)
        for lot in self.lots.values():
            if lot.place is None:
                held[lot.worth[7], lot.worth[0]] += lot.worth[1]
        keys = {(account, level) for account, level, _kind in self.totals}
        return {key: self._balance(key, held[key]) for key in sorted(keys)}

    def _balance(self, key: tuple[UUID, Decimal], held: Decimal) -> Balance:
        total = {
            kind: self.totals.get((*key, kind), Decimal(0)) for kind in (DEPOSIT, REDEEM, REINSTATE, LAPSE, REVOKE)
        }
        return Balance(total[DEPOSIT], held, total[REDEEM] - total[REINSTATE], total[LAPSE], total[REVOKE])

    def close(self) -> list[Finding]:
        """Return all findings, with those that only the end can show: missing parts and sums that do not balance."""
        if self.awaited:
            self._found("entry-in-pieces", f"entry {self.awaited[0]} ends before part {self.awaited[1]}")
        unbalanced = [
            Finding("not-conserved", None, f"account {account}, level {level}: {balance}")
            for (account, level), balance in self.balances().items()
            if not balance.is_conserved
        ]
        return [*self.findings, *unbalanced]

    def _found(self, name: str, detail: str) -> None:
        self.findings.append(Finding(name, self.size, detail))


def _follows(last: Custody | None, move: TransferFacts) -> bool:
    """Whether the move starts where the last one ended."""
    if move.kind == DEPOSIT:
        return last is None and move.other_account_id == move.issuing_account_id
    if move.kind == REINSTATE:
        return last is not None and last.kind == REDEEM and last.place == move.other_account_id
    return move.kind in {REDEEM, LAPSE, REVOKE} and last is not None and last.place is None
