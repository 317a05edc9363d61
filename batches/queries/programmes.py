"""An institution's programmes by the codes that its files use."""

from uuid import UUID

from institutions.queries.programmes import programme_rows


def programmes_by_code(institution_id: UUID) -> dict[str, UUID]:
    """Return the id of each of the institution's programmes, by its code in capitals."""
    rows = programme_rows(institution_id=institution_id).values_list("code", "id")
    return {code.upper(): programme_id for code, programme_id in rows}
