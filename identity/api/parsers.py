"""Bodies that the database could not keep are refused before a view sees them."""

from typing import Any

from rest_framework import exceptions
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser

from identity.plain_text import is_storable

LARGEST = 2**63 - 1


class PlainJSONParser(JSONParser):
    """JSON without NUL, lone surrogates, integers beyond 64 bits or endless nesting."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the document, or refuse with 400."""
        try:
            document = super().parse(stream, media_type, parser_context)
            _check(document)
        except RecursionError:
            raise exceptions.ParseError("The JSON is nested too deeply.") from None
        return document


class PlainFormParser(FormParser):
    """URL-encoded fields without NUL."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the fields, or refuse with 400."""
        fields = super().parse(stream, media_type, parser_context)
        _check(dict(fields.lists()))
        return fields


class PlainMultiPartParser(MultiPartParser):
    """Multipart fields without NUL; files are checked by whoever reads them."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return fields and files, or refuse with 400."""
        parsed = super().parse(stream, media_type, parser_context)
        _check(dict(parsed.data.lists()))
        return parsed


def _check(value: Any) -> None:
    if isinstance(value, str) and not is_storable(value):
        raise exceptions.ParseError("A text holds a NUL character or half of a surrogate pair.")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise exceptions.ParseError("A number has more than 64 bits.")
    if isinstance(value, dict):
        for name, inner in value.items():
            _check(name)
            _check(inner)
    elif isinstance(value, list):
        for inner in value:
            _check(inner)
