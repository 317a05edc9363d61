"""The files that the journeys send: results of learners the bank has never heard of."""

from datetime import date

from django.utils import timezone

from abc_portal.demo.files import Habit, nad_rows
from abc_portal.demo.people import Person
from abc_portal.demo.sources import sources
from abc_portal.demo.studies import Result
from abc_portal.demo.world import FIRST, PER_INSTITUTION, SEED, World

COURSES = ("VCU-DA101", "VCU-STA201")


def new_person(number: int) -> Person:
    """Return somebody who is in no account yet; the same number is the same person."""
    return Person(
        f"5550000{number:05}", f"Tara Bose {'ABCDEFGH'[number % 8]}", "", "F", date(2004, 2, 1 + number % 27), FIRST,
        900 + number,
    )  # fmt: skip


def nad_file(*people: Person, bad: tuple[Person, ...] = ()) -> bytes:
    """Return a NAD file with two courses a person; the rows of `bad` name a course that nobody teaches."""
    world = World.build(seed=SEED, now=timezone.now(), per_institution=PER_INSTITUTION)
    rows = {who: [Result(who, sources().offering(code), 2, "A", 8) for code in COURSES] for who in (*people, *bad)}
    habit = Habit("utf-8")
    cells = nad_rows(
        sources().institution(FIRST), rows, programme="VCU-CREDIT", semester=3, month_end=world.days.terms[-1],
        habit=habit,
    )  # fmt: skip
    for row in cells[len(people) :]:
        row["SUB1"] = "VCU-XX999"
    return habit.write(cells, "Results")
