"""Nothing grows beyond what a reader holds in the head."""

from pathlib import Path

from tests.architecture.source import ROOMS, ROOT, Function, functions_of, length_of, python_files, templates

FILE, FUNCTION, DOOR, TASK, TEST, TEMPLATE = 300, 50, 25, 20, 30, 150


def too_long(functions: list[Function], limit: int) -> list[str]:
    return [f"{item.place}: {item.length} lines" for item in functions if item.length > limit]


def in_package(path: Path, *names: str) -> bool:
    return bool({*path.relative_to(ROOT).parts, path.stem} & set(names))


def test_no_source_file_is_longer_than_300_lines() -> None:
    paths = python_files(*ROOMS, "bin", "tests")
    assert not [f"{path.relative_to(ROOT)}: {length_of(path)}" for path in paths if length_of(path) > FILE]


def test_no_function_is_longer_than_50_lines() -> None:
    assert not too_long(list(functions_of(python_files(*ROOMS, "bin"))), FUNCTION)


def test_no_view_or_api_method_is_longer_than_25_lines() -> None:
    doors = [path for path in python_files(*ROOMS) if in_package(path, "views", "api")]
    assert not too_long(list(functions_of(doors)), DOOR)


def test_no_task_is_longer_than_20_lines() -> None:
    tasks = [path for path in python_files(*ROOMS) if in_package(path, "tasks")]
    assert not too_long(list(functions_of(tasks)), TASK)


def test_no_test_is_longer_than_30_lines() -> None:
    tests = [item for item in functions_of(python_files("tests")) if item.name.startswith("test_")]
    assert not too_long(tests, TEST)


def test_no_template_is_longer_than_150_lines() -> None:
    assert not [f"{path.relative_to(ROOT)}: {length_of(path)}" for path in templates() if length_of(path) > TEMPLATE]
