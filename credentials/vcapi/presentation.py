"""Whether a presentation has the form that the Verifiable Credentials Data Model 2.0 asks for."""

from collections.abc import Iterator

from credentials.vcapi.problems import malformed
from credentials.vcapi.values import Node, check_agent, check_id, check_type, objects
from credentials.vcapi.vocabulary import check_contexts, check_words

ENVELOPED = "EnvelopedVerifiableCredential"
_ENVELOPES = ("data:application/vc+jwt,", "data:application/vc-ld+jwt,", "data:application/jwt,")


def check_presentation(document: Node) -> None:
    """Refuse what is no conforming presentation; its credentials and its proof are not looked at."""
    check_contexts(document)
    if "VerifiablePresentation" not in check_type(document, ""):
        raise malformed("/type", "The types lack VerifiablePresentation.")
    check_id(document, "")
    if "holder" in document:
        check_agent(document["holder"], "/holder")
    for place, one in objects(document, "termsOfUse", ""):
        check_type(one, place)
    list(presented(document))
    check_words({name: value for name, value in document.items() if name != "proof"})


def presented(document: Node) -> Iterator[tuple[str, Node]]:
    """Yield each credential of a presentation with its place; none is in order, anything but objects is not."""
    if document.get("verifiableCredential") != []:
        yield from objects(document, "verifiableCredential", "")


def envelope(node: Node, place: str) -> str | None:
    """Return the token in an enveloped credential (data model 2.0, 4.13.2), None for a credential that is no envelope.

    Refuses an envelope whose context or data URL is not as it must be; VC-JWT is the one kind that is read here.
    """
    if ENVELOPED not in check_type(node, place):
        return None
    check_contexts(node)
    found = str(node.get("id", ""))
    token = next((found.removeprefix(start) for start in _ENVELOPES if found.startswith(start)), "")
    if not token:
        raise malformed(f"{place}/id", "It is no data URL of a VC-JWT (data:application/vc+jwt,...).")
    return token
