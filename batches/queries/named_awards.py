"""The awards that the rows of a slice name, looked up all at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from batches.reading.rows import ParsedRow, RevocationLine
from batches.terms import term_key
from credentials.queries.naming import NamedAward, named_awards
from credentials.references import reference_of
from learners.queries import accounts_by_abc_id, registration_digest


class NamedAwards:
    """One institution's awards by every name that the rows of a slice use."""

    def __init__(self, institution_id: UUID, rows: Sequence[ParsedRow]) -> None:
        self._institution_id = institution_id
        lines = [row.revocation.award for row in rows if row.revocation and row.revocation.award]
        unnamed = [row for row in rows if not (row.revocation and row.revocation.award)]
        known = accounts_by_abc_id({row.learner.abc_id for row in rows if row.learner.abc_id})
        self._holdings = {abc_id: one.holding_id for abc_id, one in known.items()}
        self._digests = {
            number: registration_digest(institution_id, number)
            for number in {row.learner.registration_number for row in rows}
            if number
        }
        self._by_name: dict[object, list[NamedAward]] = defaultdict(list)
        for award in named_awards(
            institution_id,
            ids={UUID(name) for name in lines if not name.startswith("LX-")},
            references={name for name in lines if name.startswith("LX-")},
            registrations={self._digests[n] for row in unnamed if (n := row.learner.registration_number)},
            holdings={self._holdings[i] for row in unnamed if (i := row.learner.abc_id) in self._holdings},
        ):
            names = (str(award.award_id), reference_of(award.award_id), award.registration_digest, award.holding_id)
            for name in names:
                self._by_name[name].append(award)

    def called(self, line: RevocationLine) -> list[NamedAward]:
        """Return the awards under the id or the reference of a row."""
        return self._by_name.get(line.award, [])

    def of_learner(self, row: ParsedRow) -> list[NamedAward]:
        """Return the awards of the learner of a row, whatever the course and the term."""
        who = row.learner
        name = self._digests.get(who.registration_number) or self._holdings.get(who.abc_id)
        return self._by_name.get(name, [])

    def fitting(self, awards: Iterable[NamedAward], row: ParsedRow) -> Iterator[NamedAward]:
        """Yield the awards of which everything is true that the row says of learner, course and term."""
        who, line = row.learner, row.revocation or RevocationLine()
        terms = {term_key(row.term).casefold(), term_key(row.term._replace(name="")).casefold()} - {""}
        for award in awards:
            if (
                (not who.abc_id or self._holdings.get(who.abc_id) == award.holding_id)
                and (not who.registration_number or self._digests[who.registration_number] == award.registration_digest)
                and (not line.course_code or line.course_code.upper() == award.code.upper())
                and (not row.term.name or award.term.casefold() in terms)
            ):
                yield award
