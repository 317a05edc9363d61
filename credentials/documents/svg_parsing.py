"""The badge elements of an SVG, found by expat with entities refused and depth and count bounded."""

from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from credentials.documents.refusals import UnreadableDocument

NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"
OLDER_NAMESPACES: Final = frozenset({"http://openbadges.org", "https://openbadges.org"})
MOST_DEPTH: Final = 256
MOST_ELEMENTS: Final = 500_000
_SEPARATOR: Final = "\n"


@dataclass
class BadgeElements:
    """Texts of the credentials found, whether an older badge stands there, and the byte where the root begins."""

    credentials: list[str] = field(default_factory=list)
    older: bool = False
    root_at: int = -1


def elements_of(picture: bytes) -> BadgeElements:
    """Return what the SVG carries; refuse what isn't SVG, isn't well-formed, declares entities or is too deep."""
    walk = _Walk()
    try:
        walk.parser.Parse(picture, True)
    except expat.ExpatError as error:
        code = "not-this-kind" if walk.found.root_at < 0 else "damaged"
        raise UnreadableDocument(
            code, f"An SVG picture was expected, but its XML breaks: {error}. Send the file as it was issued."
        ) from error
    except (LookupError, ValueError) as error:
        if isinstance(error, UnreadableDocument):
            raise
        raise UnreadableDocument("damaged", f"The SVG's text can't be decoded ({error}); save it as UTF-8.") from error
    return walk.found


class _Walk:
    def __init__(self) -> None:
        self.found = BadgeElements()
        self.depth = 0
        self.count = 0
        self.inside_at: int | None = None
        self.pieces: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ExternalEntityRefHandler = self._entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > MOST_DEPTH or self.count > MOST_ELEMENTS:
            raise UnreadableDocument(
                "bomb", f"The SVG nests deeper than {MOST_DEPTH} elements or has more than {MOST_ELEMENTS:,} of them."
            )
        namespace, _, local = name.rpartition(_SEPARATOR)
        if self.depth == 1:
            self._root(local)
        elif (namespace, local) == (NAMESPACE, "credential") and self.inside_at is None:
            self.inside_at = self.depth
            self.pieces = [attributes.get("verify", "").strip()]
        elif namespace in OLDER_NAMESPACES and local == "assertion":
            self.found.older = True

    def _root(self, local: str) -> None:
        if local != "svg":
            raise UnreadableDocument("not-this-kind", f"An SVG picture was expected, but the root is <{local[:80]}>.")
        self.found.root_at = self.parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        if self.inside_at == self.depth:
            verify, *content = self.pieces
            self.found.credentials.append(verify or "".join(content))
            self.inside_at = None
        self.depth -= 1

    def _text(self, text: str) -> None:
        if self.inside_at is not None:
            self.pieces.append(text)

    def _entity(self, *_declared: object) -> int:
        raise UnreadableDocument(
            "entities", "The SVG declares XML entities, which can hide or multiply content; save it without a DOCTYPE."
        )
