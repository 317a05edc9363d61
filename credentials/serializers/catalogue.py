"""Offerings and their versions as the API reads and answers them."""

from collections import OrderedDict
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from credentials.drafts import VersionDraft
from credentials.models import Offering, OfferingVersion
from credentials.queries.search import HOUR_BANDS
from credentials.serializers.hours import FIGURE, LEVEL, MODES, HoursInput, SumAnswer
from ledger.acts import day_of
from ledger.ncrf import Explanation, LearningHours


class CatalogueQuery(serializers.Serializer[Any]):
    """Search and facets of the catalogue."""

    q = serializers.CharField(required=False, max_length=120, help_text="Words of title, code, skill or institution.")
    level = serializers.DecimalField(required=False, **LEVEL)
    hours = serializers.ChoiceField(choices=list(HOUR_BANDS), required=False)
    participation = serializers.ChoiceField(choices=OfferingVersion.Participation.values, required=False)
    skill = serializers.CharField(required=False, max_length=80, help_text="The skill's slug.")
    institution = serializers.UUIDField(required=False)
    domain = serializers.ChoiceField(choices=OfferingVersion.Domain.values, required=False)
    stage = serializers.ChoiceField(choices=OfferingVersion.Stage.values, required=False)


class FacetValue(serializers.Serializer[Any]):
    """One value of a facet and how many offerings it would give."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


class FacetsAnswer(serializers.Serializer[Any]):
    """Counts by facet; a facet's own choice is left open in its counts."""

    level = FacetValue(many=True)
    hours = FacetValue(many=True)
    participation = FacetValue(many=True)
    domain = FacetValue(many=True)
    stage = FacetValue(many=True)
    skill = FacetValue(many=True)
    institution = FacetValue(many=True)


class VersionInput(serializers.Serializer[Any]):
    """What a version says; credits are computed from hours, rule set and level."""

    title = serializers.CharField(max_length=150)
    title_hi = serializers.CharField(max_length=200, required=False, allow_blank=True)
    summary = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    outcomes = serializers.ListField(child=serializers.CharField(max_length=300), required=False, max_length=40)
    skills = serializers.ListField(child=serializers.CharField(max_length=80), required=False, max_length=40)
    hours = HoursInput()
    rule_set = serializers.CharField(max_length=40)
    level = serializers.DecimalField(**LEVEL)
    domain = serializers.ChoiceField(choices=OfferingVersion.Domain.values, required=False)
    discipline = serializers.CharField(max_length=80, required=False, allow_blank=True)
    stage = serializers.ChoiceField(choices=OfferingVersion.Stage.values, required=False)
    participation = serializers.ChoiceField(choices=OfferingVersion.Participation.values, required=False)
    assessment = serializers.ChoiceField(choices=OfferingVersion.Assessment.values, required=False)
    supervision = serializers.ChoiceField(choices=OfferingVersion.Supervision.values, required=False)
    quality_assurance = serializers.CharField(max_length=200, required=False, allow_blank=True)
    language = serializers.CharField(max_length=40, required=False)
    prerequisites = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    industry_partner = serializers.CharField(max_length=200, required=False, allow_blank=True)
    is_rpl = serializers.BooleanField(required=False)
    is_swayam = serializers.BooleanField(required=False)
    validity_years = serializers.IntegerField(min_value=1, max_value=7, required=False)
    effective_from = serializers.DateField(required=False, help_text="Today unless told.")


class OfferingInput(VersionInput):
    """A new offering: its kind and code, and what its first version says."""

    kind = serializers.ChoiceField(choices=Offering.Kind.values)
    code = serializers.CharField(max_length=40)


class VersionPatch(VersionInput):
    """The fields of a draft to change; the others stay."""

    def get_fields(self) -> Any:
        """Return the fields of a version, none required."""
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return OrderedDict(fields)


class ReviewInput(serializers.Serializer[Any]):
    """A step of the newest version; returning needs a reason."""

    step = serializers.ChoiceField(choices=["submit", "approve", "return", "retire"])
    reason = serializers.CharField(required=False, max_length=1000, help_text="What is to be mended, when returning.")


class IssuerAnswer(serializers.Serializer[Any]):
    """Who awards it."""

    id = serializers.UUIDField()
    aishe_code = serializers.CharField()
    name = serializers.CharField()


class VersionAnswer(serializers.Serializer[Any]):
    """A version of an offering with the sum behind its credits."""

    id = serializers.UUIDField(source="offering_id", help_text="The offering's id.")
    version_id = serializers.UUIDField(source="pk")
    number = serializers.IntegerField()
    state = serializers.CharField(help_text="draft, in-review, approved or retired")
    kind = serializers.CharField(source="offering.kind")
    code = serializers.CharField(source="offering.code")
    institution = IssuerAnswer(source="offering.institution")
    country_of_issuer = serializers.CharField(default="IN", read_only=True)
    title = serializers.CharField()
    title_hi = serializers.CharField()
    summary = serializers.CharField()
    outcomes = serializers.ListField(child=serializers.CharField())
    skills = serializers.SerializerMethodField()
    level = serializers.DecimalField(max_digits=2, decimal_places=1)
    credits = serializers.DecimalField(**FIGURE)
    hours = serializers.SerializerMethodField()
    sum = serializers.SerializerMethodField()
    domain = serializers.CharField()
    discipline = serializers.CharField()
    stage = serializers.CharField()
    participation = serializers.CharField()
    assessment = serializers.CharField()
    supervision = serializers.CharField()
    quality_assurance = serializers.CharField()
    language = serializers.CharField()
    prerequisites = serializers.CharField()
    industry_partner = serializers.CharField()
    is_rpl = serializers.BooleanField()
    is_swayam = serializers.BooleanField()
    validity_years = serializers.IntegerField()
    effective_from = serializers.DateField()
    approved_at = serializers.DateTimeField(allow_null=True)
    retired_at = serializers.DateTimeField(allow_null=True)

    def get_skills(self, version: OfferingVersion) -> list[str]:
        """Return the names of the skills."""
        return [skill.name for skill in version.skills.all()]

    def get_hours(self, version: OfferingVersion) -> dict[str, str]:
        """Return hours by mode as text."""
        return {mode: f"{getattr(version, f'{mode}_hours'):f}" for mode in MODES}

    def get_sum(self, version: OfferingVersion) -> dict[str, Any]:
        """Return the sum behind the credits."""
        return dict(SumAnswer(Explanation.from_json(version.explanation)).data)


def draft_of(given: dict[str, Any]) -> VersionDraft:
    """Return a checked body as a draft; refuses contact above notional hours."""
    said = {name: value for name, value in given.items() if name not in ("kind", "code", "hours")}
    for name in ("outcomes", "skills"):
        said[name] = tuple(said.get(name, ()))
    said.setdefault("effective_from", day_of(timezone.now()))
    return VersionDraft(hours=LearningHours.of(**given["hours"]), **said)


def patched(version: OfferingVersion, given: dict[str, Any]) -> VersionDraft:
    """Return a version's own words with the given ones in their place."""
    names = [str(name) for name in VersionInput().fields]
    kept = {name: getattr(version, name) for name in names if name not in ("hours", "skills")}
    hours = {mode: getattr(version, f"{mode}_hours") for mode in MODES} | given.get("hours", {})
    skills = [skill.name for skill in version.skills.all()]
    return draft_of({**kept, "skills": skills, **given, "hours": hours})
