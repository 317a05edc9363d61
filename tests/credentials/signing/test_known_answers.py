"""What the specifications publish: the example of vc-di-eddsa (B.1), did:key, Multikey, contexts byte by byte."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credentials.signing import canonical, check_proofs, contexts, multikey, sign
from credentials.signing.multikey import base58, from_base58

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


PUBLISHED = {
    "clr-2.0.1": "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    "credentials-v2": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "data-integrity-v2": "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    "ed25519-2020-v1": "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    "multikey-v1": "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    "ob-3.0.3": "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_contexts_that_we_sign_by_are_the_published_bytes(name: str) -> None:
    content = (Path(contexts.__file__).with_name("contexts") / f"{name}.jsonld").read_bytes()
    assert hashlib.sha256(content).hexdigest() == PUBLISHED[name]


def test_every_pinned_context_is_read() -> None:
    assert all(contexts.context_of(address) for address in contexts.FILES)
