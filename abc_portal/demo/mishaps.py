"""What goes wrong and what runs out: a misconduct, a file to mend, a file to approve, credits about to expire."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from abc_portal.demo.days import year_before
from abc_portal.demo.files import Cells, nad_rows
from abc_portal.demo.sources import OfferingFacts
from abc_portal.demo.stage import Agenda, Stage
from abc_portal.demo.uploads import approve, deposit_tidy, habit_of, hand_in, term_file
from abc_portal.demo.world import FIRST
from credentials.commands.awards import RevocationItem, revoke_awards
from credentials.queries.awards import awards_of
from identity.principals import REGISTRAR
from redemptions.commands import lapse_credits

COPIED = "The examination board found that the project report was copied from another learner's."
SOON = (("NLC-CY201", 12), ("GOU-EC120", 33))
"""Offerings whose credits stay valid for one year, and in how many days those of a short course expire."""


def _swap(column: str, value: str) -> Callable[[Cells], None]:
    def spoil(cells: Cells) -> None:
        cells[column] = value

    return spoil


def _month_off(cells: Cells) -> None:
    day, month, year = cells["DOB"].split("/")
    cells["DOB"] = f"{day}/{int(month) + (1 if month == '01' else -1):02}/{year}"


FAULTS: tuple[tuple[str, Callable[[Cells], None]], ...] = (
    ("abc-id-scientific", _swap("ABC_ACCOUNT_ID", "2.5E+11")),
    ("abc-id-missing", _swap("ABC_ACCOUNT_ID", "")),
    ("birthday-impossible", _swap("DOB", "31/02/2003")),
    ("birthday-month-off", _month_off),
    ("credit-disagrees", _swap("SUB1_CREDIT", "7")),
    ("course-unknown", _swap("SUB1", "VCU-QC450")),
    ("registration-number-missing", _swap("REGN_NO", "")),
    ("level-disagrees", _swap("NCRF_LEVEL", "7")),
)
"""One kind of mistake a row, by the code of the problem that the check finds."""


def plan_mishaps(stage: Stage, agenda: Agenda) -> None:
    """Plan what the last weeks leave for people to do, and the lapses of a year after each term."""
    days = stage.world.days
    for code, left in SOON:
        offering = stage.world.sources.offering(code)
        earned_on = year_before(days.today + timedelta(days=left))
        at = days.on(earned_on + timedelta(days=10), 13)
        agenda.add(at, _short_course, stage, offering, earned_on)
    for end in days.terms:
        if (day := end.replace(year=end.year + 1)) <= days.today:
            agenda.add(days.on(day, 0, 15), _lapse)
    agenda.add(days.after_term(2, 60), _revoke, stage)
    agenda.add(days.ago(3), _send_faulty, stage)
    agenda.add(days.ago(1, 17), _send_late, stage)
    agenda.add(days.now, _lapse)


def _short_course(stage: Stage, offering: OfferingFacts, earned_on: date, at: datetime) -> None:
    world = stage.world
    place = world.sources.institution(offering.institution)
    people = [world.ananya, world.newcomer, *world.unclaimed[: world.share(0.3)]]
    rows = world.studies.short_course(people, offering)
    deposit_tidy(stage, place, rows, term=f"Short course {earned_on:%B %Y}", earned_on=earned_on, at=at)


def _lapse(at: datetime) -> None:
    while lapse_credits(at=at):
        pass


def _revoke(stage: Stage, at: datetime) -> None:
    """Revoke one award of the newest term for misconduct."""
    for person in stage.world.unclaimed:
        views = awards_of(stage.account(person).holding_id)
        mine = [view for view in views if view.institution.id == stage.institutions[FIRST] and view.custody.is_held]
        if mine:
            revoke_awards(
                actor=stage.staff(FIRST, REGISTRAR), institution_id=stage.institutions[FIRST],
                items=[RevocationItem(mine[0].award_id, "misconduct", COPIED)], at=at,
                idempotency_key=stage.key("revoke"),
            )  # fmt: skip
            return


def _send_faulty(stage: Stage, at: datetime) -> None:
    """Send late results with eight kinds of mistakes; the good rows are deposited, the others wait for repair."""
    world, place = stage.world, stage.world.sources.institution(FIRST)
    term, month_end = len(world.days.terms) - 1, world.days.terms[-1]
    guests = [person for person in world.people if person.home in ("U-9004", "C-9101")]
    rows = world.studies.late(guests[:24], FIRST, term)
    habit = habit_of(stage, place)
    cells = nad_rows(place, rows, programme="VCU-CREDIT", semester=term + 1, month_end=month_end, habit=habit)
    for number, (_code, spoil) in enumerate(FAULTS):
        spoil(cells[number * 2 % len(cells)])
    content = habit.write(cells, place.name)
    batch_id = hand_in(stage, FIRST, "awards-nad", f"vcu-late-results-{month_end:%Y-%m}.csv", content, at)
    approve(stage, FIRST, batch_id, world.days.soon(at, days=1))


def _send_late(stage: Stage, at: datetime) -> None:
    """Send results of an exchange term that are in order and wait for approval."""
    world, place = stage.world, stage.world.sources.institution(FIRST)
    guests = [person for person in world.people if person.home in ("U-9008", "C-9103")]
    rows = world.studies.late(guests[:18], FIRST, len(world.days.terms) - 1)
    content = term_file(stage, place, rows, term=len(world.days.terms) - 1, month_end=world.days.terms[-1])
    hand_in(stage, FIRST, "awards-nad", "vcu-exchange-learners.csv", content, at)
