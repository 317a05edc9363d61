"""docker-compose.yml: a file that Compose accepts, with its services, their commands, and no secret inside."""

import json
import re

import pytest
import yaml
from compose_spec import PyCompose

from launcher.paths import ROOT

TEXT = (ROOT / "docker-compose.yml").read_text()
SECRETS = {
    "POSTGRES_PASSWORD",
    "OWNER_PASSWORD",
    "APPLICATION_PASSWORD",
    "VALKEY_PASSWORD",
    "DJANGO_SECRET_KEY",
    "MASTER_KEYS",
    "LOG_SIGNING_KEY",
    "LOG_SALT_SECRET",
}


@pytest.fixture(scope="module")
def compose() -> dict:
    filled = re.sub(r"(?<!\$)\$\{(\w+)(?::([-?])([^}]*))?\}", lambda m: m[3] if m[2] == "-" else f"given-{m[1]}", TEXT)
    parsed = PyCompose.from_json(json.dumps(yaml.safe_load(filled)))
    parsed.validate()
    return json.loads(parsed.to_json())


def test_the_services_are_the_two_servers_the_migration_and_the_programs(compose: dict) -> None:
    assert set(compose["services"]) == {"postgres", "valkey", "migrate", "web", "worker", "followers", "beat"}


def test_every_service_reaps_its_children_and_says_whether_it_is_well(compose: dict) -> None:
    for name, service in compose["services"].items():
        assert service["init"] is True, name
        well = service.get("healthcheck", {})
        # web's is the image's own; migrate ends.
        assert well.get("test") or name in {"web", "migrate"}, name
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()


def test_only_the_migration_knows_the_role_that_owns_the_tables(compose: dict) -> None:
    services = compose["services"]
    assert services["migrate"]["command"] == ["python", "manage.py", "prepare_database"]
    assert "bank_owner:given-OWNER_PASSWORD@" in services["migrate"]["environment"]["DATABASE_OWNER_URL"]
    for name in ("web", "worker", "followers", "beat"):
        assert "DATABASE_OWNER_URL" not in services[name]["environment"], name
        assert "bank_application:" in services[name]["environment"]["DATABASE_URL"], name


def test_worker_and_clock_run_celery_after_the_migration(compose: dict) -> None:
    for name, program in (("worker", "worker"), ("followers", "worker"), ("beat", "beat")):
        service = compose["services"][name]
        assert service["command"][:4] == ["celery", "-A", "abc_portal", program]
        assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_every_secret_is_required_from_the_environment() -> None:
    for name in SECRETS:
        used = re.findall(rf"\$\{{{name}(\S*)", TEXT)
        assert used and all(rest.startswith(":?") for rest in used), name


def test_the_queue_survives_a_crash_and_asks_for_a_password(compose: dict) -> None:
    command = " ".join(compose["services"]["valkey"]["command"])
    for option in ("--appendonly yes", "--appendfsync everysec", "--requirepass given-VALKEY_PASSWORD"):
        assert option in command


def test_the_image_installs_by_hash_and_runs_without_root() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "--require-hashes -r requirements.txt" in dockerfile
    assert dockerfile.index("USER bank") < dockerfile.index('CMD ["gunicorn"')
