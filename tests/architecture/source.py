"""Reading the source: files, functions and templates with their sizes."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "abc_portal", "audit", "batches", "redemptions", "credentials", "learners", "institutions", "identity", "ledger",
)  # fmt: skip


@dataclass(frozen=True)
class Function:
    """A function or method with its place and length in lines, without decorators."""

    path: Path
    name: str
    length: int
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno} {self.name}"


def python_files(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def length_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions_of(paths: list[Path]) -> Iterator[Function]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(path, node.name, (node.end_lineno or node.lineno) - node.lineno + 1, node)


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
