"""The image: small in rights, and its steps carried out without a container runtime."""

import os
import re
from http.client import HTTPConnection
from pathlib import Path

import pytest
from common import SAMPLE, TESTS, need
from deploy.containerfile import Stage, read_containerfile
from deploy.rehearsal import Rehearsal, possible
from servers import free_port

from snaglist.settings import SETTINGS

ROOT = TESTS.parent
DEPLOY = ROOT / "server" / "deploy"
FILE = DEPLOY / "Containerfile"
STAGES = read_containerfile(FILE)
IMAGE = STAGES[-1]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_bases_are_pinned_and_of_one_python(stage: Stage) -> None:
    assert re.fullmatch(r"docker\.io/library/python:3\.\d+\.\d+-slim-bookworm", stage.base)
    assert stage.base == IMAGE.base


def test_what_is_installed_is_locked() -> None:
    installs = [step for stage in STAGES for step in stage.all("RUN") if "pip install" in step.text]
    assert len(installs) == 3
    for step in installs:
        assert "--require-hashes -r" in step.text or "--no-index --no-deps" in step.text


def test_the_image_runs_as_a_number_that_is_not_root() -> None:
    user, group = IMAGE.one("USER").text.split(":")
    assert int(user) > 0
    assert int(group) > 0
    # What comes after would run, or belong to, that user.
    assert [step.name for step in IMAGE.steps].index("USER") > max(
        n for n, step in enumerate(IMAGE.steps) if step.name == "COPY"
    )
    assert not IMAGE.all("RUN")


def test_one_volume_has_all_that_is_written() -> None:
    (volume,) = IMAGE.one("VOLUME").words
    environment = IMAGE.environment
    assert environment["SNAGLIST_DATA"].startswith(f"{volume}/")
    assert environment["SNAGLIST_DATABASE_URL"].startswith(f"sqlite:///{volume}/")


def test_settings_of_the_image_are_in_the_table() -> None:
    variables = {each.variable: each for each in SETTINGS}
    set_here = {k: v for k, v in IMAGE.environment.items() if k.startswith("SNAGLIST_")}
    assert len(set_here) == 4
    for name, value in set_here.items():
        variables[name].parse(value)


def test_health_is_asked_without_other_programs_and_stops_as_the_server_expects() -> None:
    health = IMAGE.one("HEALTHCHECK")
    assert set(health.flags) == {"interval", "timeout", "start-period", "retries"}
    assert health.text.startswith('CMD ["python3", "-c", ')
    assert "/healthz" in health.text
    assert IMAGE.one("STOPSIGNAL").text == "SIGTERM"
    assert IMAGE.one("EXPOSE").text == IMAGE.environment["SNAGLIST_PORT"]


def let_in() -> set[str]:
    """What is in the context, as ``Containerfile.dockerignore`` says."""
    lines = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


def test_what_the_context_lets_in_is_all_that_is_copied() -> None:
    copied = {
        source.split("/")[0]
        for stage in STAGES
        for step in stage.all("COPY")
        if "from" not in step.flags
        for source in step.words[:-1]
    }
    assert copied == let_in()
    assert all((ROOT / name).exists() for name in let_in())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """The stages, built, of the sample: that takes a tenth of reasoning over the shipped one.

    ``.ci/run`` builds the shipped catalogue out of an installed wheel.
    """
    need(possible(), "needs root, and mounts of its own, to carry out the image's steps")
    context = tmp_path_factory.mktemp("context")
    for name in let_in():
        (context / name).symlink_to(SAMPLE if name == "catalog" else ROOT / name)
    found = Rehearsal(FILE, context, tmp_path_factory.mktemp("image"))
    found.build()
    return found


def files(folder: Path) -> set[str]:
    """Files of a folder, without the database of reviews and what lies beside it."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name for name in found if not name.startswith("reviews.sqlite3")}


@pytest.mark.thorough
def test_the_image_starts_at_once_from_the_snapshot_in_it(built: Rehearsal) -> None:
    volume = built.root(built.last) / "data"
    before, port = files(volume), str(free_port())
    assert any(name.endswith("manifest.json") for name in before)
    with built.running(volume, SNAGLIST_PORT=port) as server:
        assert f":{port} " in server.line()
        assert "Reviews are kept in /data/reviews.sqlite3" in server.line()
        assert server.healthy()
        connection = HTTPConnection("127.0.0.1", int(port), timeout=30)
        connection.request("GET", "/issues/SNAG-001.json")
        answer = connection.getresponse()
        assert answer.status == 200
        assert b"SNAG-001" in answer.read()
        connection.close()
        status, said = server.stop(IMAGE.one("STOPSIGNAL").text)
        assert (status, "Traceback" in said) == (0, False), said
    assert not server.healthy()
    built_anew = {name for name in files(volume) - before if name.endswith("manifest.json")}
    assert not built_anew


@pytest.mark.thorough
def test_an_empty_volume_is_filled_at_the_first_start(built: Rehearsal, tmp_path: Path) -> None:
    volume, port = tmp_path / "volume", str(free_port())
    volume.mkdir(mode=0o700)
    os.chown(volume, *map(int, IMAGE.one("USER").text.split(":")))
    with built.running(volume, SNAGLIST_PORT=port) as server:
        while "Snaglist is at" not in (line := server.line()):
            assert line, "the server ended"
        assert server.healthy()
        assert server.stop("SIGTERM")[0] == 0
    assert any(name.endswith("manifest.json") for name in files(volume))
