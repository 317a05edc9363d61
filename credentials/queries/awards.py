"""Awards with what was earned, who awarded it and where its credits are now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from credentials.models import Award, OfferingVersion, Revocation
from credentials.references import reference_of
from identity.principals import Principal
from institutions.models import Institution
from learners.queries import known_learner
from ledger.acts import LAPSE, REDEEM
from ledger.ncrf import Explanation
from ledger.queries.custody import LotState, states_of
from ledger.refusals import NotFound

VALID, REDEEMED, EXPIRED, REVOKED = "valid", "redeemed", "expired", "revoked"


@dataclass(frozen=True, slots=True)
class AwardView:
    """An award as pages, planning and the API read it; its id is also the id of its lot."""

    award: Award
    custody: LotState
    revocation: Revocation | None = None

    @property
    def award_id(self) -> UUID:
        """Return the id of the award and of its lot."""
        return self.award.id

    @property
    def holding_id(self) -> UUID:
        """Return the account that the award was deposited into."""
        return self.award.holding_id

    @property
    def version(self) -> OfferingVersion:
        """Return the version of the offering that was completed."""
        return self.award.version

    @property
    def institution(self) -> Institution:
        """Return the institution that awarded it."""
        return self.award.institution

    @property
    def reference(self) -> str:
        """Return the short reference."""
        return reference_of(self.award.id)

    @property
    def title(self) -> str:
        """Return the title in English."""
        return self.version.title

    @property
    def title_hi(self) -> str:
        """Return the title in Hindi, empty when there is none."""
        return self.version.title_hi

    @property
    def local_title(self) -> str:
        """Return the title in the reader's language."""
        return title_in_language(self.version)

    @property
    def level(self) -> Decimal:
        """Return the NCrF level of the lot."""
        return self.custody.level

    @property
    def credits(self) -> Decimal:
        """Return the credits of the lot."""
        return self.custody.credits

    @property
    def hours(self) -> Decimal:
        """Return the notional hours of the lot."""
        return self.custody.hours

    @property
    def explanation(self) -> Explanation:
        """Return the sum behind the credits."""
        return Explanation.from_json(self.version.explanation)

    @property
    def earned_on(self) -> date:
        """Return the day on which it was earned."""
        return self.award.earned_on

    @property
    def expires_on(self) -> date:
        """Return the first day on which its credits can't be redeemed any more."""
        return self.award.expires_on

    @property
    def is_skill(self) -> bool:
        """Tell whether it counts as a skill course."""
        return self.version.domain == OfferingVersion.Domain.VOCATIONAL

    @property
    def awarded_at(self) -> datetime:
        """Return when it was deposited."""
        return self.award.awarded_at

    def state(self, on: date) -> str:
        """Return valid, redeemed, expired or revoked on a day."""
        if self.revocation is not None:
            return REVOKED
        if self.custody.kind == REDEEM:
            return REDEEMED
        return EXPIRED if self.custody.kind == LAPSE or self.expires_on <= on else VALID


def title_in_language(version: OfferingVersion) -> str:
    """Return a version's title in the reader's language where it has one."""
    return version.title_hi if version.title_hi and get_language() == "hi" else version.title


def award_of(award_id: UUID) -> AwardView:
    """Return one award; refuses an unknown id. Who may see it, the caller decides."""
    award = _rows().filter(id=award_id).first()
    if award is None:
        raise NotFound(_("There is no such award."))
    return _views([award])[0]


def awards_of(holding_id: UUID) -> list[AwardView]:
    """Return every award ever deposited into a holding, newest first."""
    return _views(_rows().filter(holding_id=holding_id).order_by("-earned_on", "-id"))


def award_views(lots: Iterable[tuple[UUID, UUID]]) -> dict[UUID, AwardView]:
    """Return the awards of (holding, lot) pairs by id, in a fixed number of queries."""
    wanted = set(lots)
    rows = _rows().filter(holding_id__in={holding for holding, _ in wanted}, id__in={lot for _, lot in wanted})
    return {view.award_id: view for view in _views(row for row in rows if (row.holding_id, row.id) in wanted)}


def awards_of_registration(institution_id: UUID, registration_digest: bytes) -> list[AwardView]:
    """Return what an institution awarded under a registration number, newest first."""
    rows = _rows().filter(institution_id=institution_id, registration_digest=registration_digest)
    return _views(rows.order_by("-earned_on", "-id"))


def award_rows(institution_id: UUID) -> QuerySet[Award]:
    """Return an institution's awards, for doors that filter and page."""
    return _rows().filter(institution_id=institution_id)


def readable_awards(actor: Principal) -> QuerySet[Award]:
    """Return the awards that an actor may list: the learner's own, and those of the institutions worked for."""
    mine = Q(institution_id__in=actor.institutions())
    if actor.learner_id is not None:
        mine |= Q(holding_id=known_learner(actor.learner_id).holding_id)
    return _rows().filter(mine)


def views_of(awards: Sequence[Award]) -> list[AwardView]:
    """Return the views of award rows, in order."""
    return _views(awards)


def _rows() -> QuerySet[Award]:
    return Award.objects.select_related("version", "offering", "institution")


def _views(awards: Iterable[Award]) -> list[AwardView]:
    rows = list(awards)
    states = states_of([(row.holding_id, row.id) for row in rows]) if rows else {}
    holdings, ids = {row.holding_id for row in rows}, [row.id for row in rows]
    revoked = Revocation.objects.filter(Q(holding_id__in=holdings), Q(award_id__in=ids))
    revocations = {row.award_id: row for row in revoked}
    return [AwardView(row, states[row.holding_id, row.id], revocations.get(row.id)) for row in rows]
