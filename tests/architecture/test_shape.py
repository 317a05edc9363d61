"""The shape of commands, doors and templates."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse

from tests.architecture.source import ROOMS, ROOT, Function, functions_of, python_files, templates

PLACEHOLDER_ID = "0198b2a4-6d1e-7c10-9a53-0e6f6f3f2b11"
UNWISE_NAMES = re.compile(r"(Utils?|Helpers?|Manager|Service|Data|Info|Transaction|Student)$")
ALLOWED_NAMES = {"UserManager"}
INLINE = re.compile(
    r"""<script(?![^>]*\ssrc=)|\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|<style|javascript:""", re.IGNORECASE
)
PLAN = [
    "landing", "home", "learner-home", "passbook", "passbook-csv", "catalogue", "calculator", "redeem", "redemptions",
    "account-open", "account-claim", "consents", "account-profile", "staff-home", "batches", "batch-new",
    "staff-catalogue", "inbox", "staff-awards", "roster", "team", "staff-programmes", "operator-institutions",
    "regulator-home", "exports", "regulators", "request-log",
    "regulator-entries", "quality", "regulator-institutions", "findings", "replay", "staff-findings",
    "grievances", "staff-grievances",
    "account_login", "account_signup", "mfa_index", "usersessions_list", "api-docs", "api-schema",
    "oauth-token", "staff-place", "livez", "readyz",
]  # fmt: skip
PLAN_WITH_ID = [
    "credential", "offering", "redemption", "batch", "staff-offering", "inbox-request", "regulator-entry",
    "regulator-institution", "export", "finding", "staff-finding",
]  # fmt: skip


def commands() -> list[Function]:
    """Return the public functions of command modules that act for somebody."""
    paths = [path for path in python_files(*ROOMS) if "commands" in {path.parent.name, path.stem}]
    public = [item for item in functions_of(paths) if not item.name.startswith("_") and item.node.col_offset == 0]
    outside = [item for item in public if "management" not in item.path.parts]
    return [item for item in outside if "actor" in {arg.arg for arg in arguments_of(item)}]


def arguments_of(item: Function) -> list[ast.arg]:
    return [*item.node.args.posonlyargs, *item.node.args.args, *item.node.args.kwonlyargs]


def is_verb(item: Function) -> bool:
    """Tell whether a function with an actor is a whole command: it takes a key, and no slot of another's."""
    names = {arg.arg for arg in arguments_of(item)}
    return "idempotency_key" in names and "slot" not in names


def test_a_command_takes_keywords_only_with_actor_first_and_key_last() -> None:
    bad = []
    for item in filter(is_verb, commands()):
        names = [arg.arg for arg in item.node.args.kwonlyargs]
        if item.node.args.args or names[0] != "actor" or names[-1] != "idempotency_key":
            bad.append(item.place)
    assert not bad


def test_a_command_never_reads_the_clock() -> None:
    paths = [path for path in python_files(*ROOMS) if "commands" in path.parts and "management" not in path.parts]
    clock = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|localdate\(|\.delay\(|\.apply_async\(")
    assert not [str(path.relative_to(ROOT)) for path in paths if clock.search(path.read_text(encoding="utf-8"))]


def test_a_command_says_what_it_does() -> None:
    assert not [item.place for item in commands() if not ast.get_docstring(item.node)]


def test_no_model_class_overrides_save_and_no_signal_is_received() -> None:
    receiver = re.compile(r"^\s*@receiver|\.connect\(|^\s*def save\(self", re.MULTILINE)
    paths = [path for path in python_files(*ROOMS) if path.name == "models.py" or path.name == "apps.py"]
    assert not [str(path.relative_to(ROOT)) for path in paths if receiver.search(path.read_text(encoding="utf-8"))]


def test_no_class_has_a_name_that_says_nothing() -> None:
    bad = []
    for path in python_files(*ROOMS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and UNWISE_NAMES.search(node.name) and node.name not in ALLOWED_NAMES:
                bad.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert not bad


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_has_no_inline_style_or_script(path: Path) -> None:
    assert not INLINE.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PLAN)
def test_every_page_of_the_plan_has_an_address(name: str) -> None:
    assert reverse(name)


@pytest.mark.parametrize("name", PLAN_WITH_ID)
def test_every_page_of_one_thing_has_an_address(name: str) -> None:
    try:
        assert reverse(name, args=[PLACEHOLDER_ID])
    except NoReverseMatch as error:
        pytest.fail(str(error))
