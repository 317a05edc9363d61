"""Forms of the team and of API clients, and of signing up."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from identity.principals import BANK_ROLES, INSTITUTION_ROLES
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

    def __init__(self, *args: Any, at_bank: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles: Any = self.fields["roles"]
        scopes: Any = self.fields["scopes"]
        fit = BANK_SCOPES if at_bank else INSTITUTION_SCOPES
        roles.choices = [("regulator", ROLE_LABELS["regulator"])] if at_bank else role_choices(at_bank=False)
        scopes.choices = [(name, meaning) for name, meaning in SCOPES.items() if name in fit]
