"""Institutions: list, read, register, approve, suspend."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from identity.api.views import BankView
from institutions.commands import approve_institution, lift_suspension, register_institution, suspend_institution
from institutions.queries.institutions import institution_by_aishe, standing_rows
from institutions.serializers import InstitutionAnswer, InstitutionInput, InstitutionQuery, SuspensionInput


class InstitutionList(BankView):
    """Institutions that award and accept credits."""

    public_methods = frozenset({"GET"})
    ordering = ("name", "id")

    @extend_schema(parameters=[InstitutionQuery], responses=InstitutionAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List institutions by name, filtered by kind and state."""
        return self.page(standing_rows().filter(**self.read_query(InstitutionQuery)), InstitutionAnswer)

    @extend_schema(request=InstitutionInput, responses={201: InstitutionAnswer})
    def post(self, request: Request) -> Response:
        """Register an institution; the operator only."""
        given = self.read(InstitutionInput)

        def work(key: str) -> Response:
            made = register_institution(actor=self.principal, **given, at=self.at, idempotency_key=key)
            address = request.build_absolute_uri(f"{made.aishe_code}/")
            return self.created(_answer(made.aishe_code), location=address)

        return self.once(work)


class InstitutionDetail(BankView):
    """One institution."""

    public_methods = frozenset({"GET"})

    @extend_schema(responses=InstitutionAnswer)
    def get(self, request: Request, aishe: str) -> Response:
        """Read an institution by its AISHE code."""
        return self.answer(_answer(aishe))


class InstitutionApproval(BankView):
    """The operator's approval of an institution."""

    @extend_schema(request=None, responses={201: InstitutionAnswer})
    def post(self, request: Request, aishe: str) -> Response:
        """Approve a registered institution; the operator only."""
        return self.once(lambda key: self._approve(aishe, key))

    def _approve(self, aishe: str, key: str) -> Response:
        place = institution_by_aishe(aishe)
        approve_institution(actor=self.principal, institution_id=place.id, at=self.at, idempotency_key=key)
        return self.created(_answer(aishe))


class InstitutionSuspension(BankView):
    """The suspension of an institution: put on and lifted by the operator."""

    @extend_schema(request=SuspensionInput, responses={201: InstitutionAnswer})
    def post(self, request: Request, aishe: str) -> Response:
        """Suspend an institution with a reason; its credits stay valid."""
        given = self.read(SuspensionInput)
        return self.once(lambda key: self._suspend(aishe, key, given))

    def _suspend(self, aishe: str, key: str, given: dict[str, Any]) -> Response:
        place = institution_by_aishe(aishe)
        suspend_institution(actor=self.principal, institution_id=place.id, **given, at=self.at, idempotency_key=key)
        return self.created(_answer(aishe))


class InstitutionSuspensionLifting(BankView):
    """The end of a suspension."""

    @extend_schema(request=None, responses={201: InstitutionAnswer})
    def post(self, request: Request, aishe: str) -> Response:
        """Lift the suspension in force; the operator only."""
        return self.once(lambda key: self._lift(aishe, key))

    def _lift(self, aishe: str, key: str) -> Response:
        place = institution_by_aishe(aishe)
        lift_suspension(actor=self.principal, institution_id=place.id, at=self.at, idempotency_key=key)
        return self.created(_answer(aishe))


def _answer(aishe: str) -> InstitutionAnswer:
    place = institution_by_aishe(aishe)
    return InstitutionAnswer(standing_rows().get(id=place.id))
