"""How many statements a verdict needs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from credentials.links import link_key
from tests.cast import Cast
from tests.credentials.verify_pages.hands import a_document, follow, paste

pytestmark = pytest.mark.django_db
DOCUMENT, LINK = 9, 14


def test_a_verdict_needs_few_statements(cast: Cast) -> None:
    award_id, document = a_document(cast)
    paste(document)  # the first one publishes the list
    with CaptureQueriesContext(connection) as by_document:
        paste(document)
    with CaptureQueriesContext(connection) as by_link:
        follow(award_id, link_key(award_id))
    told = "\n".join(query["sql"][:160] for query in by_link.captured_queries)
    assert len(by_document) <= DOCUMENT and len(by_link) <= LINK, (len(by_document), len(by_link), told)
