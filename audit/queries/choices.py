"""What the explorer offers to choose: institutions and programmes by name."""

from uuid import UUID

from institutions.queries.institutions import standing_rows
from institutions.queries.programmes import programme_rows

MOST_CHOICES = 500


def institution_choices() -> list[tuple[str, str]]:
    """Return every institution by name."""
    rows = standing_rows().prefetch_related(None).order_by("name", "id").values_list("id", "name")
    return [(str(key), name) for key, name in rows]


def programme_choices(institution_id: UUID | None) -> list[tuple[str, str]]:
    """Return the programmes of an institution, or the first of all by title."""
    rows = programme_rows(institution_id=institution_id).prefetch_related(None)
    found = rows.values_list("id", "title", "institution__name")[:MOST_CHOICES]
    return [(str(key), title if institution_id else f"{title} · {place}") for key, title, place in found]
