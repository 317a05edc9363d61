"""The table of sentences and the code agree: no code without a sentence, no sentence that nobody says."""

import ast
import re
from pathlib import Path

import credentials.verifying
from credentials.verifying.sentences import SENTENCES

FOLDER = Path(credentials.verifying.__file__).parent
COMPOSED = re.compile(r"part-.*")
SAYING = {"CheckFailed": 0, "Check": 1}


def sayings() -> dict[str, set[str]]:
    """Every code that is said literally, with the parameters it is said with; `*` where they are passed on."""
    found: dict[str, set[str]] = {}
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                place = SAYING[node.func.id]
                if len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    names = {keyword.arg or "*" for keyword in node.keywords}
                    if node.func.id == "Check" and len(node.args) > 2 and isinstance(node.args[2], ast.Dict):
                        names = {key.value for key in node.args[2].keys if isinstance(key, ast.Constant)}
                    found[node.args[place].value] = names  # type: ignore[attr-defined]
    return found


def texts() -> set[str]:
    """Every text in the package outside the table."""
    return {
        node.value
        for path in FOLDER.rglob("*.py")
        if "sentences" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_that_is_said_has_a_sentence_with_the_same_parameters() -> None:
    said = sayings()
    assert len(said) > 50
    for code, names in said.items():
        wanted = set(re.findall(r"%\((\w+)\)s", SENTENCES[code].template))
        assert "*" in names or wanted == names, code


def test_every_sentence_is_said_somewhere() -> None:
    assert [code for code in SENTENCES if code not in texts() and not COMPOSED.fullmatch(code)] == []
