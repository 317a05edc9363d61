"""Conventions of the REST API, shared by every room's `api` package.

An endpoint is a class of `identity.api.views.BankView` with thin methods:

    class InstitutionList(BankView):
        \"\"\"Institutions that may award.\"\"\"

        required_scopes = {"POST": "catalogue:write"}     # what an API client's token must carry, by method
        public_methods = frozenset({"GET"})               # no sign-in needed for these; nothing is public unless named
        ordering = ("name", "id")                         # stable order of lists: ends with a unique field

        @extend_schema(responses=InstitutionAnswer(many=True))
        def get(self, request: Request) -> Response:
            return self.page(institutions(), InstitutionAnswer)

        @extend_schema(request=InstitutionInput, responses={201: InstitutionAnswer})
        def post(self, request: Request) -> Response:
            given = self.read(InstitutionInput)
            return self.once(lambda key: self.created(InstitutionAnswer(
                register_institution(actor=self.principal, **given, at=self.at, idempotency_key=key))))

- `self.principal` is who acts; commands decide what they may do. A `Refusal` becomes RFC 9457 problem+json by itself.
- `self.once(work)` asks for the `Idempotency-Key` header, runs `work(key)` in one transaction and keeps status and body
  for replays; say `keyless_posts = True` on a view whose POST changes nothing (a calculation, a plan).
- `self.page(source, Serializer)` answers a page of a queryset (or of any `Keyset` source) with Link headers.
- `self.check_etag(tag)` (`identity.api.etags`) before a PATCH: 428 without If-Match, 412 when it is stale.
- Problems 400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429 are documented for every operation by
  `identity.api.schema.BankSchema`: name only the good answers in `@extend_schema`.
"""
