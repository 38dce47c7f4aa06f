"""Find a Python that is new enough, wherever it stands. Any Python can read this file, however old."""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WINDOWS = os.name == "nt"
VERSIONS = ((3, 14), (3, 13), (3, 12))

#: What pip and npm may be told by whoever runs them: how to reach a network, and what to trust on it.
PIP_NETWORK = frozenset(
    "CACHE_DIR CERT CLIENT_CERT CONFIG_FILE DEFAULT_TIMEOUT EXTRA_INDEX_URL FIND_LINKS INDEX_URL KEYRING_PROVIDER "
    "NO_CACHE_DIR NO_INDEX PROXY RETRIES RESUME_RETRIES TIMEOUT TRUSTED_HOST".split()
)
NPM_NETWORK = frozenset(
    "CA CAFILE CERT FETCH_RETRIES FETCH_RETRY_FACTOR FETCH_RETRY_MAXTIMEOUT FETCH_RETRY_MINTIMEOUT FETCH_TIMEOUT "
    "GLOBALCONFIG HTTPS_PROXY KEY MAXSOCKETS NOPROXY OFFLINE PREFER_OFFLINE PROXY REGISTRY STRICT_SSL USERCONFIG".split()
)


class Stop(Exception):
    """One sentence that says what to do."""


def find_python():
    """Return the path and version of a Python that is new enough and can make a virtual environment."""
    lacking = None
    newest = tuple(sys.version_info[:2])
    for command in candidates():
        found = probe(command)
        newest = max(newest, found[1] if found else newest)
        if found is None or found[1] < VERSIONS[-1]:
            continue
        if found[2]:
            return found[0], found[1]
        lacking = lacking or found
    if lacking:
        raise Stop(
            "Python %s at %s lacks its venv module: install it (on Debian and Ubuntu: apt install python%s-venv), "
            "then run the same command again." % (dotted(lacking[1]), lacking[0], dotted(lacking[1]))
        )
    raise Stop(
        "The playbook needs Python 3.12 or later, and the newest found here is %s: install it from python.org or with "
        "your system's package manager, then run the same command again." % dotted(newest)
    )


def candidates():
    """Yield commands that may start a fitting Python, the one that runs this first."""
    running = getattr(sys, "_base_executable", None) or sys.executable
    if VERSIONS[-1] <= tuple(sys.version_info[:2]) <= VERSIONS[0]:
        yield [running]
    for version in VERSIONS:
        name = "python" + dotted(version)
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name + (".exe" if WINDOWS else ""))
            if os.path.isfile(path):
                yield [path]
        if WINDOWS:
            yield ["py", "-" + dotted(version)]
    for path in pyenv_pythons():
        yield [path]
    uv = run_quietly(["uv", "python", "find", "--no-python-downloads", "--no-project", ">=3.12,<3.15"])
    if uv:
        yield [uv.strip()]
    yield [running]


def pyenv_pythons():
    """Return the Pythons that pyenv installed, newest first."""
    top = os.path.join(os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv"), "versions")
    found = []
    for name in os.listdir(top) if os.path.isdir(top) else ():
        parts = name.split(".")
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            path = os.path.join(top, name, "python.exe" if WINDOWS else "bin/python")
            if os.path.exists(path):
                found.append((tuple(int(part) for part in parts), path))
    return [path for version, path in sorted(found, reverse=True) if version[:2] <= VERSIONS[0]]


def probe(command):
    """Return a Python's path, its version, and whether it can make environments; None when it does not start."""
    said = run_quietly(
        command
        + [
            "-c",
            "import sys\ntry:\n import venv, ensurepip; ok = 1\nexcept ImportError: ok = 0\n"
            "print('%d %d %d %s' % (sys.version_info[0], sys.version_info[1], ok, sys.executable))",
        ]
    )
    if not said:
        return None
    major, minor, able, path = said.strip().split(" ", 3)
    return path, (int(major), int(minor)), able == "1"


def run_quietly(command):
    """Return what a command prints, or None when it fails or is not there."""
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    except (OSError, ValueError):
        return None
    said = process.communicate()[0]
    return said.decode("utf-8", "replace") if process.returncode == 0 else None


def dotted(version):
    """Return (3, 12) as 3.12."""
    return "%d.%d" % tuple(version)


def environment():
    """Return the environment for programs of ours.

    Of what a user has set for pip and npm, only how they reach a network counts: another folder, another Python or a
    constraint would make another set-up than the one that the lock files describe.
    """
    settings = {name: value for name, value in os.environ.items() if not leads_elsewhere(name)}
    settings["PIP_USER"] = "0"
    settings["npm_config_cache"] = os.path.join(ROOT, ".cache", "npm")  # the home may be read-only, or somebody else's
    if settings.get("HOME") == "":  # an empty home is no home: let the programs look it up
        del settings["HOME"]
    return settings


def leads_elsewhere(name):
    """Tell whether a setting of the environment would let Python, pip or npm install something else, or elsewhere."""
    upper = name.upper()
    if upper.startswith("PIP_"):
        return upper[len("PIP_") :] not in PIP_NETWORK
    if upper.startswith("NPM_CONFIG_"):
        named = upper[len("NPM_CONFIG_") :].replace("-", "_")
        return not (named in NPM_NETWORK or named.startswith("//"))
    return upper in ("PYTHONHOME", "PYTHONPATH", "NODE_ENV", "NODE_PATH")
