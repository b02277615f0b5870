"""The systemd unit: verified by systemd itself, settings that exist, and what it must not do."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from common import TESTS, need

from snaglist.settings import SETTINGS

FILE = TESTS.parent / "server" / "deploy" / "snaglist.service"
LINES = [
    line for line in FILE.read_text(encoding="utf-8").splitlines() if re.match(r"#?\w+=", line)
]
SET = [line for line in LINES if not line.startswith("#")]

HARDENED = {
    "DynamicUser=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes",
    "PrivateDevices=yes", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "UMask=0077",
    "StateDirectory=snaglist", "StateDirectoryMode=0700",
    "SystemCallFilter=@system-service", "SystemCallFilter=~@privileged",
    "RestrictNamespaces=yes", "RestrictSUIDSGID=yes", "Restart=on-failure",
}  # fmt: skip
MOST_EXPOSED = 2.0
"""Of 10, as ``systemd-analyze security`` counts; 1.4 on 2026-11-28."""


def settings() -> dict[str, str]:
    """What its lines ``Environment`` set, those in comments included."""
    lines = [line.partition("Environment=")[2] for line in LINES if "Environment=" in line]
    pairs = [word.partition("=") for line in lines for word in line.split()]
    return {name: value for name, _, value in pairs if name.startswith("SNAGLIST_")}


def test_it_is_hardened_and_bounded() -> None:
    assert set(SET) >= HARDENED
    for name in ("MemoryMax", "TasksMax", "LimitNOFILE", "TimeoutStopSec"):
        assert any(line.startswith(f"{name}=") for line in SET), name


def test_its_settings_are_in_the_table_and_can_be() -> None:
    plain = {each.variable: each for each in SETTINGS}
    secret = {each.file_variable for each in SETTINGS if each.secret}
    assert len(settings()) >= 5
    for name, value in settings().items():
        assert name in plain or name in secret, name
        if name in plain:
            plain[name].parse(value)


def test_all_that_it_writes_is_in_its_state_directory() -> None:
    assert settings()["SNAGLIST_DATA"].startswith("/var/lib/snaglist/")
    assert settings()["SNAGLIST_DATABASE_URL"].startswith("sqlite:////var/lib/snaglist/")


def test_a_reload_takes_a_snapshot_up() -> None:
    assert "ExecReload=/bin/kill -HUP $MAINPID" in SET


def test_a_build_may_run_java() -> None:
    # HermiT's virtual machine writes code and runs it; with this, the first start would fail.
    assert not [line for line in SET if line.startswith("MemoryDenyWriteExecute=")]


@pytest.mark.thorough
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    need(shutil.which("systemd-analyze") is not None, "systemd-analyze is not installed")
    # The program need not be where the unit has it: systemd looks for the file only.
    unit = tmp_path / FILE.name
    program = re.search(r"^ExecStart=(\S+)", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert program is not None
    unit.write_text(FILE.read_text(encoding="utf-8").replace(program[1], "/bin/true"))
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True
    )
    ours = [line for line in found.stderr.splitlines() if FILE.name in line]
    assert (found.returncode, ours) == (0, [])
    assert "Unknown" not in found.stderr
    security = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", unit],
        capture_output=True,
        text=True,
    )
    exposed = re.search(r"Overall exposure level for \S+: ([\d.]+)", security.stdout)
    assert exposed is not None, security.stderr
    assert float(exposed[1]) <= MOST_EXPOSED
