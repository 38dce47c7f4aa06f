"""Setting up: any Python can read the script, and whatever goes wrong is one sentence that says what to do."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.built_site import ROOT

SCRIPT = ROOT / "scripts" / "playbook.py"
INTERPRETER = ROOT / "scripts" / "interpreter.py"


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up script, pointed at an empty project."""
    monkeypatch.syspath_prepend(SCRIPT.parent)
    spec = importlib.util.spec_from_file_location("set_up_script", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    for name in ("site", "test"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("six==1.0 \\\n    --hash=sha256:00\n", encoding="utf-8")
    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")
    for name, path in (("ROOT", tmp_path), ("VENV", tmp_path / ".venv"), ("MODULES", tmp_path / "node_modules")):
        monkeypatch.setattr(module, name, str(path))
    return module


def failing(words: str) -> list[str]:
    return [sys.executable, "-c", f"import sys; print({words!r}); sys.exit(1)"]


@pytest.mark.parametrize("file", [SCRIPT, INTERPRETER], ids=lambda file: file.stem)
def test_an_old_python_can_read_the_script(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 6))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign)]


def test_without_a_fitting_python_it_says_which_to_install(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("interpreter.candidates", lambda: iter(()))
    assert script.main(["serve"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The playbook needs Python 3.12 or later")
    assert said.count("\n") == 1


def test_a_python_without_venv_is_named_with_what_to_install(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("interpreter.candidates", lambda: iter([["x"]]))
    monkeypatch.setattr("interpreter.probe", lambda _: ("/usr/bin/python3.12", (3, 12), False))
    assert script.main(["serve"]) == 1
    assert "apt install python3.12-venv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param("OSError: [Errno 28] No space left on device", "The disk is full", id="disk"),
        pytest.param("npm error code ENOSPC", "The disk is full", id="disk-npm"),
        pytest.param("Temporary failure in name resolution", "The packages cannot be fetched", id="network"),
        pytest.param("npm error code ENOTFOUND", "The packages cannot be fetched", id="network-npm"),
        pytest.param("THESE PACKAGES DO NOT MATCH THE HASHES", "A package does not match its hash", id="hash"),
        pytest.param("npm error code EINTEGRITY", "A package does not match its hash", id="hash-npm"),
        pytest.param("Segmentation fault", "what the installer said is in build/set-up.log", id="other"),
    ],
)
def test_a_failing_installer_is_one_sentence(script: ModuleType, words: str, sentence: str) -> None:
    with pytest.raises(script.Stop, match=sentence) as stop:
        script.install(failing(words), "try it")
    assert "\n" not in str(stop.value)


def test_a_full_disk_is_noticed_before_the_set_up(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "free_bytes", lambda _: 1000)
    with pytest.raises(script.Stop, match="The disk is nearly full"):
        script.install_python("site")


def test_a_stamp_of_another_lock_file_does_not_count(script: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "node_modules"
    folder.mkdir()
    script.write_stamp(str(folder), "site", script.npm_lock("site"))
    assert script.stamps_fit(str(folder), ("test", "site"), script.npm_lock)
    assert not script.stamps_fit(str(folder), ("test",), script.npm_lock)
    (tmp_path / "package-lock.json").write_text('{"changed": 1}', encoding="utf-8")
    assert not script.stamps_fit(str(folder), ("test", "site"), script.npm_lock)


def test_an_empty_home_is_no_home(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    assert "HOME" not in script.environment()
    assert "PYTHONPATH" not in script.environment()


ELSEWHERE = [
    "PIP_CONSTRAINT",
    "PIP_PYTHON",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_REQUIRE_VIRTUALENV",
    "PIP_DRY_RUN",
    "PIP_ONLY_BINARY",
    "PIP_NO_BINARY",
    "PIP_IGNORE_INSTALLED",
    "PIP_REQUIREMENT",
    "pip_constraint",
    "npm_config_prefix",
    "npm_config_global",
    "npm_config_omit",
    "npm_config_dry_run",
    "NPM_CONFIG_WORKSPACES",
    "npm_config_ignore_scripts",
    "npm_config_cache",
    "NODE_ENV",
    "NODE_PATH",
    "PYTHONPATH",
    "PYTHONHOME",
]
NETWORK = [
    "PIP_INDEX_URL",
    "PIP_CERT",
    "PIP_PROXY",
    "PIP_CONFIG_FILE",
    "PIP_FIND_LINKS",
    "npm_config_registry",
    "npm_config_cafile",
    "NPM_CONFIG_HTTPS_PROXY",
    "npm_config_strict_ssl",
    "npm_config_//example.org/:_authToken",
    "HTTPS_PROXY",
    "NODE_EXTRA_CA_CERTS",
    "PATH",
]


def test_settings_that_would_install_elsewhere_reach_no_installer(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ELSEWHERE + NETWORK:
        monkeypatch.setenv(name, "somewhere")
    settings = script.environment()
    assert {name for name in ELSEWHERE if settings.get(name) == "somewhere"} == set()
    assert {name for name in NETWORK if settings.get(name) != "somewhere"} == set()
    assert settings["PIP_USER"] == "0"


def test_npm_keeps_its_cache_in_the_project(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home may be on a read-only mount."""
    monkeypatch.setenv("npm_config_cache", "/home/somebody/.npm")
    cache = Path(script.environment()["npm_config_cache"])
    assert cache.is_relative_to(ROOT)
    assert subprocess.run(["git", "check-ignore", "-q", cache], cwd=ROOT, check=False).returncode == 0
    assert (
        cache.relative_to(ROOT).parts[0]
        in SCRIPT.read_text(encoding="utf-8").partition("names = [")[2].partition("]")[0]
    )


def test_an_unknown_command_shows_the_commands() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "sing"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "serve" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="for systems with a shell")
def test_without_any_python_the_shell_says_so(tmp_path: Path) -> None:
    for name in ("dirname", "sh"):
        (tmp_path / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    done = subprocess.run(
        [str(tmp_path / "sh"), str(ROOT / "scripts" / "playbook"), "serve"],
        env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "No Python was found: install Python 3.12 or later, then run the same command again.\n"


def test_every_target_of_the_makefile_is_one_line_that_calls_the_script() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    recipes = [line for line in lines if line.startswith("\t")]
    assert len(recipes) == sum(line.endswith(":") for line in lines if not line.startswith("."))
    assert all(line.startswith("\t@sh scripts/playbook ") for line in recipes)


def test_the_lock_files_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements/site.txt", "requirements/test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index-url" not in text
        pins = [line for line in text.splitlines() if line[:1].isalpha()]
        assert len(pins) > 40
        assert all("==" in line and line.endswith("\\") for line in pins)
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
