"""What the API reads and answers of institutions and programmes."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from institutions.models import Cap, Institution, Programme
from institutions.queries.institutions import APPROVED, REGISTERED, SUSPENDED, as_standing
from ledger.acts import day_of

STANDINGS = (REGISTERED, APPROVED, SUSPENDED)


class InstitutionQuery(serializers.Serializer[Any]):
    """Filters of institutions."""

    kind = serializers.ChoiceField(choices=Institution.Kind.choices, required=False)
    state = serializers.CharField(required=False, max_length=60)


class InstitutionInput(serializers.Serializer[Any]):
    """A new institution."""

    aishe_code = serializers.CharField(max_length=12, help_text="U, S or C, a hyphen, 4 or 5 digits.")
    name = serializers.CharField(max_length=200)
    name_hi = serializers.CharField(max_length=200, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=Institution.Kind.choices)
    state = serializers.CharField(max_length=60)
    accreditation = serializers.CharField(max_length=60, required=False, allow_blank=True)
    website = serializers.URLField(required=False, allow_blank=True, max_length=200)
    validity_years = serializers.IntegerField(min_value=1, max_value=7, required=False)


class InstitutionAnswer(serializers.Serializer[Any]):
    """An institution with its standing today."""

    id = serializers.UUIDField()
    aishe_code = serializers.CharField()
    name = serializers.CharField()
    name_hi = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.CharField()
    accreditation = serializers.CharField()
    website = serializers.CharField()
    validity_years = serializers.IntegerField()
    account_id = serializers.UUIDField(help_text="Its awards are deposited from this account of the book.")
    standing = serializers.SerializerMethodField()
    registered_at = serializers.DateTimeField()
    approved_at = serializers.SerializerMethodField()
    suspension_reason = serializers.SerializerMethodField()

    def get_standing(self, row: Institution) -> str:
        """Tell the standing: registered, approved or suspended."""
        return as_standing(row).code

    def get_approved_at(self, row: Institution) -> str | None:
        """Tell when it was approved."""
        moment = as_standing(row).approved_at
        return serializers.DateTimeField().to_representation(moment) if moment else None

    def get_suspension_reason(self, row: Institution) -> str:
        """Tell why it is suspended; empty when it is not."""
        suspension = as_standing(row).suspension
        return suspension.reason if suspension else ""


class SuspensionInput(serializers.Serializer[Any]):
    """Why an institution is suspended."""

    reason = serializers.CharField(min_length=10, max_length=2000)


class ProgrammeQuery(serializers.Serializer[Any]):
    """Filters of programmes."""

    institution = serializers.UUIDField(required=False)
    open = serializers.BooleanField(required=False, default=False, help_text="Only those that take requests.")


class ExitPointAnswer(serializers.Serializer[Any]):
    """An exit of a programme."""

    name = serializers.CharField()
    name_hi = serializers.CharField()
    credits = serializers.DecimalField(max_digits=7, decimal_places=2)
    vocational_credits = serializers.DecimalField(
        max_digits=7, decimal_places=2, help_text="Vocational or internship credits on top."
    )
    research_credits = serializers.DecimalField(
        max_digits=7, decimal_places=2, help_text="Research credits among them."
    )
    condition = serializers.CharField(help_text="What no credit can prove: the institution confirms it.")


class CapAnswer(serializers.Serializer[Any]):
    """A dated value of a cap."""

    rule = serializers.ChoiceField(choices=Cap.Rule.choices)
    share = serializers.DecimalField(max_digits=4, decimal_places=3)
    effective_from = serializers.DateField()


class ProgrammeAnswer(serializers.Serializer[Any]):
    """A programme with its credit requirements, caps and exits."""

    id = serializers.UUIDField()
    institution = serializers.CharField(source="institution.aishe_code")
    institution_name = serializers.CharField(source="institution.name")
    kind = serializers.ChoiceField(choices=Programme.Kind.choices)
    code = serializers.CharField()
    title = serializers.CharField()
    title_hi = serializers.CharField()
    discipline = serializers.CharField()
    level_min = serializers.DecimalField(max_digits=2, decimal_places=1)
    level_max = serializers.DecimalField(max_digits=2, decimal_places=1)
    required_credits = serializers.DecimalField(max_digits=7, decimal_places=2)
    courses_per_semester = serializers.IntegerField()
    validity_years = serializers.IntegerField()
    decision_days = serializers.IntegerField()
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    caps_in_force = serializers.SerializerMethodField()
    caps = CapAnswer(source="caps.all", many=True)
    exit_points = ExitPointAnswer(source="exit_points.all", many=True)

    def get_caps_in_force(self, row: Programme) -> dict[str, str]:
        """Tell the share of each rule today (India's day)."""
        today: date = day_of(timezone.now())
        begun = sorted(
            (cap for cap in row.caps.all() if cap.effective_from <= today), key=lambda cap: cap.effective_from
        )
        shares: dict[str, Decimal] = {cap.rule: cap.share for cap in begun}
        return {rule: str(share) for rule, share in shares.items()}
