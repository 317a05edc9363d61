"""The learner's home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from identity.figures import in_groups
from learners.queries import KnownLearner
from redemptions.queries.home import HomeFigures, home_figures
from redemptions.views.people import greeting, learner_at


def learner_home(request: HttpRequest) -> HttpResponse:
    """Show balance, levels, the next exit, what needs attention and the newest entries."""
    learner = learner_at(request)
    figures = home_figures(learner.holding_id, learner.learner_id, at=timezone.now())
    return render(
        request,
        "redemptions/home.html",
        {
            "title": greeting() % {"name": _first_name(learner)},
            "lead": _lead(learner, figures),
            "figures": figures,
            "months": [date_format(point.on, "M") for point in figures.series],
        },
    )


def _lead(learner: KnownLearner, figures: HomeFigures) -> str:
    """Return the line under the greeting: the ABC id, and when credits last came in."""
    number = in_groups(learner.person.abc_id)
    if figures.last_credited_on is None:
        return gettext("ABC id %(number)s") % {"number": number}
    day = date_format(figures.last_credited_on, "j F Y")
    return gettext("ABC id %(number)s · Last credited on %(day)s") % {"number": number, "day": day}


def _first_name(learner: KnownLearner) -> str:
    person = learner.person
    name = person.name_hi if person.name_hi and get_language() == "hi" else person.name
    return name.split()[0] if name.split() else ""
