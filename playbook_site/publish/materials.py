"""What others made and this project uses, as a bill of materials: CycloneDX 1.6, made from the lock files alone.

No time and no serial number stand in it, so that two builds of the same files write the same bytes. ``scope`` is ``required`` for
what ships inside the site, and ``excluded`` for what builds, checks or measures it: of that, nothing reaches a reader.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

NAME = "sbom.cdx.json"
#: What stands inside the published site, by the registry that it comes from; THIRD-PARTY-NOTICES.md says where, and tells its licence.
SHIPPED = {"npm": ("idb", "pyodide"), "pypi": ("markdown-it-py", "mdurl", "mkdocs-material")}
#: The lock files of Python, what builds first: a package is listed once, for the first that it is needed for.
_LOCKS = {"site.txt": "builds", "test.txt": "tests", "bench.txt": "measures"}
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_MODULES = "node_modules/"


@dataclass(frozen=True, slots=True)
class Material:
    """One package as a lock file pins it. ``hashes`` are pairs of an algorithm's name and hexadecimal digits, one for each file."""

    registry: str
    name: str
    version: str
    hashes: tuple[tuple[str, str], ...]
    use: str

    @property
    def address(self) -> str:
        """The package URL, which names it among all registries."""
        return f"pkg:{self.registry}/{quote(self.name)}@{quote(self.version)}"


def bill(root: Path) -> str:
    """Return the bill of materials of a checkout, as JSON that ends with a line end."""
    found: dict[str, Material] = {}
    for one in (*_of_python(root / "requirements"), *_of_npm(root / "package-lock.json")):
        found.setdefault(one.address, one)
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "negotiation-playbook", "name": "negotiation-playbook"}},
        "components": [_component(found[address]) for address in sorted(found)],
    }  # fmt: skip
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _component(one: Material) -> dict[str, object]:
    use = "ships" if one.name in SHIPPED[one.registry] else one.use
    return {
        "type": "library",
        "bom-ref": one.address,
        "name": one.name,
        "version": one.version,
        "scope": "required" if use == "ships" else "excluded",
        "hashes": [{"alg": algorithm, "content": digits} for algorithm, digits in sorted(set(one.hashes))],
        "purl": one.address,
        "properties": [{"name": "negotiation-playbook:use", "value": use}],
    }


def _of_python(folder: Path) -> Iterator[Material]:
    """Yield what the lock files of Python pin: a line with a version, and below it a line for each file's hash."""
    for file, use in _LOCKS.items():
        for entry in re.split(r"\n(?=\S)", (folder / file).read_text(encoding="utf-8")):
            if pinned := _PINNED.match(entry):
                hashes = tuple(("SHA-256", digits) for digits in _HASH.findall(entry))
                yield Material("pypi", pinned[1], pinned[2], hashes, use)


def _of_npm(lock: Path) -> Iterator[Material]:
    """Yield what the lock file of npm pins; the entry without a path is this project."""
    for path, entry in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        if path:
            hashes = tuple(_digits(one) for one in entry["integrity"].split())
            use = "tests" if entry.get("dev") else "builds"
            yield Material("npm", path.rpartition(_MODULES)[2], entry["version"], hashes, use)


def _digits(integrity: str) -> tuple[str, str]:
    """Return an npm integrity as an algorithm's name and hexadecimal digits.

    >>> _digits("sha512-AAEC")
    ('SHA-512', '000102')
    """
    algorithm, _, packed = integrity.partition("-")
    return f"SHA-{algorithm.removeprefix('sha')}", base64.b64decode(packed).hex()
