"""Why an award may be revoked: the codes, and how much is to be said beside them."""

ISSUED_IN_ERROR, MISCONDUCT, OTHER = "issued-in-error", "misconduct", "other"
REASON_CODES = (ISSUED_IN_ERROR, MISCONDUCT, OTHER)
SHORTEST, LONGEST = 10, 1000
