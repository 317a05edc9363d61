"""bin/verify's inner half: one file or address in, one sentence and the checks out, without database or site."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from credentials.verifying.documents import strict_json
from credentials.verifying.engine import verify
from credentials.verifying.facts import Facts
from credentials.verifying.fetching import Outside
from credentials.verifying.log_proofs import LogVerdict, judge, leaf_json
from credentials.verifying.log_shell import add_options, asked_of, check_options, told_of_log
from credentials.verifying.reading import MOST_CONTAINER_BYTES
from credentials.verifying.verdicts import CheckFailed, Verdict
from credentials.verifying.worlds import Stranger
from ledger.refusals import Refusal

VALID, NOT_VALID, UNVERIFIABLE = 0, 1, 2
# A learner's record names the keys and lists of many institutions. Here a person asks for himself; a site that asked so
# often for anybody could be used to flood others.
MOST_ERRANDS = 200
_SHOWN = {
    "kind": "Kind", "name": "Name", "achievement": "Achievement", "level": "NCrF level", "credits": "Credits",
    "hours": "Learning hours", "grade": "Grade", "subject_name": "Learner", "issuer_name": "Issuer",
    "issuer_id": "Issuer's id", "valid_from": "Valid from", "valid_until": "Valid until", "credential_id": "Id",
}  # fmt: skip


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="bin/verify",
        description="Says whether a credential is valid. Exits with 0 for valid; 1 for invalid, revoked, suspended or "
        "expired, or not proved; 2 when that cannot be told now.",
    )
    parser.add_argument(
        "source", nargs="?", metavar="FILE|URL|-", help="JSON, JWT, PNG, SVG or PDF, its https address, or - for stdin"
    )
    parser.add_argument("--json", action="store_true", help="print the whole verdict as JSON")
    parser.add_argument(
        "--http",
        action="append",
        default=[],
        metavar="HOST:PORT",
        help="a host that may be private and is asked by http",
    )
    parser.add_argument(
        "--did",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a saved DID document; nothing is fetched then",
    )
    parser.add_argument(
        "--status-list", action="append", default=[], type=Path, metavar="FILE", help="a saved status list; the same"
    )
    add_options(parser)
    options = parser.parse_args(arguments)
    check_options(parser, options)
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the verdict and return the exit code."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # names in Devanagari, any terminal
    options = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        asked = asked_of(options)
        verdict = None if options.source is None else _verdict(options)
    except (OSError, CheckFailed, Refusal) as problem:
        sys.stderr.write(f"{problem}\n")
        return UNVERIFIABLE
    proof = None if asked is None else judge(asked, verdict.facts if verdict else None)
    sys.stdout.write(f"{_said(verdict, proof, as_json=options.json)}\n")
    if proof is not None and not proof.proved:
        return NOT_VALID
    return VALID if verdict is None else {"valid": VALID, "unverifiable": UNVERIFIABLE}.get(verdict.outcome, NOT_VALID)


def _verdict(options: argparse.Namespace) -> Verdict:
    source, world = _source(options.source), _world(options)
    return verify(source, world=world, at=datetime.now(UTC), most_errands=MOST_ERRANDS)


def _said(verdict: Verdict | None, proof: LogVerdict | None, *, as_json: bool) -> str:
    """Return the credential's verdict alone, or after what the log proves."""
    if as_json:
        said = verdict.to_json() if verdict else {}
        if proof is not None:
            said = {"log": leaf_json(proof), **({"credential": said} if verdict else {})}
        return json.dumps(said, ensure_ascii=False, indent=1)
    return "\n\n".join([*([told_of_log(proof)] if proof else []), *([told(verdict)] if verdict else [])])


def told(verdict: Verdict) -> str:
    """Return the verdict for a terminal: the sentence, the checks, what was changed, what it says, and its parts."""
    lines = [verdict.headline.sentence(), ""]
    for check in verdict.checks:
        mark = "ok" if check.ground == "passed" else "?" if check.ground == "unknown" else "NO"
        lines.append(f"  {mark:<3}{check.name:<11}{check.wording.sentence()}")
    for difference in verdict.differences:
        signed = f", signed was {difference.signed}" if difference.signed is not None else ""
        lines.append(f"  NO {difference.kind:<11}{difference.pointer}: {difference.seen or 'nothing'}{signed}")
    lines.extend(_facts(verdict.facts))
    lines.extend(f"  {part.pointer}: {part.verdict.headline.sentence()}" for part in verdict.parts)
    return "\n".join(lines)


def _facts(facts: Facts) -> list[str]:
    said = facts.to_json()
    found = [f"  {label:<16}{said[name]}" for name, label in _SHOWN.items() if said[name]]
    heading = "Not proven, but it says:" if facts.issuer_kind == "unproven" else "It says:"
    return ["", heading, *found] if found else []


def _world(options: argparse.Namespace) -> Stranger:
    """Return who is known: the saved documents alone, or else the internet."""
    dids = {str(one.get("id")): one for one in map(_saved, options.did)}
    lists = {str(one.get("id")): one for one in map(_saved, options.status_list)}
    outside = None if dids or lists else Outside(near=frozenset(host.lower() for host in options.http))
    return Stranger(outside=outside, did_documents=dids, status_lists=lists)


def _saved(path: Path) -> dict[str, Any]:
    return strict_json(path.read_bytes())


def _source(named: str) -> bytes:
    if named.startswith(("https://", "http://")):
        return named.encode()
    if named == "-":
        return sys.stdin.buffer.read(MOST_CONTAINER_BYTES + 1)
    with Path(named).open("rb") as file:
        return file.read(MOST_CONTAINER_BYTES + 1)


if __name__ == "__main__":
    sys.exit(main())
