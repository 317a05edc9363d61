"""What the specifications publish: examples of vc-di-eddsa and rdf-canon, did:key, Multikey, contexts by the byte."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credentials.signing import ProofInvalid, canonical, check_proofs, contexts, multikey, sign
from credentials.signing.canonical import _mentions, _Search, canonical_form
from credentials.signing.multikey import base58, from_base58
from credentials.signing.writer import Quad, Written

SECRET, PUBLIC = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq", "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
METHOD = f"did:key:{PUBLIC}#{PUBLIC}"
ALUMNI = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
OPTIONS = {
    "@context": ALUMNI["@context"],
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": METHOD,
    "proofPurpose": "assertionMethod",
}
DOCUMENT_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
OPTIONS_HASH = "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"
PROOF_VALUE = "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"


def secret() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(from_base58(SECRET[1:])[2:])


def test_the_published_hashes_come_out() -> None:
    assert hashlib.sha256(canonical(ALUMNI)).hexdigest() == DOCUMENT_HASH
    assert hashlib.sha256(canonical(OPTIONS)).hexdigest() == OPTIONS_HASH


def test_the_published_signature_comes_out_and_is_good() -> None:
    created = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
    made = sign(ALUMNI, key=secret(), verification_method=METHOD, created=created)
    assert made["proof"]["proofValue"] == PROOF_VALUE
    [facts] = check_proofs(made, key_of=lambda method, _purpose: multikey.decode(method.rpartition("#")[2]))
    assert (facts.verification_method, facts.created) == (METHOD, "2023-02-24T23:36:38Z")


def test_the_published_key_pair_is_a_pair() -> None:
    assert multikey.encode(secret().public_key()) == PUBLIC
    assert multikey.did_key(secret().public_key()) == f"did:key:{PUBLIC}"
    assert multikey.decode(PUBLIC) == secret().public_key()


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (b"", ""),
        (b"\0\0\x01", "112"),
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
        (bytes.fromhex("0000287fb4cd"), "11233QC4"),
    ],
)
def test_base58_as_its_draft_gives_it(octets: bytes, text: str) -> None:
    assert base58(octets) == text and from_base58(text) == octets


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "z" * 201, "z 6"])
def test_other_letters_are_no_base58(text: str) -> None:
    with pytest.raises(ValueError, match="base 58"):
        from_base58(text)


@pytest.mark.parametrize(
    "text", ["", "6Mk", "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", "zQ3shokFTS3brHcDQrn82RUDfCZ"]
)
def test_what_is_no_ed25519_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Ed25519"):
        multikey.decode(text)


FIRST, SECOND, THIRD = (
    f"urn:uuid:{tail}"
    for tail in (
        "26329423-bec9-4b2e-88cb-a7c7d9dc4544", "8cc9022b-6b14-4cf3-8571-74972c5feb54",
        "d94f792a-c546-4d06-b38a-da070ab56c23",
    )
)  # fmt: skip
KEY_1, KEY_2, KEY_3 = (
    "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7", "z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E",
    "z6MkmEq87wkHCYnWnNZkigeDMGTN7oUw1upkhzd77KuXERS1",
)  # fmt: skip


def _proof(key: str, created: str, value: str, **more: object) -> dict[str, object]:
    changes = {"verificationMethod": f"did:key:{key}#{key}", "created": created, "proofValue": value}
    options = {name: member for name, member in OPTIONS.items() if name != "@context"}
    return {**options, **changes, **more}


PROOFS = [
    _proof(
        KEY_1, "2023-02-24T23:36:38Z", id=FIRST,
        value="z66vWyqwAghu52WbpRkCwFRTu6Msn92ArtjpJ3gGMSVoU5RADwBfszoDt1QWY8owqLPz4nTj7hAwV7xFti1p93zdr",
    ),
    _proof(
        KEY_2, "2023-02-24T23:36:38Z", id=SECOND,
        value="z2scr94SNNrGpP2bE7ajvKWeUHm7HJ2edDkxpARvFAQ8V3USzwEzibqrXKaLHBrWostswsfvg82twQR88BgtnsrXY",
    ),
    _proof(
        KEY_3, "2023-02-26T22:06:38Z", id=THIRD, previousProof=[FIRST, SECOND],
        value="zWaPeEvBAkhQpNQj8pknuvg5STcKnt3cvM9t4kAYeJETFjvVMSXEEjadC4uxC9fKCn6JHbjt6fj2fhoaVNynBm6J",
    ),
    _proof(
        KEY_3, "2023-02-26T22:16:38Z", previousProof=THIRD,
        value="z21Royb2jnpDY8GkvsTn3pwWxXiXRMEwNLSzrfERHb1TNtDBydnFqwtxY9Vypv2mwMPygJhuxbKs2QLyGHx9DBjmY",
    ),
]  # fmt: skip
"""A proof set, a proof of both, and one of that: TestVectors/proof-set-chain/signedProofChain2.json of vc-di-eddsa."""


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_published_proof_set_and_chains_hold(count: int) -> None:
    signed = ALUMNI | {"proof": PROOFS[:count]}
    assert len(check_proofs(signed, key_of=lambda method, _: multikey.decode(method.rpartition("#")[2]))) == count


def test_the_published_chain_breaks_without_its_first_link() -> None:
    with pytest.raises(ProofInvalid, match="previous-proof-missing"):
        check_proofs(
            ALUMNI | {"proof": PROOFS[1:]}, key_of=lambda method, _: multikey.decode(method.rpartition("#")[2])
        )


def _quads(*lines: str) -> list[Quad]:
    words = (line.split() for line in lines)
    return [Quad(*(word if word[0] == "_" else f"<http://example.com/#{word}>" for word in line)) for line in words]


UNIQUE = _quads("p q _:e0", "p r _:e1", "_:e0 s u", "_:e1 t u")
SHARED = _quads("p q _:e0", "p q _:e1", "_:e0 p _:e2", "_:e1 p _:e3", "_:e2 r _:e3")


@pytest.mark.parametrize(
    ("quads", "expected"),
    [
        (UNIQUE, ("p q _:c14n0", "p r _:c14n1", "_:c14n0 s u", "_:c14n1 t u")),
        (SHARED, ("p q _:c14n2", "p q _:c14n3", "_:c14n0 r _:c14n1", "_:c14n2 p _:c14n1", "_:c14n3 p _:c14n0")),
    ],
    ids=["unique", "shared"],
)
def test_the_examples_of_rdf_canon_are_labelled_as_published(quads: list[Quad], expected: tuple[str, ...]) -> None:
    assert canonical_form(Written(quads=quads)) == "".join(quad.line() for quad in _quads(*expected))


@pytest.mark.parametrize(
    ("quads", "name", "published"),
    [
        (UNIQUE, "_:e0", "21d1dd5ba21f3dee9d76c0c00c260fa6f5d5d65315099e553026f4828d0dc77a"),
        (UNIQUE, "_:e1", "6fa0b9bdb376852b5743ff39ca4cbf7ea14d34966b2828478fbf222e7c764473"),
        (SHARED, "_:e0", "3b26142829b8887d011d779079a243bd61ab53c3990d550320a17b59ade6ba36"),
        (SHARED, "_:e1", "3b26142829b8887d011d779079a243bd61ab53c3990d550320a17b59ade6ba36"),
        (SHARED, "_:e2", "15973d39de079913dac841ac4fa8c4781c0febfba5e83e5c6e250869587f8659"),
        (SHARED, "_:e3", "7e790a99273eed1dc57e43205d37ce232252c85b26ca4a6ff74ff3b5aea7bccd"),
    ],
)
def test_the_first_degree_hashes_are_the_published_ones(quads: list[Quad], name: str, published: str) -> None:
    assert _Search(_mentions(quads))._hash_first(name) == published


PUBLISHED = {
    "clr-2.0.1": "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    "credentials-v1": "00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8",
    "credentials-v2": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "data-integrity-v2": "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    "did-v1": "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",
    "ed25519-2020-v1": "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    "examples-v2": "57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c",
    "multikey-v1": "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    "ob-3.0.1": "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    "ob-3.0.2": "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    "ob-3.0.3": "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    "ob-extensions": "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    "undefined-terms-v2": "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581",
}
"""As in `contexts/SOURCES.md`."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_contexts_are_the_bytes_that_their_packages_hold(name: str) -> None:
    content = (Path(contexts.__file__).with_name("contexts") / f"{name}.jsonld").read_bytes()
    assert hashlib.sha256(content).hexdigest() == PUBLISHED[name]


def test_every_pinned_context_is_read() -> None:
    assert all(contexts.context_of(address) for address in contexts.FILES)
