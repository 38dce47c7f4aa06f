"""Makes wheels of the packages that go into the browser, from what is installed, and checks them.

The archive is packed from their contents, and the runtime's ``lock.json`` names them with their versions and hashes.
pyodide-lock refuses a wheel whose dependencies are not among them; auditwheel shows that nothing compiled slipped in.
"""

from __future__ import annotations

import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

from auditwheel_emscripten.lib_utils import get_all_shared_libs_in_dir

from playbook_site.errors import BuildError

INSTALLED = ("markdown-it-py", "mdurl")
# Parts of markdown-it-py that only its command line and its own tests use.
LEFT_OUT = ("markdown_it/cli/", "markdown_it/port.yaml")


def make_wheels(root: Path, folder: Path) -> list[Path]:
    """Write the three wheels into ``folder`` and return them. Same sources, same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    wheels = [_installed_wheel(name, folder) for name in INSTALLED]
    return [*wheels, _engine_wheel(root, folder)]


def unpack(wheels: list[Path], folder: Path) -> None:
    """Put the files of the wheels where the packing looks for them.

    Raises BuildError when one holds compiled code, which could not run from the archive.
    """
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder, [name for name in archive.namelist() if ".dist-info/" not in name])
    compiled = sorted(path.name for path in get_all_shared_libs_in_dir(folder))
    if compiled:
        raise BuildError([f"The browser cannot load compiled code from the archive: leave out {', '.join(compiled)}."])


def _installed_wheel(name: str, folder: Path) -> Path:
    found = metadata.distribution(name)
    files: dict[str, bytes] = {}
    for entry in found.files or ():
        path = entry.as_posix()
        if path.endswith((".py", ".so", ".pyd")) and not path.startswith((*LEFT_OUT, "..")):
            files[path] = Path(str(found.locate_file(entry))).read_bytes()
    if not files:
        raise BuildError([f"{name} is not installed as files: remove the folder .venv and run the command again."])
    needs = [need for need in found.requires or () if "extra ==" not in need]
    return _write(folder, name, found.version, needs, files)


def _engine_wheel(root: Path, folder: Path) -> Path:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    package = root / "playbook_engine"
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in package.rglob("*.py")
        if path != package / "__main__.py"  # the terminal's door; the browser's is bridge
    }
    return _write(folder, project["name"], project["version"], project["dependencies"], files)


def _write(folder: Path, name: str, version: str, needs: list[str], files: dict[str, bytes]) -> Path:
    stem = f"{name.replace('-', '_')}-{version}"
    info = f"{stem}.dist-info"
    required = "".join(f"Requires-Dist: {need}\n" for need in needs)
    about = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: playbook_site\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "".join(f"{path},,\n" for path in sorted(files)),
    }
    wheel = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted({**files, **{key: text.encode() for key, text in about.items()}}.items()):
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return wheel
