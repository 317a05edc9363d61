"""Invented learners and courses: the same seed and number always give the same person."""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

_FIRST = """
Aarav Vivaan Aditya Arjun Sai Krishna Ishaan Rohan Ananya Diya Saanvi Kavya Meera Nandini Pooja Ritu Zoya Imran Farhan
Gurpreet Harleen Joseph Mary Lakshmi Murugan Selvi Tenzin Lalrinpuii Bhavesh Jignesh
"""
_LAST = """
Sharma Verma Patel Reddy Nair Iyer Menon Das Ghosh Mukherjee Khan Shaikh Singh Kaur Gill Fernandes D'Souza Yadav
Kumar Gowda Hegde Jadhav Pawar Bora Lepcha Bhutia Rathod Solanki Choudhary Mishra
"""
FIRST, LAST = tuple(_FIRST.split()), tuple(_LAST.split())
# क्‍ष with a joiner: whoever strips it changes the name.
_DEVANAGARI = "अनन्या शर्मा|रोहन पाटील|मीरा देशपांडे|क्\u200dषितिज जोशी|श्रुति कुलकर्णी|आदित्य यादव|ज़ोया ख़ान"
DEVANAGARI = tuple(_DEVANAGARI.split("|"))
GRADES = (("O", 10), ("A+", 9), ("A", 8), ("B+", 7), ("B", 6), ("C", 5), ("P", 4))


class Course(NamedTuple):
    """A course of the catalogue that a file refers to; credits and level as text, hours of theory and practice."""

    code: str
    name: str
    credit: str
    level: str
    theory_hours: str = ""
    practical_hours: str = ""


def default_courses() -> tuple[Course, ...]:
    """Make a catalogue of 32 courses over four levels, each with one credit of practice (30 h) and the rest theory."""
    subjects = "Data Literacy|Soil Testing|Python Basics|Solar Fitting|Bookkeeping|Nursing Aid|Media Design|Drones"
    return tuple(
        Course(f"MC{int(float(level) * 10)}{number:02}", subject, f"{credit}", level, f"{credit * 15 - 15}", "30")
        for level in ("4.5", "5", "5.5", "6")
        for number, (subject, credit) in enumerate(zip(subjects.split("|"), (2, 3, 4, 3, 2, 4, 3, 2), strict=True), 1)
    )


@dataclass(frozen=True)
class Learner:
    """One invented person."""

    number: int
    abc_id: str
    name: str
    birthday: str
    gender: str
    registration_number: str
    roll: str


def learner(seed: int, number: int) -> Learner:
    """Return the learner of that number; ids are unique within a seed, and every tenth begins with a zero."""
    random = Random(f"{seed}:learner:{number}")
    name = random.choice(DEVANAGARI) if random.random() < 0.1 else f"{random.choice(FIRST)} {random.choice(LAST)}"
    abc_id = f"{0 if number % 10 == 0 else 1 + random.randrange(9)}{seed % 1000:03}{number:08}"
    birthday = f"{1 + random.randrange(28):02}/{1 + random.randrange(12):02}/{1998 + random.randrange(10)}"
    registration_number = f"R{seed % 1000:03}-{number:07}"
    return Learner(number, abc_id, name, birthday, random.choice("MFFMT"), registration_number, f"{number}")
