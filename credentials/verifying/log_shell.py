"""The half of bin/verify that reads proofs in the log: its options, its files, and its words."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from credentials.verifying.log_proofs import Asked, LogVerdict
from ledger.log.leaves import LeafFacts
from ledger.log.notes import MOST_BYTES, VerifierKey, parse_vkey

MOST_LOTS = 5
_KINDS = {
    "act": "an act without credits", "deposit": "credits were awarded", "redeem": "credits were redeemed",
    "reinstate": "credits came back", "lapse": "credits expired", "revoke": "an award was revoked",
}  # fmt: skip


def add_options(parser: argparse.ArgumentParser) -> None:
    """Let the command line name a proof and the keys to check it with."""
    group = parser.add_argument_group("proof in the national log (checked without a network)")
    group.add_argument("--proof", type=Path, metavar="FILE", help="a .tlog-proof; FILE above may be left out then")
    group.add_argument(
        "--vkey", metavar="FILE|TEXT", help="the log's public key: <site>/tlog/vkey, from whom you trust"
    )
    group.add_argument("--opening", type=Path, metavar="FILE", help="what the owner of the award gave you")
    group.add_argument("--witness", action="append", default=[], metavar="VKEY", help="a witness that must cosign")
    group.add_argument("--quorum", type=int, metavar="N", help="how many of the witnesses (default: all)")


def check_options(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse options that do not belong together."""
    if options.proof is None:
        if options.vkey or options.opening or options.witness or options.quorum is not None:
            parser.error("--vkey, --opening, --witness and --quorum check a proof: name it with --proof FILE.")
        if options.source is None:
            parser.error("Name a credential (FILE, URL or -), or a proof with --proof FILE.")
    elif not options.vkey:
        parser.error(
            "--proof needs the log's public key: --vkey FILE or TEXT. Fetch it once from <site of the bank>/tlog/vkey"
            " and compare it with what a regulator or a newspaper has. Never take it from whoever gave you the proof:"
            " with a key of their own they could prove anything."
        )
    elif options.quorum is not None and not 0 <= options.quorum <= len(options.witness):
        parser.error(f"--quorum {options.quorum}: from 0 to the {len(options.witness)} witnesses was expected.")


def asked_of(options: argparse.Namespace) -> Asked | None:
    """Return what is asked about the log; refuses files that can't be read and keys that are none."""
    if options.proof is None:
        return None
    witnesses = tuple(_key(named) for named in options.witness)
    quorum = len(witnesses) if options.quorum is None else options.quorum
    opening = None if options.opening is None else _read(options.opening)
    return Asked(_read(options.proof), _key(options.vkey), witnesses, quorum, opening)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _key(named: str) -> VerifierKey:
    """Return the key of a text, or of the file of that name."""
    if "+" not in named or Path(named).is_file():
        named = _read(Path(named)).decode(errors="replace")
    return parse_vkey(named.strip())


def told_of_log(verdict: LogVerdict) -> str:
    """Return what a proof proves, for a terminal."""
    lines = ["Proved in the log." if verdict.proved else "Not proved in the log.", ""]
    lines += [f"  {'ok' if check.passed else 'NO':<3}{check.name:<11}{check.sentence}" for check in verdict.checks]
    if verdict.leaf is not None and verdict.sealed is not None:
        lines += ["", "The leaf says:", *_leaf(verdict.leaf)]
        cosigned = verdict.sealed.cosigned_at
        lines += [f"  {'Cosigned by':<16}{name} at {_moment(at)}" for name, at in cosigned.items()]
        if not cosigned:
            lines.append(f"  {'Cosigned by':<16}no witness that was named")
    return "\n".join(lines)


def _leaf(leaf: LeafFacts) -> Iterator[str]:
    part = f", part {leaf.part} of {leaf.parts}" if leaf.parts > 1 else ""
    told = {
        "Act": f"{_KINDS.get(leaf.kind, leaf.kind)} ({leaf.kind}, {leaf.narration}){part}",
        "Institution": leaf.institution_id or "none", "Entry": leaf.entry_id,
        "Happened": leaf.happened_at.isoformat(timespec="seconds"),
        "Recorded": leaf.recorded_at.isoformat(timespec="seconds"),
    }  # fmt: skip
    yield from (f"  {label:<16}{value}" for label, value in told.items())
    for move in leaf.transfers[:MOST_LOTS]:
        yield (
            f"  {'Lot':<16}{move.lot_id}: {move.credits} credits at NCrF level {move.level} for {move.hours} hours"
            f" ({move.rule_set} {move.rule_set_version}), earned on {move.earned_on}, expires on {move.expires_on}"
        )
    if len(leaf.transfers) > MOST_LOTS:
        yield f"  {'':<16}and {len(leaf.transfers) - MOST_LOTS} more lots"


def _moment(at: int) -> str:
    try:
        return datetime.fromtimestamp(at, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return f"{at} seconds after 1970"
