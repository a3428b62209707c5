"""The set-up, without a network and without making an environment."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(bootstrap.ROOT)
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"]
CHINESE = re.compile("[\u4e00-\u9fff]")


def lock_text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked_requirements(name: str) -> dict[str, str]:
    """Each requirement line (version and marker) with the hashes that follow it."""
    joined = lock_text(name).replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]
    return {line.split(" --hash=")[0].strip(): line for line in lines}


def locked_names(name: str) -> set[str]:
    return {requirement.split("==")[0] for requirement in locked_requirements(name)}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like a checkout with a whole .venv, but for the stamp."""
    for lock in LOCKS:
        (tmp_path / lock).write_text(f"{lock}, first version\n", encoding="utf-8")
    python = Path(bootstrap.venv_python(str(tmp_path)))
    python.parent.mkdir(parents=True)
    python.write_text("", encoding="utf-8")
    return tmp_path


# --- Which Python will do -------------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 9), (3, 14, 2)])
def test_a_python_from_the_oldest_to_the_newest_is_taken(version: tuple[int, int, int]) -> None:
    bootstrap.check_python_version(version)


@pytest.mark.parametrize(
    ("version", "found"), [((3, 10, 13), "3.10"), ((3, 8, 18), "3.8"), ((3, 15, 0), "3.15")]
)
def test_another_python_is_refused_with_its_version(
    version: tuple[int, int, int], found: str
) -> None:
    with pytest.raises(bootstrap.SetUpError) as refusal:
        bootstrap.check_python_version(version)
    [(key, facts)] = refusal.value.messages
    assert (key, facts["found"]) == ("python_version", found)


def test_too_old_a_python_ends_with_2_and_a_message_in_both_languages_on_stderr(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", str(checkout))
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap, "other_pythons", list)
    code = bootstrap.main(["solve", "--json"])
    printed = capsys.readouterr()
    assert code == 2
    assert printed.out == ""
    assert "需要 Python 3.11 至 3.14，当前是 3.9" in printed.err
    assert "Python 3.11 to 3.14 is needed; this is 3.9" in printed.err


def test_a_python_without_ensurepip_is_told_which_debian_package_it_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], checkout: Path
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", str(checkout))
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda module: None)
    monkeypatch.setattr(bootstrap, "other_pythons", list)
    assert bootstrap.main([]) == 2
    assert capsys.readouterr().err.count("apt install python3-venv") == 2


def test_another_installed_python_takes_over_from_one_that_is_too_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap, "other_pythons", lambda: [["python3.14"], ["python3.12"]])
    monkeypatch.setattr(bootstrap, "can_set_up", lambda python: python == ["python3.12"])
    assert bootstrap.python_for_set_up() == ["python3.12"]


def test_a_python_that_is_not_installed_cannot_set_up() -> None:
    assert not bootstrap.can_set_up(["python3.11-that-is-not-there"])


# --- Messages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", sorted(bootstrap.MESSAGES))
def test_a_message_says_the_same_facts_in_chinese_and_in_english(key: str) -> None:
    chinese, english = bootstrap.MESSAGES[key]
    assert CHINESE.search(chinese)
    assert not CHINESE.search(english)
    assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english))


def test_a_message_survives_an_ascii_terminal() -> None:
    code = "import bootstrap; bootstrap.say('disk_full')"
    settings = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        check=True,
    )
    assert b"The disk is full." in done.stderr
    assert b"\\u78c1\\u76d8" in done.stderr  # 磁盘
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("output", "cause"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "disk_full"),
        ("  cause: failed to write: No space left on device (os error 28)", "disk_full"),
        (
            "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError'\n"
            "ERROR: No matching distribution found for numpy==2.4.6",
            "network",
        ),
        ("ERROR: No matching distribution found for numpy==2.4.6", "no_package"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS", "wrong_hash"),
        ("Something never seen before", "failed"),
    ],
)
def test_the_output_of_a_failed_step_is_put_down_to_its_cause(output: str, cause: str) -> None:
    error = bootstrap.failure(output, ["pip", "install"])
    assert error.messages[0][0] == cause


@pytest.mark.parametrize(
    "line",
    [
        "Downloading https://user:secret@packages.internal/simple/ortools-9.15.whl (28 MB)",
        "error: Failed to fetch: `http://packages.internal/simple/ortools/`",
        "HTTPConnectionPool(host='packages.internal', port=80): Max retries exceeded",
    ],
)
def test_no_line_shown_names_the_package_index_or_its_password(line: str) -> None:
    shown = bootstrap.without_addresses(line)
    assert "internal" not in shown
    assert "secret" not in shown


# --- Stamp ----------------------------------------------------------------------------------------


def test_an_environment_without_a_stamp_is_half_made(checkout: Path) -> None:
    assert not bootstrap.is_ready(str(checkout), "core")


def test_a_stamped_environment_is_ready(checkout: Path) -> None:
    bootstrap.write_stamp(str(checkout), "core")
    assert bootstrap.is_ready(str(checkout), "core")


def test_an_environment_to_run_in_is_not_yet_one_to_test_in(checkout: Path) -> None:
    bootstrap.write_stamp(str(checkout), "core")
    assert not bootstrap.is_ready(str(checkout), "dev")


def test_an_environment_to_test_in_is_also_one_to_run_in(checkout: Path) -> None:
    bootstrap.write_stamp(str(checkout), "dev")
    assert bootstrap.is_ready(str(checkout), "core")
    assert bootstrap.is_ready(str(checkout), "dev")


def test_a_changed_lock_makes_the_environment_stale(checkout: Path) -> None:
    bootstrap.write_stamp(str(checkout), "dev")
    (checkout / "requirements.txt").write_text("second version\n", encoding="utf-8")
    assert not bootstrap.is_ready(str(checkout), "core")
    assert bootstrap.is_ready(str(checkout), "dev")


def test_a_stamp_without_its_python_counts_for_nothing(checkout: Path) -> None:
    bootstrap.write_stamp(str(checkout), "core")
    Path(bootstrap.venv_python(str(checkout))).unlink()
    assert bootstrap.read_stamp(str(checkout)) == {}


def test_a_garbled_stamp_counts_for_nothing(checkout: Path) -> None:
    Path(bootstrap.stamp_path(str(checkout))).write_bytes(b"\xff\xfe half a li")
    assert bootstrap.read_stamp(str(checkout)) == {}


def test_a_system_upgrade_of_the_python_below_makes_the_environment_stale(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.write_stamp(str(checkout), "core")
    monkeypatch.setattr(bootstrap.sys, "executable", bootstrap.venv_python(str(checkout)))
    assert bootstrap.is_ready(str(checkout), "core")
    monkeypatch.setattr(bootstrap, "python_series", lambda: "3.99")
    assert not bootstrap.is_ready(str(checkout), "core")


class StepsWithoutEffect:
    """Stands in for making and filling .venv, and remembers what was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
        self.done: list[str] = []
        self.fails = fails
        monkeypatch.setattr(bootstrap, "make_venv", lambda root: self.done.append("new"))
        monkeypatch.setattr(bootstrap, "install_with_uv", self.install)

    def install(self, root: str, level: str) -> bool:
        self.done.append(level)
        if self.fails:
            raise KeyboardInterrupt
        return True


def test_a_half_made_environment_is_made_anew(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = StepsWithoutEffect(monkeypatch)
    bootstrap.set_up(str(checkout), "core")
    assert steps.done == ["new", "core"]
    assert bootstrap.is_ready(str(checkout), "core")


def test_a_stale_environment_is_brought_up_and_keeps_its_tools_for_tests(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.write_stamp(str(checkout), "dev")
    (checkout / "requirements.txt").write_text("second version\n", encoding="utf-8")
    steps = StepsWithoutEffect(monkeypatch)
    bootstrap.set_up(str(checkout), "core")
    assert steps.done == ["dev"]
    assert bootstrap.is_ready(str(checkout), "dev")


def test_an_interrupted_set_up_says_so_and_leaves_no_stamp(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap.write_stamp(str(checkout), "core")
    StepsWithoutEffect(monkeypatch, fails=True)
    monkeypatch.setattr(bootstrap, "ROOT", str(checkout))
    assert bootstrap.main(["test"]) == 2
    assert "The next run repairs the environment." in capsys.readouterr().err
    assert bootstrap.read_stamp(str(checkout)) == {}


def test_the_second_of_two_starts_finds_the_work_done(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = StepsWithoutEffect(monkeypatch)
    bootstrap.set_up_alone(str(checkout), "core")
    bootstrap.set_up_alone(str(checkout), "core")
    assert steps.done == ["new", "core"]


@pytest.mark.parametrize(("code", "runs"), [(0, 1), (1, 2), (2, 1)])
def test_of_the_whole_suite_what_failed_is_run_again_and_is_a_failure_still(
    code: int, runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2: interrupted."""
    ran: list[list[str]] = []

    def call(command: list[str], **_: object) -> int:
        ran.append(command)
        return code if len(ran) == 1 else 0

    monkeypatch.setattr(bootstrap.subprocess, "call", call)
    assert bootstrap.test_everything(["pytest"], {}) == code
    assert len(ran) == runs
    assert ran[1:] == [["pytest", "--last-failed"]][: runs - 1]


# --- uv goes where pip goes -----------------------------------------------------------------------


def test_a_narrower_section_of_pips_settings_wins() -> None:
    listing = (
        ":env:.index-url='file:///from-environment'\n"
        "global.index-url='file:///from-file'\n"
        "global.extra-index-url='\\nfile:///a\\nfile:///b'\n"
    )
    assert bootstrap.pip_settings(listing) == {
        "index-url": "file:///from-environment",
        "extra-index-url": "\nfile:///a\nfile:///b",
    }


def test_uv_is_told_what_pip_was_told() -> None:
    settings = {"index-url": "file:///i", "extra-index-url": "\nfile:///a\nfile:///b"}
    told = bootstrap.environment_for_uv(settings, {})
    assert told["UV_DEFAULT_INDEX"] == "file:///i"
    assert told["UV_INDEX"] == "file:///a file:///b"


@pytest.mark.parametrize("variable", ["UV_DEFAULT_INDEX", "UV_INDEX_URL"])
def test_what_the_user_told_uv_itself_stands(variable: str) -> None:
    told = bootstrap.environment_for_uv({"index-url": "file:///i"}, {variable: "file:///mine"})
    assert told[variable] == "file:///mine"
    assert "file:///i" not in told.values()


# --- Locks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name: str) -> None:
    assert "://" not in lock_text(name)
    assert "index" not in lock_text(name)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_has_one_version_and_hashes(name: str) -> None:
    requirements = locked_requirements(name)
    assert requirements
    for requirement, line in requirements.items():
        assert re.match(r"[\w.-]+==[\w.]+( ; .+)?$", requirement), requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), requirement


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-uv.txt"])
def test_the_lock_for_tests_holds_all_of_the_other_locks_at_the_same_versions(name: str) -> None:
    assert locked_requirements(name).items() <= locked_requirements("requirements-dev.txt").items()


def test_whatever_the_project_depends_on_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[^\w-]", requirement)[0].lower() for requirement in requirements}

    assert names(project["dependencies"]) <= locked_names("requirements.txt")
    assert names(project["optional-dependencies"]["dev"]) <= locked_names("requirements-dev.txt")


def test_the_project_asks_for_the_pythons_that_the_set_up_takes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest, newest = bootstrap.OLDEST_PYTHON, bootstrap.NEWEST_PYTHON
    assert project["requires-python"] == f">=3.{oldest[1]},<3.{newest[1] + 1}"
