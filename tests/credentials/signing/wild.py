"""Documents that nobody would write: random members, values and contexts of their own, to compare two readers by."""

from typing import Any

from hypothesis import strategies as st

from credentials.signing.contexts import FILES, context_of

_V2, _OB = "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


def _names(context: Any) -> set[str]:
    """Return every term that a context defines anywhere."""
    if isinstance(context, list):
        return set().union(*map(_names, context))
    if not isinstance(context, dict):
        return set()
    scoped = [value["@context"] for value in context.values() if isinstance(value, dict) and "@context" in value]
    return {name for name in context if not name.startswith("@")}.union(*map(_names, scoped))


TERMS = sorted(_names([context_of(address) for address in FILES]) | {"a", "b", "pre"})
_TYPES = ["VerifiableCredential", "OpenBadgeCredential", "Achievement", "Profile", "Result", "DataIntegrityProof", "T"]
_COMPACT = ["a:x", "pre:x", "name:x", "urn:z", "https://x.example/#y", "_:n", "rel", "", ":x", "@foo", "type", "pre:/x"]
_IRIS = st.sampled_from([*_COMPACT, "pre", "a", "urn:a b", "xsd:date", "a://x", "id"])
_IRI_OF_A_TERM = st.sampled_from(["urn:t#", "https://t.example/", "https://t.example", "a:b", "pre:q", "b", "@type"])
_DEFINITION = st.one_of(
    _IRI_OF_A_TERM,
    st.none(),
    st.fixed_dictionaries(
        {},
        optional={
            "@id": _IRI_OF_A_TERM,
            "@type": st.sampled_from(["@id", "@vocab", "@json", "@none", "a", "urn:type", "xsd:integer"]),
            "@container": st.sampled_from(["@set", "@list", "@graph", "@language", ["@graph", "@set"], "@index"]),
            "@protected": st.booleans(),
            "@context": st.sampled_from([None, {"b": "urn:scoped"}, 5]),
        },
    ),
)
_INLINE = st.dictionaries(
    st.sampled_from(["a", "b", "pre", "name", "description", "id", "xsd", "@vocab", "@version", "@protected", "a:b"]),
    st.one_of(_DEFINITION, st.sampled_from([True, 1.1, "https://vocab.example/"])),
    max_size=4,
)
_CONTEXTS = st.one_of(
    st.lists(st.one_of(st.sampled_from([_V2, _OB, _EXAMPLES, *FILES]), _INLINE), min_size=1, max_size=4),
    st.sampled_from([_EXAMPLES, [_V2, _EXAMPLES], [_V2, _OB, _EXAMPLES]]),
    _INLINE,
)
_SCALARS = st.one_of(
    st.sampled_from(
        [0, 1, 2.5, -1, True, False, None, 1e21, 0.1, 1.5e-7, 10**20, "", "क्‍ष", 'q"\\', "x\ny", "\x7f", "2"]
    ),
    _IRIS,
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=4),
)
_VALUES = st.fixed_dictionaries(
    {"@value": _SCALARS},
    optional={"@type": st.one_of(_IRIS, st.just("@json")), "@language": st.sampled_from(["en", "hi-IN", "x y", "EN"])},
)
_KEYS = st.one_of(
    st.sampled_from(
        ["a", "b", "x", "name", "issuer", "proof", "credentialSubject", "achievement", "result", "evidence"]
    ),
    st.sampled_from(TERMS),
    st.sampled_from(_COMPACT),
    st.sampled_from(["@graph", "@list", "@set", "@index", "@included", "@nest", "@reverse"]),
)


_TAME_CONTEXTS = st.one_of(
    st.sampled_from([[_V2, _EXAMPLES], [_V2, _OB, _EXAMPLES], [_OB, _EXAMPLES]]),
    st.lists(st.sampled_from(sorted(set(FILES) - {_V2, _OB})), max_size=2).map(
        lambda more: [_V2, _OB, *more, _EXAMPLES]
    ),
    st.dictionaries(
        st.sampled_from(["a", "b", "pre"]),
        st.one_of(
            st.sampled_from(["urn:t#", "https://t.example/", "https://t.example"]),
            st.fixed_dictionaries(
                {"@id": st.sampled_from(["urn:t", "https://t.example/t"])},
                optional={
                    "@type": st.sampled_from(["@id", "@vocab", "@json", "urn:type", "a", "pre:y"]),
                    "@container": st.sampled_from(["@set", "@list", "@graph", ["@graph", "@set"]]),
                    "@protected": st.booleans(),
                },
            ),
        ),
    ).map(lambda inline: [_V2, _OB, _EXAMPLES, inline]),
)
_TAME_IRIS = st.sampled_from(["urn:z", "https://x.example/#y", "a:x", "pre:x", "name:x", "urn:n:1", "a://x"])
_TAME_SCALARS = st.one_of(
    st.sampled_from([0, 1, 2.5, -1, True, False, 1e21, 0.1, 1.5e-7, 10**20, "", "क्‍ष", 'q"\\', "x\ny", "\x7f", "2"]),
    _TAME_IRIS,
    st.floats(allow_nan=False, allow_infinity=False),
)
_TAME_VALUES = st.fixed_dictionaries(
    {"@value": _TAME_SCALARS},
    optional={"@type": st.sampled_from(["urn:d", "Result", "a:d", "xsd:date"])},
)
_TAME_KEYS = st.one_of(st.sampled_from(["a", "b", "x", "name", "a:x", "pre:x", "urn:k"]), st.sampled_from(TERMS))


def _node(values: st.SearchStrategy[Any], contexts: st.SearchStrategy[Any], *, root: bool) -> st.SearchStrategy[Any]:
    kinds = st.one_of(st.sampled_from(_TYPES), st.lists(st.sampled_from(_TYPES), max_size=3), _IRIS)
    named = {"id": _IRIS, "@id": _IRIS, "type": kinds, "@type": kinds, "@context": contexts}
    members = st.dictionaries(_KEYS, values, max_size=6)
    first = st.fixed_dictionaries({"@context": contexts} if root else {}, optional={} if root else named)
    extra = st.fixed_dictionaries({}, optional={name: named[name] for name in ("id", "@id", "type", "@type")})
    return st.builds(lambda one, two, three: {**one, **two, **three}, first, extra, members)


def _tame_node(values: st.SearchStrategy[Any], *, root: bool) -> st.SearchStrategy[Any]:
    kinds = st.one_of(st.sampled_from(_TYPES), st.lists(st.sampled_from(_TYPES), max_size=3))
    first = st.fixed_dictionaries({"@context": _TAME_CONTEXTS} if root else {})
    named = st.fixed_dictionaries({}, optional={"@id": _TAME_IRIS, "@type": kinds})
    plain = _TAME_KEYS.filter(lambda name: name not in ("id", "type", "proof"))
    members = st.dictionaries(plain, values, max_size=4)
    return st.builds(lambda one, two, three: {**one, **two, **three}, first, named, members)


def wild_documents() -> st.SearchStrategy[dict[str, Any]]:
    """Draw documents few of which a strict reader accepts."""
    values = st.recursive(
        st.one_of(_SCALARS, _VALUES),
        lambda inner: st.one_of(_node(inner, _CONTEXTS, root=False), st.lists(inner, max_size=3)),
        max_leaves=8,
    )
    return _node(values, _CONTEXTS, root=True)


def odd_documents() -> st.SearchStrategy[dict[str, Any]]:
    """Draw documents in which most words mean something, each in places where nobody expects it."""
    values = st.recursive(
        st.one_of(_TAME_SCALARS, _TAME_VALUES),
        lambda inner: st.one_of(_tame_node(inner, root=False), st.lists(inner, max_size=3)),
        max_leaves=10,
    )
    return _tame_node(values, root=True)
