"""Notes and checkpoints: published keys, notes, checkpoints and cosignatures, and everything that is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ledger.log.checkpoints import Checkpoint, cosign, open_checkpoint, parse_checkpoint, sign_checkpoint
from ledger.log.notes import (
    COSIGNATURE,
    Note,
    SigningKey,
    VerifierKey,
    parse_note,
    parse_signatures,
    parse_signing_key,
    parse_vkey,
    signing_key_text,
)
from ledger.log.refusals import LogMalformed, NotSigned, SignatureInvalid, WrongOrigin

# golang.org/x/mod/sumdb/note, note_test.go (BSD-3-Clause, The Go Authors)
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
# c2sp.org/signed-note and c2sp.org/tlog-cosignature
FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
FOO_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
COSIGNED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 \
jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""
# sum.golang.org/latest on 23 September 2024, with the key that the go command carries
SUMDB = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB_NOTE = """go.sum database tree
30055305
mXfgRcJ0bG0j3CPdKwgGWtUzBUbX67saZGRmFuJGGsM=

— sum.golang.org Az3grpgEild5qw7+5dtV13Kf1C2Xurm8q4fhdxvcsDHnqNTaxL2AFjBY+2TyGKevucFcAAlWFJJYle3EJlDCrQ+y3A8=
"""
# sigsum.org/sigsum-go, pkg/checkpoint/checkpoint_test.go: the key whose seed is 17 and then 31 zero bytes, at 1234
SIGSUM_TEXT = "example.org/log\n10\nHA5HAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
SIGSUM_LINE = (
    "— example.org/witness ys8uUAAAAAAAAATSftMzceM8zssdZ9jin9SjwIxzx9iADMf63VqirX2hafol9RsqNqbofIz0LVRqHXI2kpEBSki5RTXF"
    "txz1vo9+Cg==\n"
)

LOG = SigningKey("bank.example/tlog", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESSES = [
    SigningKey(f"witness.example/{number}", Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32), COSIGNATURE)
    for number in range(3)
]
HEAD = Checkpoint("bank.example/tlog", 7, bytes(range(32)))


@pytest.mark.parametrize("vkey", [PETER, ENOCH, FOO, SUMDB])
def test_published_verifier_keys_are_read_and_written_back(vkey: str) -> None:
    assert str(parse_vkey(vkey)) == vkey
    assert parse_vkey(vkey).key_id.hex() == vkey.split("+")[1]


def test_every_mangling_of_a_published_key_is_refused() -> None:
    parts = [PETER[start:end] for start in range(len(PETER)) for end in range(start, len(PETER) + 1)]
    bumped = [PETER[:at] + chr(ord(PETER[at]) + 1) + PETER[at + 1 :] for at in range(len(PETER))]
    bad = [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ]
    for text in {*parts, *bumped, *bad} - {PETER}:
        with pytest.raises(LogMalformed):
            parse_vkey(text)


def test_the_published_signing_key_makes_the_published_note() -> None:
    key = parse_signing_key(PETER_PRIVATE)
    assert str(key.verifier) == PETER
    assert signing_key_text(key) == PETER_PRIVATE
    assert f"{TEXT}\n{PETER_LINE}" == f"{TEXT}\n{key.sign(TEXT).line}\n"
    assert PETER_PRIVATE.rsplit("+", 1)[1] not in repr(key)


@pytest.mark.parametrize(
    "text", ["", PETER, PETER_PRIVATE[:-1], PETER_PRIVATE.replace("c7", "c8"), PETER_PRIVATE + "A"]
)
def test_what_is_not_a_signing_key_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(LogMalformed) as refused:
        parse_signing_key(text)
    assert "AYEKFALVFGyNhPJE" not in str(refused.value)


def test_published_notes_verify() -> None:
    note = parse_note(f"{TEXT}\n{PETER_LINE}{ENOCH_LINE}".encode())
    peter, enoch = parse_vkey(PETER), parse_vkey(ENOCH)
    assert note.text == TEXT
    assert note.verified([peter, enoch]) == {peter: None, enoch: None}
    assert list(note.verified([peter])) == [peter]
    assert parse_note(FOO_NOTE.encode()).verified([parse_vkey(FOO)])
    assert bytes(parse_note(FOO_NOTE.encode())) == FOO_NOTE.encode()


def test_the_published_checkpoint_of_the_go_checksum_database_verifies() -> None:
    opened = open_checkpoint(SUMDB_NOTE.encode(), parse_vkey(SUMDB), origin="go.sum database tree")
    assert opened.checkpoint.size == 30_055_305
    assert opened.checkpoint.text + "\n" == SUMDB_NOTE[: SUMDB_NOTE.index("—")]
    with pytest.raises(WrongOrigin):
        open_checkpoint(SUMDB_NOTE.encode(), parse_vkey(SUMDB))


def test_the_example_of_the_specification_is_read_and_its_signature_is_that_of_the_text_it_was_made_from() -> None:
    note = parse_note(COSIGNED.encode())
    assert bytes(note) == COSIGNED.encode()
    assert parse_checkpoint(note.text).size == 20_852_163
    log, witness = note.signatures
    renamed = note.text.replace("example.com/behind-the-sofa", "go.sum database tree")
    assert parse_vkey(SUMDB).verify(renamed, log.payload) is None
    assert int.from_bytes(witness.payload[:8]) == 1_679_315_147
    assert len(witness.payload) == 72


def test_the_published_cosignature_verifies_with_its_time() -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes([17]) + bytes(31))
    witness = SigningKey("example.org/witness", private, COSIGNATURE)
    (published,) = parse_signatures(SIGSUM_LINE)
    assert published.key_id == witness.verifier.key_id
    assert witness.verifier.verify(SIGSUM_TEXT, published.payload) == 1234
    assert f"{witness.sign(SIGSUM_TEXT, at=1234).line}\n" == SIGSUM_LINE
    with pytest.raises(SignatureInvalid):
        witness.verifier.verify(SIGSUM_TEXT, (1235).to_bytes(8) + published.payload[8:])


@pytest.mark.parametrize(
    "text",
    [
        TEXT, f"{TEXT}\n", f"{TEXT}\n{PETER_LINE[:-1]}", f"\x01{TEXT}\n{PETER_LINE}", f"{TEXT}\n{PETER_LINE}Other.\n",
        f"{TEXT}\n{PETER_LINE.replace('PeterNeumann', 'Peter Neumann')}", f"{TEXT}\n{PETER_LINE * 101}",
        f"{TEXT}\n{PETER_LINE.replace('PeterNeumann', 'Peter+Neumann')}", f"{TEXT}\n— PeterNeumann x08go===\n",
        f"{TEXT}\n{PETER_LINE.replace('AM=', 'AN=')}", f"{TEXT}\n— PeterNeumann AAAAAA==\n",
        f"{TEXT}\r\n\n{PETER_LINE}",
    ],
)  # fmt: skip
def test_other_forms_of_a_note_are_refused(text: str) -> None:
    with pytest.raises(LogMalformed):
        parse_note(text.encode())


def test_a_note_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(LogMalformed):
        parse_note(b"\xff" + f"{TEXT}\n{PETER_LINE}".encode())


def test_a_known_key_with_a_wrong_signature_spoils_the_note_and_an_unknown_one_does_not() -> None:
    peter, enoch = parse_vkey(PETER), parse_vkey(ENOCH)
    note = parse_note(f"Other text.\n\n{PETER_LINE}".encode())
    with pytest.raises(SignatureInvalid):
        note.verified([peter])
    with pytest.raises(NotSigned):
        note.verified([enoch])
    namesake = VerifierKey("PeterNeumann", enoch.public)
    with pytest.raises(NotSigned):
        note.verified([namesake])


def test_a_quorum_of_witnesses_is_asked_for() -> None:
    note = sign_checkpoint(HEAD, LOG)
    for at, witness in enumerate(WITNESSES[:2]):
        note = cosign(note, witness, at=1_700_000_000 + at)
    keys = [witness.verifier for witness in WITNESSES]
    opened = open_checkpoint(bytes(note), LOG.verifier, witnesses=keys, quorum=2)
    assert opened.checkpoint == HEAD
    assert opened.cosigned_at == {"witness.example/0": 1_700_000_000, "witness.example/1": 1_700_000_001}
    assert open_checkpoint(bytes(note), LOG.verifier).cosigned_at == {}
    with pytest.raises(NotSigned):
        open_checkpoint(bytes(note), LOG.verifier, witnesses=keys, quorum=3)
    with pytest.raises(NotSigned):
        open_checkpoint(bytes(note), parse_vkey(PETER), origin=HEAD.origin, witnesses=keys, quorum=2)


def test_a_log_is_not_its_own_witness() -> None:
    log = SigningKey(HEAD.origin, LOG.private, COSIGNATURE)
    note = cosign(Note(HEAD.text, ()), log, at=5)
    assert open_checkpoint(bytes(note), log.verifier).cosigned_at == {}
    with pytest.raises(NotSigned):
        open_checkpoint(bytes(note), log.verifier, quorum=1)


def test_a_newer_cosignature_takes_the_place_of_the_older() -> None:
    witness = WITNESSES[0]
    note = cosign(cosign(sign_checkpoint(HEAD, LOG), witness, at=1), witness, at=2)
    assert len(note.signatures) == 2
    assert note.verified([witness.verifier]) == {witness.verifier: 2}
    with pytest.raises(LogMalformed):
        cosign(note, LOG, at=3)


@given(st.integers(0, 1 << 12))
def test_no_tampered_checkpoint_is_opened(bit: int) -> None:
    data = bytearray(bytes(sign_checkpoint(HEAD, LOG)))
    data[bit // 8 % len(data)] ^= 1 << bit % 8
    with pytest.raises((LogMalformed, NotSigned, SignatureInvalid)):
        open_checkpoint(bytes(data), LOG.verifier)


@pytest.mark.parametrize("size", ["", "07", "-1", "+1", "1_0", "1.0", "٣", "9223372036854775808", "1" * 5000, " 1"])
def test_a_size_in_any_other_writing_is_refused(size: str) -> None:
    with pytest.raises(LogMalformed):
        parse_checkpoint(f"origin\n{size}\n{HEAD.text.splitlines()[2]}\n")


@pytest.mark.parametrize("text", ["", "a\n1\n", "a\n1\nAAAA\n", "\n1\nAAAA\n", HEAD.text + "\n", HEAD.text[:-1]])
def test_other_forms_of_a_checkpoint_are_refused(text: str) -> None:
    with pytest.raises(LogMalformed):
        parse_checkpoint(text)


@given(st.integers(0, (1 << 63) - 1), st.binary(min_size=32, max_size=32), st.lists(st.text("ab =", min_size=1)))
def test_a_checkpoint_is_read_back(size: int, root: bytes, extensions: list[str]) -> None:
    checkpoint = Checkpoint("bank.example/tlog", size, root, tuple(extensions))
    assert parse_checkpoint(checkpoint.text) == checkpoint
    assert open_checkpoint(bytes(sign_checkpoint(checkpoint, LOG)), LOG.verifier).checkpoint == checkpoint


def test_a_checkpoint_of_broken_lines_is_not_made() -> None:
    for wrong in ({"origin": ""}, {"origin": "a\nb"}, {"extensions": ("",)}, {"root": b""}, {"size": -1}):
        with pytest.raises(LogMalformed):
            Checkpoint(**{"origin": "a", "size": 1, "root": bytes(32), **wrong})
