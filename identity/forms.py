"""Forms of the team and of API clients, and of signing up."""

from typing import Any
from uuid import UUID

from allauth.account.forms import SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from identity.principals import BANK_ROLES, INSTITUTION_ROLES
from identity.queries.requests import RequestFilter
from identity.scopes import BANK_SCOPES, INSTITUTION_SCOPES, SCOPES

ROLE_LABELS = {
    "issuer": _("Issuer: prepares awards and files"),
    "approver": _("Approver: approves what somebody else prepared"),
    "registrar": _("Registrar: manages programmes, the team and API clients"),
    "regulator": _("Regulator: reads the whole book"),
    "operator": _("Operator: approves institutions"),
}


def role_choices(*, at_bank: bool) -> list[tuple[str, Any]]:
    """Return the roles of the bank, or those of an institution."""
    return [(role, ROLE_LABELS[role]) for role in (BANK_ROLES if at_bank else INSTITUTION_ROLES)]


class LearnerSignupForm(SignupForm):  # type: ignore[misc]
    """E-mail, name and password of somebody new."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    field_order = ("name", "email", "password1", "password2")

    def custom_signup(self, request: Any, user: Any) -> None:
        """Keep the name."""
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])


class InvitationForm(forms.Form):
    """Who joins the team, in what role."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("Somebody new gets a link to set a password."))
    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, at_bank: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = role_choices(at_bank=at_bank)


class ClientForm(forms.Form):
    """A program that may ask for access tokens."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("The system and who runs it."))
    roles = forms.MultipleChoiceField(label=_("Acts as"), widget=forms.CheckboxSelectMultiple)
    scopes = forms.MultipleChoiceField(
        label=pgettext_lazy("what an API client may do", "May"), widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=_("Expires on"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("From this day on its secret opens nothing. One year if you say nothing, two at most."),
    )  # fmt: skip

    def __init__(self, *args: Any, at_bank: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles: Any = self.fields["roles"]
        scopes: Any = self.fields["scopes"]
        fit = BANK_SCOPES if at_bank else INSTITUTION_SCOPES
        roles.choices = [("regulator", ROLE_LABELS["regulator"])] if at_bank else role_choices(at_bank=False)
        scopes.choices = [(name, meaning) for name, meaning in SCOPES.items() if name in fit]


class RegulatorForm(forms.Form):
    """A regulator to let in: a person, a system, or both."""

    email = forms.EmailField(
        label=_("E-mail of the person"), required=False, help_text=_("Somebody new gets a link to set a password.")
    )
    name = forms.CharField(label=_("Name of the person"), max_length=200, required=False)
    system = forms.CharField(
        label=_("Name of the system"), max_length=100, required=False, help_text=_("The system and who runs it.")
    )
    expires_on = forms.DateField(
        label=_("Expires on"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("From this day on its secret opens nothing. One year if you say nothing, two at most."),
    )  # fmt: skip


class RequestFilterForm(forms.Form):
    """Which requests of the log are wanted."""

    request_id = forms.CharField(label=_("Request-Id"), max_length=100, required=False)
    client = forms.ChoiceField(label=_("API client"), required=False)
    status = forms.ChoiceField(label=_("Answer"), required=False, choices=[
        ("", _("Every answer")), ("2", _("2xx: answered")), ("3", _("3xx: known already")), ("4", _("4xx: refused")),
        ("5", _("5xx: a fault of ours")),
    ])  # fmt: skip
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, clients: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["client"]
        field.choices = [("", _("Every client")), *clients]

    def wanted(self) -> RequestFilter:
        """Return the filter; fields that are not valid filter nothing."""
        self.is_valid()
        given = self.cleaned_data
        client = given.get("client")
        return RequestFilter(
            request_id=given.get("request_id", "").strip(), client_id=UUID(client) if client else None,
            status=given.get("status", ""), day=given.get("day"),
        )  # fmt: skip
