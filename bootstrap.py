"""Prepares the planner's own Python environment (.venv), then hands over to it.

Standard library only, and written plainly enough for Python 3.6 to read: an old Python has to get
as far as the message that says it is too old.
"""

import ast
import hashlib
import importlib.util
import os
import re
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
ON_WINDOWS = os.name == "nt"

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 14)  # the locked ortools is not built for later ones

# "dev" holds everything that "core" holds, at the same versions.
LOCKS = {"core": "requirements.txt", "dev": "requirements-dev.txt"}
INSTALLER_LOCK = "requirements-uv.txt"
DEVELOPER_COMMANDS = ("test", "lint", "lock", "bench")
TESTS_FAILED = 1
"""The exit code of pytest if it ran and found a fault."""
LINTERS = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])

# pip's option, the variable that tells uv the same, and what stands between several values.
PIP_AND_UV = (
    ("index-url", "UV_DEFAULT_INDEX", " "),
    ("extra-index-url", "UV_INDEX", " "),
    ("find-links", "UV_FIND_LINKS", ","),
    ("trusted-host", "UV_INSECURE_HOST", " "),
    ("cert", "SSL_CERT_FILE", " "),
    ("proxy", "ALL_PROXY", " "),
)

MESSAGES = {
    "python_version": (
        "需要 Python {oldest} 至 {newest}，当前是 {found}（{path}）。请安装合适的版本后再运行。",
        "Python {oldest} to {newest} is needed; this is {found} ({path}). "
        "Please install one of these and run again.",
    ),
    "venv_missing": (
        "此 Python（{path}）缺少 venv 或 ensurepip 模块。"
        "Debian/Ubuntu 请先执行：apt install python3-venv",
        "This Python ({path}) lacks the module venv or ensurepip. "
        "On Debian/Ubuntu, first run: apt install python3-venv",
    ),
    "setting_up": (
        "正在准备运行环境（首次约下载 150 MB，视网速需几十秒到几分钟）……",
        "Setting up (the first time about 150 MB are fetched: seconds to minutes) ...",
    ),
    "plain_pip": (
        "快速安装未成功，改用 pip（较慢）……",
        "The fast installer did not succeed; going on with pip (slower) ...",
    ),
    "ready": ("运行环境已就绪。", "The environment is ready."),
    "waiting": (
        "另一个进程正在准备运行环境，等待其完成……",
        "Another start is setting up; waiting for it to finish ...",
    ),
    "interrupted": (
        "已中断。下次运行会自动修复运行环境。",
        "Interrupted. The next run repairs the environment.",
    ),
    "disk_full": (
        "磁盘空间不足。请至少留出 1 GB（含临时目录）后再运行。",
        "The disk is full. Please free at least 1 GB (temporary folder included) and run again.",
    ),
    "network": (
        "无法从软件包源下载。请检查网络、代理（HTTPS_PROXY）或 pip 的软件包源设置"
        "（pip config、PIP_INDEX_URL）后再运行。",
        "Packages could not be downloaded. Please check the network, the proxy (HTTPS_PROXY) or "
        "pip's package index (pip config, PIP_INDEX_URL) and run again.",
    ),
    "wrong_hash": (
        "下载的软件包与锁定的校验值不符，已拒绝安装。请换用可信的软件包源。",
        "A downloaded package does not match its locked checksum and was refused. "
        "Please use a package index that you trust.",
    ),
    "no_package": (
        "软件包源没有提供适用于本机系统和此 Python 的锁定版本。"
        "请检查 pip 的软件包源设置（pip config、PIP_INDEX_URL）。",
        "The package index offers no build of a locked version for this system and this Python. "
        "Please check pip's package index (pip config, PIP_INDEX_URL).",
    ),
    "failed": ("运行环境准备失败。", "The environment could not be set up."),
    "file_error": ("无法读写文件：{error}", "A file could not be read or written: {error}"),
    "detail": ("详情：{line}", "Detail: {line}"),
    "whole_output": ("查看完整输出，请执行：{command}", "For the whole output, run: {command}"),
}

# Tried in this order: pip ends many a network failure with "No matching distribution found".
CAUSES = (
    ("disk_full", r"No space left on device|Errno 28\b|os error (28|112)\b|WinError 112\b"),
    ("wrong_hash", r"DO NOT MATCH THE HASHES|Hash mismatch"),
    (
        "network",
        r"(?i)Retrying \(|connection (refused|broken|reset|aborted)|connect error|timed? ?out"
        r"|name resolution|dns error|ProxyError|SSLError|certificate|Failed to fetch"
        r"|HTTP error|error sending request|ReadTimeout|not a trusted or secure host",
    ),
    ("no_package", r"No matching distribution|not a supported wheel|no (usable )?wheels"),
)


class SetUpError(Exception):
    """Set-up cannot go on; carries the keys and facts of the messages that say why."""

    def __init__(self, *messages):
        super().__init__(*messages)
        self.messages = messages


def say(key, **facts):
    """Both languages, on stderr: stdout belongs to the planner's own answers.

    Python writes what stderr cannot show as escapes, so this holds under any encoding.
    """
    for sentence in MESSAGES[key]:
        print(sentence.format(**facts), file=sys.stderr, flush=True)


# --- What is there already -----------------------------------------------------------------------


def scripts_folder(root):
    return os.path.join(root, ".venv", "Scripts" if ON_WINDOWS else "bin")


def venv_python(root):
    return os.path.join(scripts_folder(root), "python.exe" if ON_WINDOWS else "python")


def uv_program(root):
    return os.path.join(scripts_folder(root), "uv.exe" if ON_WINDOWS else "uv")


def stamp_path(root):
    return os.path.join(root, ".venv", "rotation-stamp")


def checksum(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def lock_checksum(root, level):
    return checksum(os.path.join(root, LOCKS[level]))


def python_series():
    return "{}.{}".format(*sys.version_info[:2])


def read_stamp(root):
    """What a finished set-up left behind: {"python": "3.11", "core": checksum, "dev": checksum}.

    Empty when there is no whole .venv: a set-up takes the stamp away first and writes it last.
    """
    if not os.path.exists(venv_python(root)):
        return {}
    try:
        with open(stamp_path(root), encoding="ascii") as file:
            stamp = dict(line.split() for line in file)
    except (FileNotFoundError, ValueError):
        return {}
    # A system upgrade swaps the Python below a .venv, which then no longer sees its packages.
    if sys.executable == venv_python(root) and stamp.get("python") != python_series():
        return {}
    return stamp


def is_ready(root, level):
    return read_stamp(root).get(level) == lock_checksum(root, level)


# --- A Python that can do it ---------------------------------------------------------------------


def check_python_version(version):
    if not OLDEST_PYTHON <= tuple(version[:2]) <= NEWEST_PYTHON:
        facts = {
            "oldest": "{}.{}".format(*OLDEST_PYTHON),
            "newest": "{}.{}".format(*NEWEST_PYTHON),
            "found": "{}.{}".format(*version[:2]),
            "path": sys.executable,
        }
        raise SetUpError(("python_version", facts))


def check_venv_modules():
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise SetUpError(("venv_missing", {"path": sys.executable}))


def other_pythons():
    minors = range(NEWEST_PYTHON[1], OLDEST_PYTHON[1] - 1, -1)
    if ON_WINDOWS:
        return [["py", "-3.{}".format(minor)] for minor in minors]
    return [["python3.{}".format(minor)] for minor in minors]


def can_set_up(python):
    code = "import sys, venv, ensurepip; sys.exit(not {} <= sys.version_info[:2] <= {})"
    test = [*python, "-c", code.format(OLDEST_PYTHON, NEWEST_PYTHON)]
    try:
        return subprocess.call(test, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def python_for_set_up():
    """The command of a Python that can make .venv: this one, or another that is installed."""
    try:
        check_python_version(sys.version_info)
        check_venv_modules()
    except SetUpError:
        for python in other_pythons():
            if can_set_up(python):
                return python
        raise
    return [sys.executable]


# --- Set-up --------------------------------------------------------------------------------------


def lock_file(file):
    """Waits until this process alone may set up; the lock goes when the file is closed.

    The file is inherited by pip and uv: should this process be killed, its orphans keep the lock
    as long as they write, and the next start waits for them.
    """
    if ON_WINDOWS:
        return lock_file_on_windows(file)
    import fcntl

    os.set_inheritable(file.fileno(), True)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("waiting")
        fcntl.flock(file, fcntl.LOCK_EX)


def lock_file_on_windows(file):
    import msvcrt

    told = False
    while True:
        try:
            file.seek(0)
            return msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            if not told:
                say("waiting")
                told = True
            time.sleep(0.5)


def without_addresses(line):
    """The line without what names a package index, which may hold a password."""
    line = re.sub(r"\b[a-z+]+://[^\s'\"`]*/", "", line)
    return re.sub(r"\b(host=)'[^']*'", r"\1'...'", line)


def run_step(command, environment):
    """Runs one command of the set-up; its exit code and output. Shows which packages come in."""
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=ON_WINDOWS,
    )
    lines = []
    for raw in process.stdout:
        line = raw.decode("utf-8", "replace").rstrip()
        lines.append(line)
        if line.strip().startswith("Downloading") and ".metadata" not in line:
            print("  " + without_addresses(line.strip()), file=sys.stderr, flush=True)
    return process.wait(), "\n".join(lines)


def failure(output, command):
    """The error that says, as far as the output of a failed step tells, what went wrong."""
    cause = next((key for key, pattern in CAUSES if re.search(pattern, output)), "failed")
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    messages = [(cause, {})]
    if lines:
        messages.append(("detail", {"line": without_addresses(lines[-1])}))
    messages.append(("whole_output", {"command": subprocess.list2cmdline(command)}))
    return SetUpError(*messages)


def must_succeed(command, environment):
    code, output = run_step(command, environment)
    if code != 0:
        raise failure(output, command)
    return output


def pip(root, *arguments):
    # -I: a package on the user's PYTHONPATH must not count as installed.
    return [venv_python(root), "-I", "-m", "pip", *arguments]


def pip_environment():
    # PIP_USER: a user-wide "user = true" is an error inside a venv.
    return dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")


def pip_settings(listing):
    """The output of `pip config list` as {option: value}; the narrower section wins."""
    settings = {}
    for section in ("global.", "install.", ":env:."):
        for line in listing.splitlines():
            if line.startswith(section):
                option, _, value = line[len(section) :].partition("=")
                settings[option] = ast.literal_eval(value)
    return settings


def environment_for_uv(settings, environment):
    """The environment in which uv goes where pip would go; what the user told uv itself stands."""
    told = dict(environment)
    for option, variable, separator in PIP_AND_UV:
        if option in settings and not (option == "index-url" and "UV_INDEX_URL" in environment):
            told.setdefault(variable, separator.join(settings[option].split()))
    # Like pip, look for a locked version in every index; the checksums keep that safe.
    told.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return told


def install_with_uv(root, level):
    """Whether uv, itself fetched by pip under its own lock, brought .venv to the lock."""
    environment = pip_environment()
    settings = pip_settings(must_succeed(pip(root, "config", "list"), environment))
    if settings.get("no-index"):  # uv cannot be told so by its environment
        return False
    installer = os.path.join(root, INSTALLER_LOCK)
    options = ["--require-hashes", "--only-binary", ":all:", "--retries", "1", "-r", installer]
    code, _ = run_step(pip(root, "install", *options), environment)
    if code != 0:
        return False
    options = ["--require-hashes", "--no-build", "--python", venv_python(root)]
    command = [uv_program(root), "pip", "sync", *options, os.path.join(root, LOCKS[level])]
    code, _ = run_step(command, environment_for_uv(settings, environment))
    return code == 0


def install_with_pip(root, level):
    say("plain_pip")
    options = ["--require-hashes", "--only-binary", ":all:"]
    lock = os.path.join(root, LOCKS[level])
    must_succeed(pip(root, "install", *options, "-r", lock), pip_environment())


def write_stamp(root, level):
    levels = ["core", "dev"] if level == "dev" else ["core"]
    lines = ["python " + python_series()]
    lines += [name + " " + lock_checksum(root, name) for name in levels]
    unfinished = stamp_path(root) + ".new"
    with open(unfinished, "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")
    os.replace(unfinished, stamp_path(root))


def make_venv(root):
    # Not the .venv's own Python, by which this program may be running: the folder is cleared.
    python = getattr(sys, "_base_executable", None) or sys.executable
    command = [python, "-m", "venv", "--clear", os.path.join(root, ".venv")]
    must_succeed(command, dict(os.environ))


def set_up(root, level):
    """Makes or repairs .venv. Without a stamp it is made anew, with an older one brought up."""
    stamp = read_stamp(root)
    if "dev" in stamp:
        level = "dev"
    say("setting_up")
    if stamp:
        os.remove(stamp_path(root))
    else:
        make_venv(root)
    if not install_with_uv(root, level):
        install_with_pip(root, level)
    write_stamp(root, level)
    say("ready")


def set_up_alone(root, level):
    with open(os.path.join(root, ".venv.lock"), "a") as file:
        lock_file(file)
        if is_ready(root, level):  # another start has just done it
            return
        try:
            set_up(root, level)
        except KeyboardInterrupt:
            raise SetUpError(("interrupted", {})) from None


# --- Hand-over -----------------------------------------------------------------------------------


def planner_environment(root):
    paths = [root, os.environ.get("PYTHONPATH")]
    return dict(os.environ, PYTHONPATH=os.pathsep.join(path for path in paths if path))


def become(command, environment):
    """Goes on as another program: the same process where the system can, else a child's code."""
    if not ON_WINDOWS:
        os.execvpe(command[0], command, environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the child alone to answer
    return subprocess.call(command, env=environment)


def lint(root):
    """Every linter runs, so that one look shows all; the code is 1 if any complains."""
    codes = [subprocess.call([venv_python(root), "-m", *linter]) for linter in LINTERS]
    return int(any(codes))


def test_everything(pytest, environment):
    """On every core, and one process more, as tests of pages wait for a browser most of their time.

    Every process would rewrite every assertion of a fresh checkout, which takes long and serves
    those that fail: only these are run again with it, so that they tell what they compared.
    """
    processes = str((os.cpu_count() or 1) + 1)
    plain = ["-n", processes, "--dist", "worksteal", "--assert=plain"]
    code = subprocess.call([*pytest, *plain], env=environment)
    if code == TESTS_FAILED:
        subprocess.call([*pytest, "--last-failed"], env=environment)
    return code


def write_locks(root, arguments):
    """Resolves pyproject.toml into the three locks, which must agree and name no package index."""
    settings = pip_settings(must_succeed(pip(root, "config", "list"), pip_environment()))
    uv = [uv_program(root), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    uv += ["--no-emit-index-url", "--no-header", *arguments]
    agreeing = ["--constraints", LOCKS["dev"]]
    for lock, source in (
        (LOCKS["dev"], ["pyproject.toml", "--extra", "dev"]),
        (LOCKS["core"], ["pyproject.toml", *agreeing]),
        (INSTALLER_LOCK, ["-", *agreeing]),
    ):
        environment = environment_for_uv(settings, os.environ)
        command = [*uv, *source, "--output-file", lock]
        if subprocess.run(command, input=b"uv", env=environment, check=False).returncode != 0:
            return 2
    return 0


def run_command(root, command, arguments):
    python = venv_python(root)
    if command in DEVELOPER_COMMANDS:
        os.chdir(root)
    if command == "test":
        # Tests start dozens of processes, and none is to compile every library anew.
        environment = dict(planner_environment(root), PYTHONDONTWRITEBYTECODE="")
        pytest = [python, "-m", "pytest"]
        if arguments[1:]:
            return become([*pytest, *arguments[1:]], environment)
        return test_everything(pytest, environment)
    if command == "bench":
        bench = [python, "-m", "benchmarks.solver", *arguments[1:]]
        return become(bench, planner_environment(root))
    if command == "lint":
        return lint(root)
    if command == "lock":
        return write_locks(root, arguments[1:])
    # -P: a file in the user's folder must not stand in for a module of the same name.
    return become([python, "-P", "-m", "rotation", *arguments], planner_environment(root))


def start(root, arguments):
    command = arguments[0] if arguments else ""
    level = "dev" if command in DEVELOPER_COMMANDS else "core"
    if not is_ready(root, level):
        python = python_for_set_up()
        if python != [sys.executable]:
            return become([*python, os.path.abspath(__file__), *arguments], dict(os.environ))
        set_up_alone(root, level)
    return run_command(root, command, arguments)


def main(arguments):
    try:
        return start(ROOT, arguments)
    except SetUpError as error:
        for key, facts in error.messages:
            say(key, **facts)
    except OSError as error:
        say("file_error", error=error)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
