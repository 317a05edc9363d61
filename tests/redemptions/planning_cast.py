"""Lots and programmes for the tests of the plan: an ordinary one of each, changed by the facts that a test names."""

from datetime import date
from decimal import Decimal as D
from itertools import count
from typing import Any
from uuid import UUID

from ledger.ncrf import Level
from redemptions.planning import DEFAULT_CAPS, LotView, Plan, ProgrammeView, plan_redemption

TODAY = date(2026, 6, 1)
HERE, ELSEWHERE = UUID(int=1), UUID(int=2)
_ids = count(1000)


def a_lot(credits: str = "4", **facts: Any) -> LotView:
    number = UUID(int=next(_ids))
    usual = {
        "lot_id": number,
        "award_id": number,
        "title": "Soil testing",
        "level": Level.of("4.5"),
        "earned_on": date(2025, 6, 1),
        "expires_on": date(2030, 6, 1),
        "issuing_institution_id": HERE,
        "discipline": "Agriculture",
        "domain": "academic",
    }
    return LotView(credits=D(credits), **(usual | facts))


def a_programme(required: str = "40", **facts: Any) -> ProgrammeView:
    usual = {
        "id": UUID(int=9),
        "institution_id": HERE,
        "level_min": Level.of("4.5"),
        "level_max": Level.of(6),
        "discipline": "Agriculture",
        "caps": DEFAULT_CAPS,
    }
    return ProgrammeView(required_credits=D(required), **(usual | facts))


def plan(*lots: LotView, **facts: Any) -> Plan:
    return plan_redemption(**({"lots": lots, "programme": a_programme(), "on": TODAY} | facts))
