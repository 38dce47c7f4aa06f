"""Who may import whom. Arrows go one way: a module may use only what stands below it."""

from __future__ import annotations

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

# The engine, top first. ARCHITECTURE.md draws it; a new module gets its place in both.
ENGINE = (
    "__main__", "terminal", "bridge", "render_html", "render_markdown", "report", "checklist", "placeholders", "situations",
    "findings", "shared_answers", "sheets", "worksheets", "sheet", "words", "charts", "library", "plan", "analysis", "worksheet",
    "fields", "domain", "errors",
)  # fmt: skip
# A layer that may use less than what stands below it.
NARROWER = {
    "charts": {"charts"},
    "analysis": {"analysis", "domain", "errors"},
    "shared_answers": {"worksheet"},
    "sheets": {"sheet"},
    "worksheets": {"worksheets", "sheet", "words", "charts", "analysis", "worksheet", "fields", "domain", "errors"},
    "plan": {"worksheet", "fields", "errors"},
    "worksheet": {"fields", "errors"},
    "fields": {"fields", "errors"},
    "domain": {"errors"},
}
OUTSIDE = {"render_html": {"markdown_it"}}
OPEN_FILES = {"library", "terminal"}


def imports(path: Path) -> set[str]:
    """Return every module that a file names in an import, wherever in the file; ``from a import b`` counts as a.b too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def engine_files() -> list[Path]:
    package = ROOT / "playbook_engine"
    return [path for path in sorted(package.rglob("*.py")) if path != package / "__init__.py"]


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT / "playbook_engine").with_suffix("").parts[0]


@pytest.mark.parametrize("path", engine_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_an_engine_module_uses_only_what_stands_below_it(path: Path) -> None:
    layer = layer_of(path)
    assert layer in ENGINE, (
        f"{path.name} has no place yet: give it one in tests/site/test_layers.py and ARCHITECTURE.md"
    )
    allowed = NARROWER.get(layer, set(ENGINE[ENGINE.index(layer) + 1 :]) | {layer})
    used = {name.split(".")[1] for name in imports(path) if name.startswith("playbook_engine.")}
    assert used & set(ENGINE) <= allowed, f"{layer} may not use {sorted(used & set(ENGINE) - allowed)}"


def test_a_worksheets_folder_uses_no_other_worksheets() -> None:
    """What it needs of another comes to it as that one's findings."""
    for path in sorted((ROOT / "playbook_engine" / "worksheets").glob("*/*.py")):
        used = {name.split(".")[2] for name in imports(path) if name.startswith("playbook_engine.worksheets.")}
        assert used <= {path.parent.name}, f"{path.parent.name}/{path.name} uses {sorted(used)}"


def test_the_terminals_analyses_use_no_worksheets() -> None:
    for path in sorted((ROOT / "playbook_engine" / "terminal" / "analyse").glob("*.py")):
        used = {name.split(".")[1] for name in imports(path) if name.startswith("playbook_engine.")} & set(ENGINE)
        assert used <= {"terminal", "analysis", "domain", "errors"}, f"{path.name} uses {sorted(used)}"


@pytest.mark.parametrize("path", engine_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_engine_needs_only_the_standard_library_and_markdown_it(path: Path) -> None:
    tops = {name.split(".")[0] for name in imports(path)} - {"playbook_engine", "__future__"}
    outside = tops - set(sys.stdlib_module_names)
    assert outside <= OUTSIDE.get(layer_of(path), set()), f"{path.name} uses {sorted(outside)}"


@pytest.mark.parametrize("path", engine_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_library_and_the_terminal_open_files(path: Path) -> None:
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    opening = calls & {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
    assert not opening or layer_of(path) in OPEN_FILES, f"{path.name} opens files: {sorted(opening)}"


@pytest.mark.parametrize("path", engine_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_engine_has_no_clock_no_chance_and_no_surroundings(path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)}
    if layer_of(path) != "terminal":
        assert not used & {"time", "datetime", "random", "secrets", "locale", "os", "subprocess", "socket", "uuid"}


# The site: each room, top first, with the rooms that it uses besides itself and the engine. No other arrow, and none to spare.
SITE = {
    "__main__": {"serve", "build", "project", "errors"},
    "serve": {"server", "project", "errors"},
    "develop": {"generate", "runtime", "publish", "content", "project", "errors"},
    "build": {"generate", "runtime", "publish", "content", "project", "errors"},
    "server": {"publish"},
    "extension": {"forms", "content"},
    "generate": {"project", "errors"},
    "runtime": {"node", "project", "errors"},
    "publish": {"node", "project", "errors"},
    "forms": {"content"},
    "content": {"project"},
    "node": set(),
    "project": set(),
    "errors": set(),
}
# The page's scripts: a folder may have another at hand while it runs. Types may come from anywhere: they are gone by then.
SCRIPTS = {
    "pages": {"form", "result", "plan", "engine"},
    "form": {"plan"},
    "result": set(),
    "plan": set(),
    "engine": set(),
}


def site_files() -> list[Path]:
    package = ROOT / "playbook_site"
    return [path for path in sorted(package.rglob("*.py")) if path != package / "__init__.py"]


def rooms_of_site() -> dict[str, set[str]]:
    """Return the rooms that each room of the site uses."""
    used: dict[str, set[str]] = {}
    for path in site_files():
        room = path.relative_to(ROOT / "playbook_site").with_suffix("").parts[0]
        names = {name.split(".")[1] for name in imports(path) if name.startswith("playbook_site.")}
        used.setdefault(room, set()).update(names - {room})
    return used


def test_a_room_of_the_site_uses_exactly_the_rooms_that_the_table_names() -> None:
    assert rooms_of_site() == SITE, "give the room its place in tests/site/test_layers.py and ARCHITECTURE.md"


def test_the_rooms_of_the_site_stand_in_order() -> None:
    order = list(SITE)
    upward = {
        (room, other) for room, others in SITE.items() for other in others if order.index(other) < order.index(room)
    }
    assert upward == set()


def test_the_modules_of_the_site_have_no_circle() -> None:
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in site_files()}
    graph = {name: (imports(path) & set(names)) - {name} for name, path in names.items()}
    list(TopologicalSorter(graph).static_order())  # raises CycleError


def folders_of_scripts() -> dict[str, set[str]]:
    """Return the folders that each folder of the page's scripts imports from; what stands in comments is only types."""
    used: dict[str, set[str]] = {}
    for path in sorted((ROOT / "docs" / "assets" / "js").glob("*/*.mjs")):
        code = re.sub(r"/\*.*?\*/|^\s*//.*?$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        named = re.findall(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["']\.\./(\w+)/""", code)
        used.setdefault(path.parent.name, set()).update(named)
    return used


def test_a_folder_of_scripts_uses_exactly_the_folders_that_the_table_names() -> None:
    assert folders_of_scripts() == SCRIPTS, "give the folder its place in tests/site/test_layers.py and ARCHITECTURE.md"


def test_the_scripts_of_the_page_name_no_other_origin() -> None:
    for path in sorted((ROOT / "docs" / "assets" / "js").rglob("*.mjs")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith(("import ", "export ")) and " from " in line:
                assert 'from "./' in line or 'from "../' in line, f"{path.name}: {line}"
