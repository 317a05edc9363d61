"""Dated caps: a new value from tomorrow on, the past as it was."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from institutions.commands import close_programme, set_cap
from institutions.commands.caps import CapAlreadySet, CapNotInFuture
from institutions.commands.programmes import ProgrammeClosed
from institutions.models import Cap
from institutions.queries import caps_in_force
from institutions.queries.programmes import caps_of
from ledger.models import Entry
from ledger.refusals import InvalidInput, NotPermitted
from tests.cast import NOON, TODAY, Cast, a_key

TOMORROW = TODAY + timedelta(days=1)


def cap(cast: Cast, share: str = "0.4", day: date = TOMORROW, **more: object) -> Cap:
    given = {
        "actor": cast.other_registrar, "programme_id": cast.programme.id, "rule": "rpl", "share": Decimal(share),
        "effective_from": day, "at": NOON, "idempotency_key": a_key(), **more,
    }  # fmt: skip
    return set_cap(**given)


def test_a_new_value_holds_from_its_day_and_the_old_before(cast: Cast) -> None:
    cap(cast)
    assert caps_in_force(cast.programme.id, TODAY)["rpl"] == Decimal("0.3")
    assert caps_in_force(cast.programme.id, TOMORROW)["rpl"] == Decimal("0.4")
    assert caps_in_force(cast.programme.id, TOMORROW)["skill"] == Decimal("0.5")
    assert len([row for row in caps_of(cast.programme.id) if row.rule == "rpl"]) == 2
    assert Entry.objects.filter(narration="cap-set", subject_id=cast.programme.id).count() == 1


@pytest.mark.parametrize("days", [0, -1, -400])
def test_a_day_that_has_begun_is_refused(cast: Cast, days: int) -> None:
    with pytest.raises(CapNotInFuture):
        cap(cast, day=TODAY + timedelta(days=days))


def test_a_second_value_of_one_day_is_refused(cast: Cast) -> None:
    cap(cast)
    with pytest.raises(CapAlreadySet):
        cap(cast, "0.2")


def test_no_cap_is_in_force_before_the_programme_opened(cast: Cast) -> None:
    assert caps_in_force(cast.programme.id, date(2020, 1, 1)) == {}


@pytest.mark.parametrize(("rule", "share"), [("rpl", "1.1"), ("rpl", "-0.1"), ("rpl", "0.1234"), ("luck", "0.1")])
def test_a_share_is_a_share_of_a_known_rule(cast: Cast, rule: str, share: str) -> None:
    with pytest.raises(InvalidInput):
        cap(cast, share, rule=rule)


@pytest.mark.parametrize("who", ["registrar", "other_approver", "ananya", "operator"])
def test_only_a_registrar_of_the_institution_sets_caps(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        cap(cast, actor=getattr(cast, who))


def test_a_closed_programme_takes_no_new_caps(cast: Cast) -> None:
    close_programme(actor=cast.other_registrar, programme_id=cast.programme.id, at=NOON, idempotency_key=a_key())
    with pytest.raises(ProgrammeClosed):
        cap(cast)


def test_the_same_key_sets_one_value(cast: Cast) -> None:
    key = a_key()
    assert cap(cast, idempotency_key=key) == cap(cast, idempotency_key=key)
