"""Opening and closing programmes: caps and exits of the regulations, unless told otherwise."""

from decimal import Decimal

import pytest

from institutions.commands import close_programme, open_programme, suspend_institution
from institutions.commands.programmes import ProgrammeAlreadyOpen, ProgrammeClosed
from institutions.defaults import NewExitPoint
from institutions.models import Programme
from institutions.queries import (
    InstitutionNotApproved,
    InstitutionSuspended,
    caps_in_force,
    exit_points_of,
    programmes_by_account,
)
from ledger.models import Account, Entry
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.cast import NOON, TODAY, Cast, a_key, a_registrar_of, an_institution


def opened(cast: Cast, **more: object) -> Programme:
    given = {
        "actor": cast.registrar, "institution_id": cast.awarding.id, "code": "BA-ECO", "title": "B.A. Economics",
        "discipline": "Economics", "level_min": Decimal("4.5"), "level_max": Decimal("5.5"),
        "required_credits": Decimal(120), "at": NOON, "idempotency_key": a_key(), **more,
    }  # fmt: skip
    return open_programme(**given)


def exits(programme: Programme) -> list[tuple[int, int, int]]:
    points = exit_points_of(programme.id)
    return [(int(row.credits), int(row.vocational_credits), int(row.research_credits)) for row in points]


def test_a_programme_opens_with_account_caps_exits_and_entry(cast: Cast) -> None:
    row = opened(cast)
    account = Account.objects.get(id=row.account_id)
    assert (account.kind, account.owner_id) == ("redemption", row.id)
    assert programmes_by_account([row.account_id])[row.account_id].institution == cast.awarding
    assert {rule: str(share) for rule, share in caps_in_force(row.id, TODAY).items()} == {
        "residency": "0.500", "discipline": "0.500", "skill": "0.500", "rpl": "0.300", "swayam": "0.400",
    }  # fmt: skip
    assert exits(row) == [(40, 4, 0), (80, 4, 0), (120, 0, 0)]
    entry = Entry.objects.get(subject_id=row.id)
    assert (entry.narration, entry.institution_id, entry.actor_id) == (
        "programme-opened", cast.awarding.id, cast.registrar.id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "required", "expected"),
    [
        ("certificate", 40, [(40, 4, 0)]),
        ("honours", 160, [(40, 4, 0), (80, 4, 0), (120, 0, 0), (160, 0, 0)]),
        ("honours-research", 160, [(40, 4, 0), (80, 4, 0), (120, 0, 0), (160, 0, 0), (160, 0, 12)]),
        ("degree", 132, [(40, 4, 0), (80, 4, 0), (132, 0, 0)]),
        ("honours", 176, [(40, 4, 0), (80, 4, 0), (120, 0, 0), (176, 0, 0)]),
        ("other", 20, [(20, 0, 0)]),
    ],
)
def test_exits_follow_the_kind_and_end_at_the_required_credits(
    cast: Cast, kind: str, required: int, expected: list
) -> None:
    assert exits(opened(cast, kind=kind, required_credits=Decimal(required))) == expected


def test_a_skill_university_may_take_more_skill_courses(cast: Cast) -> None:
    place = an_institution(kind="skill-university")
    row = opened(cast, institution_id=place.id, actor=a_registrar_of(place.id))
    assert caps_in_force(row.id, TODAY)["skill"] == Decimal("0.6")


def test_own_caps_and_exits_may_be_given(cast: Cast) -> None:
    row = opened(cast, caps={"rpl": Decimal("0.2")}, exit_points=[NewExitPoint("Award", "", Decimal(60))])
    assert caps_in_force(row.id, TODAY)["rpl"] == Decimal("0.2")
    assert caps_in_force(row.id, TODAY)["skill"] == Decimal("0.5")
    assert exits(row) == [(60, 0, 0)]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"code": ""}, "code"),
        ({"title": "x" * 201}, "title"),
        ({"discipline": " "}, "discipline"),
        ({"kind": "phd-by-post"}, "kind"),
        ({"level_min": Decimal("4.7")}, "level_min"),
        ({"level_min": Decimal("6"), "level_max": Decimal("5")}, "level_max"),
        ({"level_max": Decimal("NaN")}, "level_max"),
        ({"required_credits": Decimal(0)}, "required_credits"),
        ({"required_credits": Decimal("1E+30")}, "required_credits"),
        ({"validity_years": 8}, "validity_years"),
        ({"decision_days": 0}, "decision_days"),
        ({"caps": {"luck": Decimal("0.5")}}, "rule"),
        ({"caps": {"rpl": Decimal("1.5")}}, "share"),
        ({"exit_points": [NewExitPoint("A", "", Decimal(1)), NewExitPoint("A", "", Decimal(2))]}, "exit_points"),
    ],
)
def test_input_that_cannot_be_right_is_refused(cast: Cast, more: dict, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        opened(cast, **more)
    assert refused.value.field == field


@pytest.mark.parametrize("who", ["ananya", "issuer", "approver", "other_registrar", "operator", "visitor"])
def test_only_a_registrar_of_the_institution_opens_and_closes(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        opened(cast, actor=getattr(cast, who))
    row = opened(cast)
    with pytest.raises(NotPermitted):
        close_programme(actor=getattr(cast, who), programme_id=row.id, at=NOON, idempotency_key=a_key())


def test_a_code_names_one_programme(cast: Cast) -> None:
    opened(cast)
    with pytest.raises(ProgrammeAlreadyOpen):
        opened(cast)


def test_an_institution_that_is_not_active_opens_none(cast: Cast) -> None:
    waiting = an_institution(approved=False)
    with pytest.raises(InstitutionNotApproved):
        opened(cast, institution_id=waiting.id, actor=a_registrar_of(waiting.id))
    suspend_institution(
        actor=cast.operator, institution_id=cast.awarding.id, reason="Found wanting.", at=NOON, idempotency_key=a_key()
    )
    with pytest.raises(InstitutionSuspended):
        opened(cast)


def test_a_programme_closes_once(cast: Cast) -> None:
    row = opened(cast)
    closed = close_programme(actor=cast.registrar, programme_id=row.id, at=NOON, idempotency_key=a_key())
    assert closed.closed_at == NOON
    with pytest.raises(ProgrammeClosed):
        close_programme(actor=cast.registrar, programme_id=row.id, at=NOON, idempotency_key=a_key())


def test_closing_an_unknown_programme_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        close_programme(actor=cast.registrar, programme_id=cast.awarding.id, at=NOON, idempotency_key=a_key())
