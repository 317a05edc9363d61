"""Whatever JSON is sent, the door answers with a reason and never breaks."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.credentials.vcapi.hands import V2, a_credential, a_presentation, ask, by_a_stranger

pytestmark = pytest.mark.django_db
WORDS = st.sampled_from([
    "@context", "@id", "@type", "@value", "@language", "@direction", "@graph", "@list", "@set", "@vocab", "id", "type",
    "issuer", "credentialSubject", "proof", "name", "credentialStatus", "relatedResource", "holder",
    "verifiableCredential", "validFrom", "digestSRI", "encodedList", "x",
])  # fmt: skip
TEXTS = st.sampled_from(
    [V2, "VerifiableCredential", "did:example:a", "", "z1", "data:application/vc+jwt,a.b.c"]
) | st.text(max_size=8)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | TEXTS, inner, max_size=5),
    max_leaves=15,
)
CREDENTIAL, SIGNED = a_credential(), by_a_stranger(a_presentation(a_credential()), purpose="authentication")
QUIETLY = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every member and item."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(found for name, inner in pairs for found in places(inner, (*path, name)))]


def with_one(document: dict[str, Any], path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = deepcopy(document)
    node: Any = copy
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    return copy


@QUIETLY
@given(body=ANYTHING)
def test_any_json_is_answered(body: Any) -> None:
    for path in ("credentials/issue", "credentials/verify", "presentations/prove", "presentations/verify"):
        assert ask(path, body).status_code in {400, 422}
    wrapped = dict.fromkeys(("credential", "verifiableCredential", "presentation", "verifiablePresentation"), body)
    for path in ("credentials/issue", "credentials/verify", "presentations/prove", "presentations/verify"):
        assert ask(path, wrapped).status_code in {400, 422}


@QUIETLY
@given(path=st.sampled_from(places(CREDENTIAL)), value=ANYTHING, name=WORDS)
def test_a_credential_with_anything_in_one_place_is_issued_or_refused(path: Any, value: Any, name: str) -> None:
    for credential in (with_one(CREDENTIAL, path, value), CREDENTIAL | {name: value}):
        answer = ask("credentials/issue", {"credential": credential})
        assert answer.status_code in {201, 400, 422}
        if answer.status_code == 201:
            verified = ask("credentials/verify", {"verifiableCredential": answer.json()["verifiableCredential"]})
            assert verified.status_code in {200, 422}


@QUIETLY
@given(path=st.sampled_from(places(SIGNED)), value=ANYTHING)
def test_a_presentation_with_anything_in_one_place_is_answered(path: Any, value: Any) -> None:
    body = {"verifiablePresentation": with_one(SIGNED, path, value)}
    assert ask("presentations/verify", body).status_code in {400, 422}
