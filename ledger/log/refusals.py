"""What the log's forms refuse: each is a no with a name, whatever came in."""

from ledger.refusals import Refusal


class LogMalformed(Refusal):
    """The bytes are not in the form that the C2SP specification names."""

    code = "log-malformed"
    title = "This is not in the form that a transparency log uses"
    status = 422


class SignatureInvalid(Refusal):
    """A key that is known here did not sign this text."""

    code = "log-signature-invalid"
    title = "A signature of a known key does not match the text"
    status = 422


class NotSigned(Refusal):
    """The log, or enough of its witnesses, did not sign."""

    code = "log-not-signed"
    title = "The log or enough of its witnesses did not sign this"
    status = 422


class WrongOrigin(Refusal):
    """The checkpoint is of another log."""

    code = "log-wrong-origin"
    title = "The checkpoint is of another log"
    status = 422


class TileMissing(Refusal):
    """A tile that the size of the tree requires is not there, or has another width."""

    code = "log-tile-missing"
    title = "A tile that the tree requires is missing"
    status = 404


class LeafTooLarge(Refusal):
    """A leaf does not fit into an entry bundle, whose lengths are 16 bits wide."""

    code = "log-leaf-too-large"
    title = "The leaf is longer than 65,535 bytes"
    status = 422
