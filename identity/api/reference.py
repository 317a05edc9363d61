"""The OpenAPI document as people read it: operations by subject, each with a call to copy. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
DEEPEST = 6
SAMPLES = {
    "uuid": "0198b2a4-6d1e-7c10-9a53-0e6f6f3f2b11", "date": "2026-11-24", "date-time": "2026-11-24T09:30:00Z",
    "decimal": "4.00", "email": "officer@example.in", "uri": "https://example.in/", "binary": "@file.csv",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an operation reads from the address or a header."""

    name: str
    place: str
    required: bool
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    id: str
    method: str
    path: str
    title: str
    description: str
    scope: str
    is_public: bool
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]
    body: str
    call: str


def operations_by_subject(document: Mapping[str, Any], *, site: str) -> list[tuple[str, list[Operation]]]:
    """Return the operations of an OpenAPI document, grouped by their tag in alphabetical order."""
    groups: dict[str, list[Operation]] = {}
    for path, methods in sorted(document.get("paths", {}).items()):
        for method in METHODS:
            if method in methods:
                made = _operation(document, method, path, methods[method], site)
                groups.setdefault(methods[method].get("tags", ["api"])[0], []).append(made)
    return sorted(groups.items())


def _operation(document: Mapping[str, Any], method: str, path: str, told: Mapping[str, Any], site: str) -> Operation:
    title, _break, rest = told.get("description", "").strip().partition("\n")
    body, kind = _body_of(document, told)
    parameters = tuple(_parameter(document, given) for given in told.get("parameters", ()))
    security = told.get("security", [])
    return Operation(
        id=told["operationId"], method=method.upper(), path=path, title=title or told["operationId"],
        description=rest.strip(), scope=_scope_of(security), is_public={} in security, parameters=parameters,
        answers=tuple(_answers(told)), body=body, call=_call(method, site + path, parameters, body, kind),
    )  # fmt: skip


def _scope_of(security: Any) -> str:
    return next((scope for way in security for scope in way.get("oauth2", ())), "")


def _answers(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for status, answer in told.get("responses", {}).items():
        if status < "400":
            yield status, answer.get("description", "")


def _parameter(document: Mapping[str, Any], given: Mapping[str, Any]) -> Parameter:
    schema = _resolved(document, given.get("schema", {}))
    kind = " | ".join(map(str, schema["enum"])) if "enum" in schema else schema.get("format") or schema.get("type", "")
    return Parameter(given["name"], given["in"], given.get("required", False), str(kind), given.get("description", ""))


def _body_of(document: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[str, str]:
    """Return a sample body and its media type."""
    for kind, content in told.get("requestBody", {}).get("content", {}).items():
        sample = sample_of(document, content.get("schema", {}))
        if kind == "application/json":
            return json.dumps(sample, indent=2, ensure_ascii=False), kind
        if kind == "multipart/form-data":
            return "\n".join(f"{name}={value}" for name, value in sample.items()), kind
    return "", ""


def sample_of(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int = 0) -> Any:
    """Return a plausible value of a schema."""
    schema = _resolved(document, schema)
    for way in ("allOf", "oneOf", "anyOf"):
        if way in schema:
            return sample_of(document, schema[way][0], depth + 1)
    if "enum" in schema or "default" in schema or "examples" in schema:
        return schema.get("default", (schema.get("examples") or schema.get("enum") or [""])[0])
    kind = schema.get("type", "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        inner = schema.get("properties", {}) if depth < DEEPEST else {}
        written = {name: part for name, part in inner.items() if not part.get("readOnly")}
        return {name: sample_of(document, part, depth + 1) for name, part in written.items()}
    if kind == "array":
        return [sample_of(document, schema.get("items", {}), depth + 1)] if depth < DEEPEST else []
    plain = {"integer": schema.get("minimum", 1), "number": 1, "boolean": True, "null": None}
    return plain.get(kind, SAMPLES.get(schema.get("format", ""), "text"))


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = document["components"]["schemas"].get(schema["$ref"].rsplit("/", 1)[-1], {})
    return found


def _call(method: str, url: str, parameters: tuple[Parameter, ...], body: str, kind: str) -> str:
    parts = ["curl", *(() if method == "get" else ("-X", method.upper())), '-H "Authorization: Bearer $TOKEN"']
    for given in parameters:
        if given.place == "header":
            parts.append(f'-H "{given.name}: {"$(uuidgen)" if given.name == "Idempotency-Key" else "$ETAG"}"')
    if kind == "application/json":
        parts += ['-H "Content-Type: application/json"', f"-d '{json.dumps(json.loads(body), ensure_ascii=False)}'"]
    elif kind:
        parts += [f"-F '{line}'" for line in body.splitlines()]
    return " ".join([*parts, f'"{url}"'])
