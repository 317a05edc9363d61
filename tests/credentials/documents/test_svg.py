"""A credential in an SVG: baked and read back, and what is refused."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.documents import UnreadableDocument, svg
from credentials.documents.limits import MOST_FILE_BYTES
from credentials.documents.refusals import UnbakeableCredential
from tests.credentials.documents.examples import CREDENTIAL, JWT

PLAIN = b'<?xml version="1.0"?>\n<!-- <svg> --><svg xmlns="http://www.w3.org/2000/svg" a=">/"><title>x</title></svg>'
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"


def carrying(element: str, declarations: str = "") -> bytes:
    return f'{declarations}<svg xmlns:openbadges="{NAMESPACE}">{element}</svg>'.encode()


def code_of(picture: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        svg.read(picture)
    assert refused.value.code in UnreadableDocument.CODES
    return refused.value.code


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_comes_back_as_it_was_baked_or_is_refused(text: str) -> None:
    try:
        baked = svg.bake(text, picture=PLAIN)
    except (UnbakeableCredential, UnicodeEncodeError):
        return
    assert svg.read(baked) == text.strip()


def test_json_stands_as_cdata_directly_after_the_tag() -> None:
    baked = svg.bake(CREDENTIAL, picture=PLAIN)
    assert f' a=">/" xmlns:openbadges="{NAMESPACE}"><openbadges:credential><![CDATA[{{'.encode() in baked
    assert svg.read(baked) == CREDENTIAL


def test_a_jwt_stands_in_the_verify_attribute() -> None:
    baked = svg.bake(JWT)
    element = ElementTree.fromstring(baked)[0]
    assert (element.tag, element.attrib) == (f"{{{NAMESPACE}}}credential", {"verify": JWT})
    assert svg.read(baked) == JWT


def test_the_drawn_badge_has_a_name_and_no_style_attribute_or_script() -> None:
    baked = svg.bake(CREDENTIAL)
    assert b'role="img" aria-label="Data Literacy for Public Health, Example State University' in baked
    assert not [word for word in (b"<script", b"style=", b"<foreignObject") if word in baked]


def test_a_billion_laughs_and_outside_entities_are_refused() -> None:
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert code_of(carrying("<openbadges:credential>&b;</openbadges:credential>", laughs)) == "entities"
    outside = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert code_of(carrying("<openbadges:credential>&x;</openbadges:credential>", outside)) == "entities"


def test_a_doctype_alone_is_read_and_nothing_is_fetched() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg11.dtd">'
    assert svg.read(carrying("<openbadges:credential>{}</openbadges:credential>", doctype)) == "{}"


def test_deep_nesting_is_refused() -> None:
    assert code_of(carrying("<g>" * 100_000)) == "bomb"


def test_other_files_are_refused_by_what_they_are() -> None:
    assert code_of(b"\x89PNG") == "not-this-kind"
    assert code_of(b"<html></html>") == "not-this-kind"
    assert code_of(b"<svg><g></svg>") == "damaged"
    assert code_of(b'<?xml version="1.0" encoding="nonsense"?><svg/>') in ("damaged", "not-this-kind")
    assert code_of(PLAIN) == "no-credential"
    assert code_of(b" " * (MOST_FILE_BYTES + 1)) == "too-large"
    assert code_of(carrying("<openbadges:credential/>")) == "no-credential"
    assert code_of(carrying("<openbadges:credential>{}</openbadges:credential>" * 2)) == "several-credentials"
    assert code_of(b'<svg xmlns:o="http://openbadges.org"><o:assertion verify="a.b.c"/></svg>') == "older-badge"


@pytest.mark.parametrize("picture", [b"<svg/>", b"<svg></svg>".decode().encode("utf-16")])
def test_a_picture_without_an_open_tag_in_utf8_is_not_baked(picture: bytes) -> None:
    with pytest.raises(UnbakeableCredential):
        svg.bake(CREDENTIAL, picture=picture)


def test_a_picture_is_baked_once() -> None:
    with pytest.raises(UnbakeableCredential):
        svg.bake(CREDENTIAL, picture=svg.bake(JWT, picture=PLAIN))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_by_name(source: bytes) -> None:
    assert code_of(source) in ("not-this-kind", "damaged", "entities", "no-credential")
