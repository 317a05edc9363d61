"""The redemption plan: which lots go towards a programme, which don't and why; pure, explained, deterministic."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import ROUND_CEILING, Decimal
from uuid import UUID

from ledger.ncrf import Level, Wording
from ledger.ncrf.wording import gettext_noop as _
from redemptions.caps import DEFAULT_CAPS, Breach, CapMeters, CapRules, CapUsage
from redemptions.exits import UNDERGRADUATE_EXITS, ZERO, ExitState, Reach, Tally, exit_state, is_still_needed
from redemptions.plan import Missing, Plan, Rejection
from redemptions.plan_inputs import Cap, CapCode, ExitPoint, LotView, ProgrammeView

__all__ = [
    "DEFAULT_CAPS",
    "UNDERGRADUATE_EXITS",
    "Breach",
    "Cap",
    "CapCode",
    "CapUsage",
    "ExitPoint",
    "ExitState",
    "LotView",
    "Missing",
    "Plan",
    "ProgrammeView",
    "Reach",
    "Rejection",
    "plan_redemption",
]


def plan_redemption(
    *,
    lots: Iterable[LotView],
    programme: ProgrammeView,
    already: Collection[LotView] = (),
    wanted_award_ids: Collection[UUID] | None = None,
    on: date,
) -> Plan:
    """Return the plan for redeeming `lots` towards a programme on a day; nothing is written.

    Takes the soonest expiry first, then the oldest, then by id, each lot whole, as long as every cap allows it and
    the programme still needs it. `already` is what was redeemed towards this programme before: it fills caps and
    exits. With `wanted_award_ids` only those awards are candidates, and each that can't go says why. A lot turned
    away stays turned away: use only grows, so no later lot makes room for an earlier one. The order is a promise to
    learners (what would lapse goes first), not a search for the most credits. Rules: UGC regulations
    on caps and exits, held as the programme's own dated data.
    """
    meters = CapMeters(CapRules(programme, on), already=already)
    tally = Tally.of(already, programme)
    before = tally.total
    chosen, rejected = choose_lots(lots, tally, meters, already=already, wanted_award_ids=wanted_award_ids, on=on)
    return Plan(
        programme_id=programme.id,
        chosen=chosen,
        rejected=rejected,
        caps=meters.usage(),
        credits_before=before,
        credits=tally.total - before,
        missing=_missing(tally, on),
        exits=tuple(exit_state(exit_point, tally) for exit_point in programme.exit_points),
    )


def choose_lots(
    lots: Iterable[LotView],
    tally: Tally,
    meters: CapMeters,
    *,
    already: Collection[LotView] = (),
    wanted_award_ids: Collection[UUID] | None = None,
    on: date,
) -> tuple[tuple[LotView, ...], tuple[Rejection, ...]]:
    """Return the lots that go and the rejections of the others, as `plan_redemption` explains; fills tally and meters.

    The part of a plan that moves credits, apart from what tells of it: a list of thousands needs no more.
    """
    programme = tally.programme
    candidates, rejected = _sift(lots, programme, already=already, wanted=wanted_award_ids, on=on)
    chosen: list[LotView] = []
    for lot in candidates:
        rejection = _turn_away(lot, tally, meters)
        if rejection is not None:
            rejected.append(rejection)
            continue
        meters.take(lot)
        tally.add(lot)
        chosen.append(lot)
    return tuple(chosen), tuple(sorted(rejected, key=lambda r: _rejection_order(r, programme)))


def _sift(
    lots: Iterable[LotView],
    programme: ProgrammeView,
    *,
    already: Collection[LotView],
    wanted: Collection[UUID] | None,
    on: date,
) -> tuple[list[LotView], list[Rejection]]:
    """Return the lots that may go by themselves, in the order of the plan, and the rejections of the others."""
    redeemed = {lot.lot_id: lot for lot in already}
    asked = None if wanted is None else frozenset(wanted)
    candidates: list[LotView] = []
    rejected: list[Rejection] = []
    held: set[UUID] = set()
    for lot in lots:
        held.add(lot.award_id)
        reason = _reason_against(lot, programme, redeemed=lot.lot_id in redeemed, asked=asked, on=on)
        if reason is None:
            candidates.append(lot)
        else:
            code, wording = reason
            rejected.append(Rejection(lot.award_id, lot, code, (wording,)))
    rejected += _not_held((asked or frozenset()) - held, {lot.award_id: lot for lot in already})
    return sorted(candidates, key=lambda lot: _order(lot, programme)), rejected


def _reason_against(
    lot: LotView, programme: ProgrammeView, *, redeemed: bool, asked: frozenset[UUID] | None, on: date
) -> tuple[str, Wording] | None:
    if redeemed:
        return "already-redeemed", Wording(_("It was already redeemed towards this programme."), {})
    if asked is not None and lot.award_id not in asked:
        return "not-asked-for", Wording(_("It was not asked for."), {})
    if lot.earned_on > on:
        return "not-yet-earned", Wording(_("It is earned on %(earned_on)s."), {"earned_on": lot.earned_on})
    expiry = programme.expiry_of(lot)
    if expiry <= on:
        template = _("It expired on %(expires_on)s.")
        if expiry < lot.expires_on:
            template = _("This institution accepts it for redemption only before %(expires_on)s.")
        return "expired", Wording(template, {"expires_on": expiry})
    if not programme.level_min <= lot.level <= programme.level_max:
        return "level-out-of-range", Wording(
            _("Its level is %(level)s; the programme accepts levels %(lowest)s to %(highest)s."),
            {"level": _one(lot.level), "lowest": _one(programme.level_min), "highest": _one(programme.level_max)},
        )
    if programme.accepts_domains and lot.domain not in programme.accepts_domains:
        return "domain-not-accepted", Wording(
            _("The programme doesn't accept credits of the domain %(domain)s."), {"domain": Wording(lot.domain, {})}
        )
    return None


def _one(level: Level) -> str:
    """Return a level with its decimal, as every page shows it."""
    return f"{level.value:.1f}"


def _turn_away(lot: LotView, tally: Tally, meters: CapMeters) -> Rejection | None:
    if not is_still_needed(lot, tally):
        wording = Wording(
            _("It is not needed: the programme asks for %(required)s credits and has %(total)s."),
            {"required": tally.programme.required_credits, "total": tally.total},
        )
        return Rejection(lot.award_id, lot, "not-needed", (wording,))
    breaches = meters.breaches(lot)
    if not breaches:
        return None
    wordings = tuple(breach.wording() for breach in breaches)
    return Rejection(lot.award_id, lot, f"{breaches[0].code}-cap", wordings, breaches)


def _not_held(award_ids: frozenset[UUID], redeemed: dict[UUID, LotView]) -> list[Rejection]:
    already = Wording(_("It was already redeemed towards this programme."), {})
    absent = Wording(_("The learner does not hold this award."), {})
    return [
        Rejection(award_id, None, "already-redeemed", (already,))
        if award_id in redeemed
        else Rejection(award_id, None, "not-held", (absent,))
        for award_id in award_ids
    ]


def _missing(tally: Tally, on: date) -> Missing:
    """Return what lacks to the required credits, and to the two minima among them where they are in force."""
    programme = tally.programme

    def short_of(code: CapCode, has: Decimal) -> Decimal:
        cap = programme.cap_in_force(code, on)
        if cap is None:
            return ZERO
        return max((cap.share * programme.required_credits - has).quantize(ZERO, rounding=ROUND_CEILING), ZERO)

    return Missing(
        credits=max(programme.required_credits - tally.total, ZERO),
        in_discipline=short_of(CapCode.DISCIPLINE, tally.in_discipline),
        from_own_institution=short_of(CapCode.RESIDENCY, tally.own),
    )


def _order(lot: LotView, programme: ProgrammeView) -> tuple[date, date, int]:
    return programme.expiry_of(lot), lot.earned_on, lot.lot_id.int


def _rejection_order(rejection: Rejection, programme: ProgrammeView) -> tuple[bool, date, date, int]:
    if rejection.lot is None:
        return True, date.max, date.max, rejection.award_id.int
    return False, *_order(rejection.lot, programme)
