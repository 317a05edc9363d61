"""Whether a credential has the form that the Verifiable Credentials Data Model 2.0 asks for, member by member."""

from collections.abc import Mapping

from credentials.vcapi.problems import malformed
from credentials.vcapi.resources import check_resources
from credentials.vcapi.status import check_entry, check_list_credential
from credentials.vcapi.values import Node, check_agent, check_id, check_moment, check_type, check_url, objects, seen
from credentials.vcapi.vocabulary import check_contexts, check_words
from credentials.verifying.documents import child

TYPED = (
    "credentialStatus", "credentialSchema", "refreshService", "termsOfUse", "evidence", "confidenceMethod",
    "renderMethod",
)  # fmt: skip
"""Members whose objects must say their type (data model 2.0, 4.5 and 5.10)."""

_IDENTIFIED = frozenset({"credentialSchema"})
_LANGUAGE_MEMBERS = frozenset({"@value", "@language", "@direction"})


def check_credential(document: Node) -> None:
    """Refuse what is no conforming credential, signed or not; the proof is not looked at.

    Raises `DocumentProblem` with the first rule that is broken and where.
    """
    check_contexts(document)
    if "VerifiableCredential" not in check_type(document, ""):
        raise malformed("/type", "The types lack VerifiableCredential.")
    check_id(document, "")
    check_agent(document.get("issuer"), "/issuer")
    _check_subjects(document)
    _check_period(document)
    for name in TYPED:
        for place, one in objects(document, name, ""):
            _check_typed(one, place, name)
    for node, place in ((document, ""), (document["issuer"], "/issuer")):
        if isinstance(node, Mapping):
            _check_spoken(node, place)
    check_list_credential(document)
    check_words({name: value for name, value in document.items() if name != "proof"})
    check_resources(document)


def _check_subjects(document: Node) -> None:
    if "credentialSubject" not in document:
        raise malformed("/credentialSubject", "It is missing; expected one or more subjects with their claims.")
    for place, subject in objects(document, "credentialSubject", ""):
        check_id(subject, place)


def _check_period(document: Node) -> None:
    since, until = (check_moment(document, name, "") for name in ("validFrom", "validUntil"))
    if since and until and until < since:
        raise malformed("/validUntil", "It is before validFrom; expected the same time or a later one.")


def _check_typed(one: Node, place: str, name: str) -> None:
    check_type(one, place)
    check_id(one, place)
    if name in _IDENTIFIED:
        check_url(one.get("id"), child(place, "id"))
    if name == "credentialStatus":
        check_entry(one, place)


def _check_spoken(node: Node, place: str) -> None:
    """Refuse names and descriptions that are neither text nor language value objects (data model 2.0, 4.6, 11.1)."""
    for name in ("name", "description"):
        if name in node:
            found = node[name]
            for one in found if isinstance(found, list) else [found]:
                if not isinstance(one, str) and not _is_language_value(one):
                    told = f"It is {seen(one)}; expected text, or @value with @language and @direction."
                    raise malformed(child(place, name), told)


def _is_language_value(value: object) -> bool:
    if not isinstance(value, Mapping) or not value.keys() <= _LANGUAGE_MEMBERS:
        return False
    fits = isinstance(value.get("@value"), str) and isinstance(value.get("@language", ""), str)
    return fits and value.get("@direction", "ltr") in ("ltr", "rtl")
