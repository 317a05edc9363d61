"""One specimen of every component, for the gallery page of developers."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from identity.statuses import STATUSES

BAD_ANSWERS = {"title": "", "level": "9", "mode": "", "notes": "Weekly lab, supervised.", "agree": ""}


class SpecimenForm(forms.Form):
    """A form with every kind of field."""

    title = forms.CharField(label="Title", help_text="What the learner will see first.")
    email = forms.EmailField(label="E-mail", required=False)
    level = forms.DecimalField(label="NCrF level", max_value=8, help_text="1 to 8, in halves.")
    kind = forms.ChoiceField(label="Kind", choices=[("micro", "Micro-credential"), ("course", "Course")])
    mode = forms.ChoiceField(
        label="Mode",
        widget=forms.RadioSelect,
        choices=[("online", "Online"), ("hybrid", "Hybrid")],
        help_text="Pick one.",
    )
    skills = forms.MultipleChoiceField(
        label="Skills", required=False, widget=forms.CheckboxSelectMultiple, choices=[("py", "Python"), ("gis", "Maps")]
    )
    starts_on = forms.DateField(label="Starts on", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea)
    agree = forms.BooleanField(label="I have checked the hours", help_text="A second person approves them.")


class SpecimenUpload(forms.Form):
    """A form with a file."""

    file = forms.FileField(label="File", help_text="CSV or XLSX, up to 512 MB.")


def entries() -> list[dict[str, Any]]:
    """Lines of a passbook, newest first."""
    today = timezone.localdate()
    rows = [
        ("Applied Machine Learning with Python", "Indian Institute of Technology Madras", "5.5", 120, "4", "75.5"),
        ("Redeemed to B.Sc. Data Science, Semester IV", "University of Hyderabad", "5", None, "-12", "71.5"),
        ("Geographic Information Systems", "Savitribai Phule Pune University", "5", 90, "3", "83.5"),
        ("Community Health Field Practice", "Tata Institute of Social Sciences", "6", 135, "4.5", "80.5"),
    ]
    names = ("title", "institution", "level", "hours", "credits", "balance")
    return [
        dict(zip(names, row, strict=True), on=today - timedelta(days=18 * index), credits=Decimal(row[4]))
        for index, row in enumerate(rows)
    ]


def moments() -> list[dict[str, Any]]:
    """A request on its way, one moment of every state."""
    now = timezone.now()
    return [
        {"title": "Asked by the learner", "state": "done", "at": now - timedelta(days=3)},
        {"title": "With the University of Hyderabad", "state": "now", "text": "An answer is due in 12 days."},
        {"title": "Stopped: the programme is full", "state": "stopped", "at": now},
        {"title": "Credits leave the passbook", "state": "todo"},
    ]


def tabs() -> list[dict[str, Any]]:
    """Three views of a list, the first one open."""
    return [
        {"label": "All", "url": "?", "current": True, "count": None},
        {"label": "Earned", "url": "?show=earned", "current": False, "count": 1204},
        {"label": "Redeemed", "url": "?show=redeemed", "current": False, "count": 3},
    ]


def specimens() -> dict[str, Any]:
    """Everything that the gallery shows."""
    return {
        "statuses": list(STATUSES),
        "tones": ["info", "success", "warning", "danger"],
        "entries": entries(),
        "moments": moments(),
        "tabs": tabs(),
        "steps": ["Choose a programme", "Choose credits", "Check answers", "Done"],
        "levels": [
            ("4.5", "Undergraduate year 1", 18, 4, 18),
            ("5", "Undergraduate year 2", 23.5, 0, 12),
            ("6", "Honours", 9, 0, 0),
        ],
        "months": ["Dec", "Feb", "Apr", "Jun", "Aug", "Oct", "Nov"],
        "values": [14, 18, 30, 41, 60, 84, 75.5],
        "pairs": [("Issuer", "Banaras Hindu University"), ("Level", "5.5"), ("Learner", "1042 7719 3356")],
        "sum": [("45 h theory / 15", "3.00"), ("45 h practical / 30", "1.50"), ("Credits", "4.50")],
        "form": SpecimenForm(),
        "bad_form": SpecimenForm(BAD_ANSWERS, auto_id="bad_%s"),
        "upload": SpecimenUpload(auto_id="upload_%s"),
        "bad_upload": SpecimenUpload({}, auto_id="bad_upload_%s"),
    }
