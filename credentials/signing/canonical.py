"""The canonical form of a set of quads (RDF Dataset Canonicalization 1.0, SHA-256): one text whatever the order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import permutations

from credentials.signing.errors import UnsignableDocument
from credentials.signing.writer import Quad, Written

MOST_STEPS = 4000
"""Steps of the graph search before a document is taken for one that was made to be slow (RDFC-1.0, 7.1)."""


def canonical_form(written: Written) -> str:
    """Return the sorted lines of canonical N-Quads; refuses a graph that takes too many steps to tell apart.

    Without blank nodes it is a sort. With blank nodes that differ in what is said of them, a hash of each is enough;
    only those that do not are searched.
    """
    lines = dict.fromkeys(written.lines)  # in their order: much of it is sorted already, and then sorted faster
    if written.quads:
        quads = list(dict.fromkeys(written.quads))
        try:
            labels = _Search(_mentions(quads)).labels()
        except RecursionError:
            raise UnsignableDocument("", "Its nodes without an id make a chain too long to follow.") from None
        lines.update(dict.fromkeys(_relabelled(quad, labels) for quad in quads))
    return "".join(sorted(lines))


def _mentions(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    """Return the quads that mention each blank node."""
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        for name in dict.fromkeys((quad.subject, quad.value, quad.graph)):
            if name.startswith("_:"):
                found[name].append(quad)
    return found


class _Issuer:
    """Gives labels in the order of asking."""

    def __init__(self, prefix: str) -> None:
        self.prefix, self.issued = prefix, dict[str, str]()

    def copy(self) -> "_Issuer":
        twin = _Issuer(self.prefix)
        twin.issued = dict(self.issued)
        return twin

    def issue(self, name: str) -> str:
        return self.issued.setdefault(name, f"{self.prefix}{len(self.issued)}")


class _Search:
    """RDFC-1.0, 4.4: labels for every blank node of a dataset."""

    def __init__(self, mentions: Mapping[str, list[Quad]]) -> None:
        self._mentions = mentions
        self._first: dict[str, str] = {}
        self._canonical = _Issuer("_:c14n")
        self._steps = 0

    def labels(self) -> dict[str, str]:
        """Return the canonical label of each blank node."""
        by_hash: dict[str, list[str]] = defaultdict(list)
        for name in self._mentions:
            by_hash[self._hash_first(name)].append(name)
        alike = []
        for found in sorted(by_hash):
            if len(by_hash[found]) == 1:
                self._canonical.issue(by_hash[found][0])
            else:
                alike.append(by_hash[found])
        for group in alike:
            self._tell_apart(group)
        return self._canonical.issued

    def _tell_apart(self, group: Sequence[str]) -> None:
        paths = []
        for name in group:
            if name not in self._canonical.issued:
                issuer = _Issuer("_:b")
                issuer.issue(name)
                paths.append(self._hash_related(name, issuer))
        for _, issuer in sorted(paths, key=lambda path: path[0]):
            for name in issuer.issued:
                self._canonical.issue(name)

    def _hash_first(self, name: str) -> str:
        """Hash First Degree Quads (4.6): what is said of a node, its own name as _:a, others as _:z."""
        if name not in self._first:
            seen = _Seen(name)
            lines = sorted(_relabelled(quad, seen) for quad in self._mentions[name])
            self._first[name] = _hash("".join(lines))
        return self._first[name]

    def _hash_related(self, name: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (4.8)."""
        self._step()
        related: dict[str, list[str]] = defaultdict(list)
        for quad in self._mentions[name]:
            for position, other in (("s", quad.subject), ("o", quad.value), ("g", quad.graph)):
                if other != name and other.startswith("_:"):
                    related[self._hash_one(other, quad, issuer, position)].append(other)
        data = ""
        for found in sorted(related):
            path, issuer = self._best_path(related[found], issuer)
            data += found + path
        return _hash(data), issuer

    def _hash_one(self, other: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Hash Related Blank Node (4.7)."""
        known = self._canonical.issued.get(other) or issuer.issued.get(other)
        label = known if known else self._hash_first(other)
        predicate = quad.predicate if position != "g" else ""
        return _hash(f"{position}{predicate}{label}")

    def _best_path(self, group: Sequence[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        best: tuple[str, _Issuer] | None = None
        for order in permutations(group):
            self._step()
            tried = self._path(order, issuer.copy(), best[0] if best else None)
            if tried is not None and (best is None or tried[0] < best[0]):
                best = tried
        if best is None:
            raise UnsignableDocument("", "Its nodes without an id can't be told apart.")
        return best

    def _path(self, order: Sequence[str], issuer: _Issuer, best: str | None) -> tuple[str, _Issuer] | None:
        """Return the path of one order of nodes; None as soon as it is no better than the best so far."""
        path, deeper = "", []
        for name in order:
            if name in self._canonical.issued:
                path += self._canonical.issued[name]
            else:
                if name not in issuer.issued:
                    deeper.append(name)
                path += issuer.issue(name)
            if _is_worse(path, best):
                return None
        for name in deeper:
            found, below = self._hash_related(name, issuer)
            path += issuer.issue(name) + f"<{found}>"
            issuer = below
            if _is_worse(path, best):
                return None
        return path, issuer

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise UnsignableDocument("", "Its nodes without an id take too many steps to tell apart.")


def _is_worse(path: str, best: str | None) -> bool:
    return best is not None and len(path) >= len(best) and path > best


class _Seen(dict[str, str]):
    """How blank nodes are called while one of them is looked at: that one _:a, every other _:z."""

    def __init__(self, name: str) -> None:
        super().__init__({name: "_:a"})

    def __missing__(self, name: str) -> str:
        return "_:z"


def _relabelled(quad: Quad, labels: Mapping[str, str]) -> str:
    """Return the line of a quad with its blank nodes called otherwise."""
    subject, predicate, value, graph = quad
    subject = labels[subject] if subject[0] == "_" else subject
    value = labels[value] if value[0] == "_" else value
    graph = labels[graph] if graph[:1] == "_" else graph
    return f"{subject} {predicate} {value} {graph} .\n" if graph else f"{subject} {predicate} {value} .\n"


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
