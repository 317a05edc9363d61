"""Awards as people and systems name them: by ABC id, registration number and course code."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from credentials.commands.award_shapes import AwardOutcome, NewAward, refused
from credentials.commands.deposits import deposit_awards
from credentials.commands.reviewing import SecondPersonNeeded
from credentials.queries.catalogue import CatalogueVersion, approved_version, versions_by_code
from identity.principals import APPROVER, Principal
from learners.commands import ensure_learners
from learners.commands.checks import read_abc_id, read_name
from learners.people import KnownLearner, Person, RosterPerson
from learners.queries import registration_digest
from ledger.commands.once import derived_key, once
from ledger.refusals import InvalidInput

MOST_ITEMS = 1000


@dataclass(frozen=True, slots=True)
class AwardItem:
    """One award: who (an account is opened for an unknown ABC id), what of the catalogue, when and how well."""

    abc_id: str
    name: str
    registration_number: str
    code: str
    term: str
    earned_on: date
    birthday: date | None = None
    grade: str = ""
    grade_points: Decimal | None = None


def issue_awards(
    *, actor: Principal, institution_id: UUID, items: Sequence[AwardItem], at: datetime, idempotency_key: str
) -> list[AwardOutcome]:
    """Find learners and versions of the items and deposit them; return what became of each, in order.

    Only an API client that is an approver of the institution may: people send a file, which one of them submits and
    another approves. An item that names nobody, or nothing in force on its day, is refused and
    the others go on; at most 1,000 at once. Unknown ABC ids get unclaimed accounts.
    """
    actor.require(APPROVER, institution_id=institution_id)
    if actor.kind == "user":
        raise SecondPersonNeeded("Nobody deposits alone: send the awards as a file, which a second person approves.")
    if not 1 <= len(items) <= MOST_ITEMS:
        raise InvalidInput(f"There are {len(items)} awards; expected 1 to {MOST_ITEMS}.", field="awards")
    request = {"institution": institution_id, "issue": [asdict(item) for item in items]}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return [AwardOutcome.from_json(stored) for stored in slot.answer]
        outcomes = _issue(actor, institution_id, items, at, derived_key(idempotency_key, "deposit"))
        slot.answer = [outcome.to_json() for outcome in outcomes]
    return outcomes


def _issue(
    actor: Principal, institution_id: UUID, items: Sequence[AwardItem], at: datetime, key: str
) -> list[AwardOutcome]:
    versions = versions_by_code(institution_id, {item.code for item in items})
    outcomes: dict[int, AwardOutcome] = {}
    sound: dict[int, tuple[CatalogueVersion, RosterPerson]] = {}
    for place, item in enumerate(items):
        try:
            sound[place] = (_version(item, versions.get(item.code, [])), _person(item))
        except InvalidInput as fault:
            outcomes[place] = refused(fault.code, str(fault.detail))
    people = [person for _, person in sound.values()]
    known = ensure_learners(actor=actor, institution_id=institution_id, people=people, at=at) if people else {}
    for place, item in enumerate(items):
        if place in sound and _is_somebody_else(item, known[sound[place][1].person.abc_id]):
            outcomes[place] = refused("birthday-differs", "The account with this ABC id has another birthday.")
            del sound[place]
    awards = [_award(items[place], place, *found, known, institution_id) for place, found in sound.items()]
    done = deposit_awards(actor=actor, institution_id=institution_id, awards=awards, at=at, idempotency_key=key)
    outcomes |= dict(zip(sound, done, strict=True))
    return [outcomes[place] for place in range(len(items))]


def _version(item: AwardItem, versions: Sequence[CatalogueVersion]) -> CatalogueVersion:
    found = approved_version(versions, item.earned_on)
    if found is not None:
        return found
    if not versions:
        raise InvalidInput(f"{item.code[:40]!r} is not in this institution's catalogue.", field="code")
    raise InvalidInput(f"No approved version of {item.code[:40]!r} was in force on {item.earned_on}.", field="code")


def _person(item: AwardItem) -> RosterPerson:
    if not 1 <= len(item.registration_number.strip()) <= 80:
        raise InvalidInput("The registration number has 1 to 80 characters.", field="registration_number")
    person = Person(read_abc_id(item.abc_id), read_name(item.name, field="name"), "", item.birthday)
    return RosterPerson(item.registration_number.strip(), person)


def _is_somebody_else(item: AwardItem, known: KnownLearner) -> bool:
    kept = known.person.birthday
    return item.birthday is not None and kept is not None and kept != item.birthday


def _award(
    item: AwardItem,
    place: int,
    version: CatalogueVersion,
    person: RosterPerson,
    known: dict[str, KnownLearner],
    institution_id: UUID,
) -> NewAward:
    return NewAward(
        holding_id=known[person.person.abc_id].holding_id,
        version=version,
        registration_digest=registration_digest(institution_id, person.registration_number),
        term=item.term.strip(),
        earned_on=item.earned_on,
        grade=item.grade.strip(),
        grade_points=item.grade_points,
        key=str(place),
    )
