"""Proof files: written, read back, verified offline, and refused when anything differs."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ledger import merkle
from ledger.log.checkpoints import Checkpoint, cosign, sign_checkpoint
from ledger.log.notes import COSIGNATURE, SigningKey
from ledger.log.proof_files import ProofFile, parse_proof, verify_proof
from ledger.log.refusals import LogMalformed, NotSigned, SignatureInvalid, WrongOrigin
from ledger.refusals import Refusal

LOG = SigningKey("bank.example/tlog", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESS = SigningKey("witness.example/1", Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32), COSIGNATURE)
LEAVES = [b'{"leaf":%d}' % number for number in range(21)]
TREE = merkle.Tree(merkle.leaf_hashes(LEAVES))
NOTE = cosign(sign_checkpoint(Checkpoint(LOG.name, 21, TREE.root()), LOG), WITNESS, at=1_700_000_000)


def proof_of(index: int, extra: bytes | None = None) -> ProofFile:
    return ProofFile(index, tuple(TREE.inclusion_proof(index)), bytes(NOTE), extra)


@given(st.integers(0, 20), st.none() | st.binary(max_size=90))
def test_a_proof_file_is_read_back_and_proves_its_leaf(index: int, extra: bytes | None) -> None:
    data = bytes(proof_of(index, extra))
    proof = parse_proof(data)
    assert (proof, bytes(proof)) == (proof_of(index, extra), data)
    sealed = verify_proof(proof, leaf=LEAVES[index], log=LOG.verifier, witnesses=[WITNESS.verifier], quorum=1)
    assert sealed.cosigned_at == {WITNESS.name: 1_700_000_000}


def test_a_proof_file_has_the_lines_of_the_specification() -> None:
    lines = bytes(proof_of(3, b"extra data")).decode().split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra ZXh0cmEgZGF0YQ==", "index 3"]
    assert lines[8:11] == ["", LOG.name, "21"]
    assert [len(line) for line in lines[3:8]] == [44] * 5


@given(st.integers(0, 20), st.integers(0, 20))
def test_a_proof_holds_for_its_own_leaf_only(index: int, other: int) -> None:
    if index != other:
        with pytest.raises(merkle.ProofDoesNotMatch):
            verify_proof(proof_of(index), leaf=LEAVES[other], log=LOG.verifier)


@given(st.integers(0, 1 << 14))
def test_no_tampered_proof_file_verifies(bit: int) -> None:
    data = bytearray(bytes(ProofFile(9, tuple(TREE.inclusion_proof(9)), bytes(sign_checkpoint(
        Checkpoint(LOG.name, 21, TREE.root()), LOG)))))  # fmt: skip
    data[bit // 8 % len(data)] ^= 1 << bit % 8
    with pytest.raises(Refusal):
        verify_proof(parse_proof(bytes(data)), leaf=LEAVES[9], log=LOG.verifier)


def test_keys_that_did_not_sign_are_refused() -> None:
    stranger = SigningKey(LOG.name, WITNESS.private)
    with pytest.raises(NotSigned):
        verify_proof(proof_of(3), leaf=LEAVES[3], log=stranger.verifier)
    with pytest.raises(NotSigned):
        verify_proof(proof_of(3), leaf=LEAVES[3], log=LOG.verifier, quorum=1)
    with pytest.raises(WrongOrigin):
        verify_proof(proof_of(3), leaf=LEAVES[3], log=LOG.verifier, origin="another.example/log")
    forged = ProofFile(3, proof_of(3).hashes, bytes(NOTE).replace(b"\n21\n", b"\n22\n"))
    with pytest.raises(SignatureInvalid):
        verify_proof(forged, leaf=LEAVES[3], log=LOG.verifier)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"wrong-header\nindex 0\n\ncheckpoint\n", b"c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\nc\n",
        b"c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n", b"c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n", b"c2sp.org/tlog-proof@v1\nindex 05\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\nAA==\n\nc\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\nc\n", b"c2sp.org/tlog-proof@v1\nindex 0\ncheckpoint\n",
        b"c2sp.org/tlog-proof@v1\r\nindex 0\n\ncheckpoint\n", b"\xff\n\n", b"c2sp.org/tlog-proof@v1\nextra AA==\n\nc\n",
    ],
)  # fmt: skip
def test_other_forms_of_a_proof_file_are_refused(data: bytes) -> None:
    """The first ones are those of the reference implementation (transparency-dev/merkle, tlog_proof_test.go)."""
    with pytest.raises(LogMalformed):
        parse_proof(data)
