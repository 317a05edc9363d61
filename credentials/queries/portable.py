"""What of a credential is handed out: its links, its file's name, and what stands on the certificate and the badge."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from credentials.addresses import credential_url, site
from credentials.documents.badge import BadgePicture
from credentials.documents.linkedin import Certification, add_to_profile
from credentials.documents.papers import Certificate, Pair
from credentials.links import link_key
from credentials.queries.awards import AwardView
from identity.figures import written
from learners.people import Person
from ledger.acts import day_of
from ledger.ncrf import Level

LONGEST_NAME = 60


def share_url(award_id: UUID) -> str:
    """Return the link by which anybody reads a credential: its page with the secret part."""
    return f"{credential_url(award_id)}/?{urlencode({'k': link_key(award_id)})}"


def verify_url(award_id: UUID) -> str:
    """Return where anybody checks a credential: what its QR code leads to."""
    return f"{site('/verify/')}?{urlencode({'id': award_id, 'k': link_key(award_id)})}"


def linkedin_url(view: AwardView) -> str:
    """Return where LinkedIn offers to add it to a profile; it has no end there, for what was learned stays true."""
    return add_to_profile(
        Certification(
            name=view.local_title, organization=view.institution.local_name, issued_on=view.earned_on,
            expires_on=None, certificate_url=share_url(view.award_id), certificate_id=view.reference,
        )
    )  # fmt: skip


def file_name(view: AwardView, ending: str) -> str:
    """Return a file's name that says what is in it, in letters that every system can keep."""
    title = slugify(view.title)[:LONGEST_NAME].strip("-") or "credential"
    return f"{title}-{view.reference.lower()}.{ending}"


def spoken_name(person: Person) -> str:
    """Return a learner's name in the reader's language where there is one."""
    return (person.name_hi if language() == "hi" else "") or person.name or person.name_hi


def language() -> str:
    """Return the reader's language as papers name it."""
    return "hi" if (get_language() or "").startswith("hi") else "en"


def spoken_day(day: date) -> str:
    """Return a day for a paper: 18 November 2026."""
    return date_format(day, "j F Y")


def badge_of(view: AwardView) -> BadgePicture:
    """Return what the badge of an award shows, in the reader's language."""
    credits = _("%(credits)s credit") if view.credits == 1 else _("%(credits)s credits")
    return BadgePicture(
        title=view.local_title,
        institution=view.institution.local_name,
        credits=credits % {"credits": written(view.credits)},
        level=_("NCrF level %(level)s") % {"level": written(view.level, 1)},
        language=language(),
    )


def certificate_of(view: AwardView, person: Person) -> Certificate:
    """Return what the certificate of an award says, in the reader's language.

    It is made to be shown to others, so the ABC id does not stand on it.
    """
    name, place = spoken_name(person), view.institution
    return Certificate(
        language=language(), bank=_("Academic Credit Bank"), tagline=_("National Credit Framework"),
        author=place.local_name, document_title=_("Certificate of %(learner)s") % {"learner": name},
        learner=name, learner_note="", verify_url=verify_url(view.award_id),
        title=view.local_title, description=_description(view), credits=written(view.credits),
        figures=((_("NCrF level"), written(view.level, 1)), (_("Learning hours"), written(view.hours))),
        facts=_facts(view), institution=place.local_name,
        institution_note=f"{_(place.state)}, {_('India')} · {_('AISHE code')} {place.aishe_code}",
        awarded_on=spoken_day(day_of(view.awarded_at)),
    )  # fmt: skip


def _description(view: AwardView) -> str:
    return view.version.summary.strip() or "; ".join(view.version.outcomes)


def _facts(view: AwardView) -> tuple[Pair, ...]:
    version = view.version
    facts: tuple[tuple[str, object], ...] = (
        (_("Grade"), view.award.grade),
        (_("Stage of study"), _(Level(view.level).name)),
        (_("Earned on"), spoken_day(view.earned_on)),
        (_("Assessment"), version.get_assessment_display()),
        (_("Supervision"), version.get_supervision_display()),
        (_("Participation"), version.get_participation_display()),
        (_("Quality assurance"), version.quality_assurance),
        (_("Offering"), version.offering.code),
        (_("Reference"), view.reference),
    )
    return tuple((label, str(value)) for label, value in facts if value)
