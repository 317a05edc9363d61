"""What a document says of itself, short enough to be shown: claims until the verdict says that they are proven."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

IssuerKind = Literal["bank", "institution", "stranger", "unvouched", "unproven"]
LONGEST = 300
_KINDS = ("OpenBadgeCredential", "AchievementCredential", "EndorsementCredential", "ClrCredential")


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in the document, cut to 300 letters and cleaned of signs that can't be seen; `""` if unsaid.

    `issuer_kind` is this bank's own knowledge: itself, one of its institutions, a stranger with a domain, or a key
    that nobody vouches for; "unproven" while anybody may have written the issuer's name there. Numbers are kept as the
    text that was signed.
    """

    kind: str = ""
    container: str = ""
    credential_id: str = ""
    name: str = ""
    issuer_id: str = ""
    issuer_name: str = ""
    issuer_kind: IssuerKind = "unproven"
    subject_id: str = ""
    subject_name: str = ""
    achievement_id: str = ""
    achievement: str = ""
    level: str = ""
    credits: str = ""
    hours: str = ""
    grade: str = ""
    awarded_at: str = ""
    valid_from: str = ""
    valid_until: str = ""
    proof_kinds: tuple[str, ...] = ()

    @property
    def issuer_domain(self) -> str:
        """The host that a did:web or https issuer speaks from; the id itself for others."""
        return domain_of(self.issuer_id) or self.issuer_id

    def to_json(self) -> dict[str, Any]:
        """Return the facts by name."""
        return asdict(self)


def facts_of(document: Mapping[str, Any], *, container: str, issuer_kind: IssuerKind, proofs: tuple[str, ...]) -> Facts:
    """Return what a document says; never raises, however odd the document is."""
    issuer, subject = document.get("issuer"), _first(document.get("credentialSubject"))
    achievement = _first(subject.get("achievement"))
    results = dict(_results(subject, achievement))
    return Facts(
        kind=_kind(document),
        container=container,
        credential_id=shown(document.get("id")),
        name=shown(document.get("name")),
        issuer_id=shown(issuer_id(document)),
        issuer_name=shown(issuer.get("name")) if isinstance(issuer, Mapping) else "",
        issuer_kind=issuer_kind,
        subject_id=shown(subject.get("id")),
        subject_name=next(_names(subject), ""),
        achievement_id=shown(achievement.get("id")),
        achievement=shown(achievement.get("name")),
        level=next(_aligned(achievement, "ext:NCrFLevel"), ""),
        credits=shown(subject.get("creditsEarned")),
        hours=results.get("ext:NotionalHours", ""),
        grade=results.get("LetterGrade", ""),
        awarded_at=shown(document.get("awardedDate")),
        valid_from=shown(document.get("validFrom") or document.get("issuanceDate")),
        valid_until=shown(document.get("validUntil") or document.get("expirationDate")),
        proof_kinds=proofs,
    )


def issuer_id(document: Mapping[str, Any]) -> str:
    """Return the id of the issuer, named alone or in an object; `""` if there is none."""
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    return found if isinstance(found, str) else ""


def types_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types of a node, written alone or as a list."""
    return tuple(one for one in as_list(node.get("type")) if isinstance(one, str))


def as_list(value: Any) -> list[Any]:
    """Return one value, or several, or none, as a list: JSON-LD writes all three."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def domain_of(identifier: str) -> str:
    """Return the host, with its port if it has one, of a did:web or an http(s) id; `""` for others."""
    if identifier.startswith("did:web:"):
        return unquote(identifier.removeprefix("did:web:").split("#")[0].split(":")[0]).lower()
    try:
        return urlsplit(identifier).netloc.lower() if identifier.startswith(("https://", "http://")) else ""
    except ValueError:
        return ""


def shown(value: Any) -> str:
    """Return a text or number as it may be put on a page: no invisible or direction-changing signs, not too long."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    # Joiners (Cf) are part of Indic spelling; overrides of direction are not.
    kept = (c for c in str(value)[:LONGEST] if c in "\u200c\u200d" or unicodedata.category(c)[0] != "C")
    return "".join(kept).strip()


def _kind(document: Mapping[str, Any]) -> str:
    types = types_of(document)
    return next((kind for kind in _KINDS if kind in types), shown(types[-1]) if types else "")


def _first(value: Any) -> Mapping[str, Any]:
    return next((one for one in as_list(value) if isinstance(one, Mapping)), {})


def _names(subject: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(subject.get("name"), str):
        yield shown(subject["name"])
    for one in as_list(subject.get("identifier")):
        if isinstance(one, Mapping) and one.get("identityType") == "name" and one.get("hashed") is not True:
            yield shown(one.get("identityHash"))


def _aligned(achievement: Mapping[str, Any], target_type: str) -> Iterator[str]:
    for one in as_list(achievement.get("alignment")):
        if isinstance(one, Mapping) and one.get("targetType") == target_type:
            yield shown(one.get("targetCode"))


def _results(subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    described = [one for one in as_list(achievement.get("resultDescription")) if isinstance(one, Mapping)]
    kinds = {one["id"]: str(one.get("resultType")) for one in described if isinstance(one.get("id"), str)}
    for one in as_list(subject.get("result")):
        if isinstance(one, Mapping) and isinstance(one.get("resultDescription"), str):
            yield kinds.get(one["resultDescription"], ""), shown(one.get("value"))
