"""The compose file: nothing in it is misspelt, every service is hardened, secrets are files."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from common import TESTS
from deploy.containerfile import read_containerfile

from snaglist.settings import SETTINGS

DEPLOY = TESTS.parent / "server" / "deploy"
TEXT = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
FILE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
PROGRAM = SERVICES["snaglist"]

OF_THE_FILE = {"name", "services", "networks", "volumes", "secrets"}
OF_A_SERVICE = {
    "build", "cap_add", "cap_drop", "cpus", "depends_on", "environment", "healthcheck", "image",
    "logging", "mem_limit", "networks", "pids_limit", "ports", "read_only", "restart", "secrets",
    "security_opt", "shm_size", "stop_grace_period", "tmpfs", "user", "volumes",
}  # fmt: skip
"""Keys that we use, spelt as in https://github.com/compose-spec/compose-spec/blob/main/spec.md ."""


def test_keys_are_those_of_the_specification() -> None:
    assert {key for key in FILE if not key.startswith("x-")} == OF_THE_FILE
    assert set().union(*SERVICES.values()) <= OF_A_SERVICE
    assert set(PROGRAM["build"]) == {"context", "dockerfile"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_as_few_rights_and_as_little_room_as_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["cpus"] > 0
    assert service["pids_limit"] > 0
    assert service["logging"]["options"]["max-size"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", ["proxy", "db"])
def test_an_image_of_others_is_pinned(name: str) -> None:
    assert re.fullmatch(r"docker\.io/library/\w+:\d+\.\d+(\.\d+)?-\w+", SERVICES[name]["image"])


def test_only_the_proxy_can_be_reached() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}
    assert SERVICES["db"]["networks"] == ["back"]
    assert FILE["networks"]["back"]["internal"] is True
    assert "back" not in SERVICES["proxy"]["networks"]


def test_the_proxy_is_believed_by_its_network() -> None:
    (network,) = FILE["networks"]["front"]["ipam"]["config"]
    assert PROGRAM["environment"]["SNAGLIST_PROXY"] == network["subnet"]


def test_settings_are_in_the_table_and_can_be() -> None:
    plain = {each.variable: each for each in SETTINGS}
    secret = {each.file_variable: each for each in SETTINGS if each.secret}
    found: dict[str, str] = PROGRAM["environment"]
    assert len(found) >= 5
    for name, value in found.items():
        assert name in plain or name in secret, name
        if name in plain and value:
            plain[name].parse(re.sub(r"\$\{SITE:\?[^}]*\}", "snags.example.org", value))


def test_no_secret_stands_in_the_file() -> None:
    secret = {each.variable for each in SETTINGS if each.secret}
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or name.endswith("_FILE"):
                assert name.endswith("_FILE"), name
                assert value.removeprefix("/run/secrets/") in service["secrets"]
            assert not (name in secret and value), name


def test_what_is_named_is_declared_and_the_other_way_round() -> None:
    for kind in ("secrets", "networks"):
        used = {name for service in SERVICES.values() for name in service.get(kind, [])}
        assert used == set(FILE[kind])
    mounts = [mount.split(":") for each in SERVICES.values() for mount in each.get("volumes", [])]
    named = {source for source, *_ in mounts if not source.startswith(".")}
    assert named == set(FILE["volumes"])
    assert all((DEPLOY / source).exists() for source, *_ in mounts if source.startswith("."))
    assert {name for each in SERVICES.values() for name in each.get("depends_on", {})} <= set(
        SERVICES
    )


def test_secrets_are_kept_out_of_git_and_out_of_the_image() -> None:
    folders = {Path(each["file"]).parent for each in FILE["secrets"].values()}
    assert folders == {Path("secrets")}
    assert "/server/deploy/secrets/" in (TESTS.parent / ".gitignore").read_text().splitlines()
    image = read_containerfile(DEPLOY / "Containerfile")
    copied = [word for stage in image for step in stage.all("COPY") for word in step.words]
    assert "server" not in copied
    assert "server/deploy" not in copied


def test_what_it_builds_is_our_image_with_our_volume() -> None:
    build = PROGRAM["build"]
    assert (DEPLOY / build["context"]).resolve() == TESTS.parent
    assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Containerfile"
    image = read_containerfile(DEPLOY / "Containerfile")[-1]
    assert PROGRAM["volumes"] == [f"data:{image.one('VOLUME').words[0]}"]
    # Asked before visitors are sent: the server waits for its database, the proxy for the server.
    assert {each["condition"] for each in PROGRAM["depends_on"].values()} == {"service_healthy"}
    assert "healthcheck" in SERVICES["db"]
