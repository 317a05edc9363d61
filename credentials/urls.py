"""Addresses of the catalogue's, the passbook's and the awards' pages."""

from django.urls import path

from credentials.views.catalogue import Calculator, Catalogue, Offering
from credentials.views.credential import Credential
from credentials.views.editor import EditOffering, NewOffering
from credentials.views.endorsements import EndorsementDocument, Endorsements, Withdrawal
from credentials.views.issuers import Bank, Institution, InstitutionStanding
from credentials.views.keys import BankKeys, InstitutionKeys, StaffKeys
from credentials.views.log_papers import CredentialProof, EntryProof, LotOpening
from credentials.views.passbook import Passbook, Statement
from credentials.views.portable import Achievement, CredentialDocument, CredentialFile
from credentials.views.published import BankDid, InstitutionDid, StatusListDocument
from credentials.views.staff_awards import StaffAward, StaffAwards
from credentials.views.staff_catalogue import STEPS, StaffCatalogue, StaffOfferingPage, Step
from credentials.views.transcripts import StatementPaper, Transcript, TranscriptPaper
from credentials.views.verify import Verify
from credentials.views.words import Word, Words

urlpatterns = [
    path("catalogue/", Catalogue.as_view(), name="catalogue"),
    path("catalogue/<uuid:offering_id>/", Offering.as_view(), name="offering"),
    path("calculator/", Calculator.as_view(), name="calculator"),
    path("verify/", Verify.as_view(), name="verify"),
    path("passbook/", Passbook.as_view(), name="passbook"),
    path("passbook/statement.csv", Statement.as_view(), name="passbook-csv"),
    path("passbook/statement.pdf", StatementPaper.as_view(), name="passbook-pdf"),
    path("passbook/transcript.json", Transcript.as_view(), name="transcript"),
    path("passbook/transcript.pdf", TranscriptPaper.as_view(), name="transcript-pdf"),
    path("credentials/<uuid:award_id>", CredentialDocument.as_view(), name="credential-document"),
    path("credentials/<uuid:award_id>/refresh", CredentialDocument.as_view(newest=True), name="credential-refresh"),
    *(
        path(f"credentials/<uuid:award_id>.{form}", CredentialFile.as_view(form=form), name=f"credential-{form}")
        for form in ("json", "jwt", "pdf", "png", "svg")
    ),
    path("credentials/<uuid:award_id>.tlog-proof", CredentialProof.as_view(), name="credential-proof"),
    path("credentials/<uuid:award_id>.opening.json", LotOpening.as_view(), name="credential-opening"),
    path("passbook/entries/<uuid:entry_id>.tlog-proof", EntryProof.as_view(), name="entry-proof"),
    path("achievements/<uuid:version_id>", Achievement.as_view(), name="achievement"),
    path("terms", Words.as_view(), name="terms"),
    path("terms/<path:word>", Word.as_view(), name="term"),
    path("credentials/<uuid:award_id>/", Credential.as_view(), name="credential"),
    path("endorsements/<uuid:endorsement_id>", EndorsementDocument.as_view(), name="endorsement"),
    path("status-lists/<uuid:list_id>", StatusListDocument.as_view(), name="status-list"),
    path(".well-known/did.json", BankDid.as_view(), name="bank-did"),
    path("bank", Bank.as_view(), name="bank-profile"),
    path("institutions/<str:aishe_code>", Institution.as_view(), name="institution-profile"),
    path("institutions/<str:aishe_code>/did.json", InstitutionDid.as_view(), name="institution-did"),
    path("institutions/<str:aishe_code>/standing", InstitutionStanding.as_view(), name="institution-standing"),
    path("staff/keys/", StaffKeys.as_view(), name="staff-keys"),
    path("operator/keys/", BankKeys.as_view(), name="bank-keys"),
    path("operator/institutions/<uuid:institution_id>/keys/", InstitutionKeys.as_view(), name="institution-keys"),
    path("staff/catalogue/", StaffCatalogue.as_view(), name="staff-catalogue"),
    path("staff/catalogue/new/", NewOffering.as_view(), name="staff-offering-new"),
    path("staff/catalogue/<uuid:offering_id>/", StaffOfferingPage.as_view(), name="staff-offering"),
    path("staff/catalogue/<uuid:offering_id>/edit/", EditOffering.as_view(), name="staff-offering-edit"),
    *(
        path(
            f"staff/catalogue/<uuid:offering_id>/{name}/",
            Step.as_view(command=command, done=done),
            name=f"staff-offering-{name}",
        )
        for name, (command, done) in STEPS.items()
    ),
    path("staff/catalogue/<uuid:offering_id>/endorsements/", Endorsements.as_view(), name="staff-endorsements"),
    path("staff/endorsements/<uuid:endorsement_id>/withdrawal/", Withdrawal.as_view(), name="endorsement-withdrawal"),
    path("staff/awards/", StaffAwards.as_view(), name="staff-awards"),
    path("staff/awards/<uuid:award_id>/", StaffAward.as_view(), name="staff-award"),
]
