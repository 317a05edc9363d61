"""An institution's catalogue as a worker needs it: looked up once a slice, remembered for the step."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from credentials.queries.catalogue import CatalogueVersion, approved_version, versions_by_code


class Catalogue:
    """Remembers versions by code for as long as one bounded step lasts, so that approvals are seen by the next."""

    def __init__(self, institution_id: UUID) -> None:
        self._institution_id = institution_id
        self._versions: dict[str, list[CatalogueVersion]] = {}
        self._in_force: dict[tuple[str, date], CatalogueVersion | None] = {}

    def load(self, codes: Iterable[str]) -> None:
        """Look up the codes that are not known yet, in one query."""
        if unknown := set(codes) - self._versions.keys():
            found = versions_by_code(self._institution_id, unknown)
            self._versions.update({code: found.get(code, []) for code in unknown})

    def knows(self, code: str) -> bool:
        """Tell whether the institution has an offering with this code, approved or not."""
        return bool(self._versions.get(code))

    def version(self, code: str, on: date) -> CatalogueVersion | None:
        """Return the version in force on a day."""
        if (code, on) not in self._in_force:
            self._in_force[code, on] = approved_version(self._versions.get(code, []), on)
        return self._in_force[code, on]
