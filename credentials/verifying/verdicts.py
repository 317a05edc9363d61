"""What is said of a credential, and why: an outcome that is computed from checks and can't be set by hand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from credentials.verifying.facts import Facts, shown
from credentials.verifying.sentences import HEADLINES, SENTENCES, Ground
from ledger.ncrf.wording import Wording

Outcome = Literal["valid", "revoked", "suspended", "expired", "invalid", "unverifiable"]
CheckName = Literal["form", "signature", "issuer", "dates", "status", "parts"]
CHECKS: tuple[CheckName, ...] = ("form", "signature", "issuer", "dates", "status")
PartKind = Literal["credential", "endorsement"]

# Without these nothing that a document says of itself is believed, its own dates and status entry included.
_PROOF: tuple[CheckName, ...] = ("form", "signature")
_OUTCOMES: dict[Ground, Outcome] = {
    "broken": "invalid",
    "revoked": "revoked",
    "suspended": "suspended",
    "expired": "expired",
    "early": "invalid",
    "unknown": "unverifiable",
}


class CheckFailed(Exception):
    """A check's finding other than "passed"; refuses codes that have no sentence."""

    def __init__(self, code: str, **parameters: "str | int | Wording") -> None:
        self.code = code
        # Much of it was written by strangers: no invisible signs, no commands to a terminal, not too long.
        self.parameters = {
            name: shown(value) if isinstance(value, str) else value for name, value in parameters.items()
        }
        super().__init__(Wording(SENTENCES[code].template, self.parameters).sentence())


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found; `code` is stable, the wording is English until it is translated."""

    name: CheckName
    code: str
    parameters: Mapping[str, "str | int | Wording"] = field(default_factory=dict)

    @classmethod
    def failed(cls, name: CheckName, failure: CheckFailed) -> "Check":
        """Return what a failure says, as a check."""
        return cls(name, failure.code, failure.parameters)

    @property
    def ground(self) -> Ground:
        """On what ground this check decides; `passed` only if it was made and found nothing."""
        return SENTENCES[self.code].ground

    @property
    def wording(self) -> Wording:
        """The sentence for people."""
        return Wording(SENTENCES[self.code].template, self.parameters)

    def to_json(self) -> dict[str, Any]:
        """Return name, result, code, parameters and the English sentence."""
        said = {
            name: value.sentence() if isinstance(value, Wording) else value for name, value in self.parameters.items()
        }
        return {
            "check": self.name,
            "result": self.ground,
            "code": self.code,
            "parameters": said,
            "detail": self.wording.sentence(),
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the document differs from what this bank issued: `seen` here, `signed` then (JSON, cut short).

    `signed` is None where it is not for this reader, `seen` where the field was removed.
    """

    pointer: str
    kind: Literal["changed", "added", "removed"]
    seen: str | None
    signed: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A credential inside the credential, with a verdict of its own; endorsements don't weigh on the whole."""

    kind: PartKind
    pointer: str
    verdict: "Verdict"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The checks that were made, what the document says, and what follows.

    The first row that holds decides. "Proven" means that the checks `form` and `signature` have passed.

    ====  ==============================================================  ============
    row   what was found                                                  outcome
    ====  ==============================================================  ============
    1     any check is broken (a bad signature is hidden by nothing)      invalid
    2     not proven (a stranger's text could say any date or list)       unverifiable
    3     a verified list says revoked                                    revoked
    4     a verified list says suspended, or the issuer is suspended      suspended
    5     past its end                                                    expired
    6     before its beginning: we know that it doesn't hold today        invalid
    7     a check could not be made (list, issuer, address out of reach)  unverifiable
    8     each of the five checks has passed                              valid
    9     a check is missing                                              unverifiable
    ====  ==============================================================  ============

    The credentials inside a record weigh as one more check each: a record with a revoked credential in it is not
    valid as it stands, and its headline says how many of how many.
    """

    checks: tuple[Check, ...]
    facts: Facts
    parts: tuple[Part, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The one word, by the table above."""
        ground = _decisive(self.checks, self._of_parts())
        if ground is not None:
            return _OUTCOMES[ground]
        return "valid" if {check.name for check in self.checks} >= set(CHECKS) else "unverifiable"

    @property
    def reasons(self) -> tuple[Check, ...]:
        """The checks that decided; none when it is valid."""
        from_parts = self._of_parts()
        ground = _decisive(self.checks, from_parts)
        return tuple(check for check in (*self.checks, *from_parts) if check.ground == ground)

    @property
    def headline(self) -> Wording:
        """One plain sentence for people; it never says only "valid" of an issuer that nobody here knows."""
        outcome, reasons = self.outcome, self.reasons
        if outcome == "valid":
            template = HEADLINES[f"valid-{self.facts.issuer_kind}"]
            issuer = self.facts.issuer_name or self.facts.issuer_id
            return Wording(template, {"issuer": issuer, "domain": self.facts.issuer_domain})
        reason = reasons[0].wording if reasons else Wording(HEADLINES["unchecked"], {})
        return Wording(HEADLINES[outcome], {"reason": reason})

    def to_json(self) -> dict[str, Any]:
        """Return everything for the API and the shell, sentences in English."""
        return {
            "outcome": self.outcome,
            "sentence": self.headline.sentence(),
            "reasons": [check.code for check in self.reasons],
            "checks": [check.to_json() for check in self.checks],
            "facts": self.facts.to_json(),
            "parts": [{"kind": part.kind, "pointer": part.pointer, **part.verdict.to_json()} for part in self.parts],
            "differences": [
                {"pointer": d.pointer, "kind": d.kind, "seen": d.seen, "signed": d.signed} for d in self.differences
            ],
        }

    def _of_parts(self) -> tuple[Check, ...]:
        weighing = [part.verdict.outcome for part in self.parts if part.kind == "credential"]
        bad = Counter(outcome for outcome in weighing if outcome != "valid")
        return tuple(
            Check("parts", f"part-{outcome}", {"count": len(weighing), "bad": number})
            for outcome, number in bad.items()
        )


def _decisive(checks: Iterable[Check], of_parts: Iterable[Check]) -> Ground | None:
    """Return the ground of the first row of the table that holds, or None when no check speaks against it."""
    found = {(check.name, check.ground) for check in checks}
    grounds: set[Ground] = {ground for _, ground in found} | {check.ground for check in of_parts}
    if "broken" in grounds:
        return "broken"
    if any((name, "passed") not in found for name in _PROOF):
        return "unknown"
    order: tuple[Ground, ...] = ("revoked", "suspended", "expired", "early", "unknown")
    return next((ground for ground in order if ground in grounds), None)
