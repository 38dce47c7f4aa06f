"""Who may import whom. Arrows go one way: a module may use only what stands below it."""

from __future__ import annotations

import ast
import json
import sys
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# The engine, top first. ARCHITECTURE.md draws it; a new module gets its place in both.
ENGINE = (
    "__main__", "terminal", "bridge", "files", "render_file", "render_share", "render_calendar", "render_mail", "render_card", "render_hub", "render_matters", "render_changes", "render_html", "render_markdown", "front", "share", "dated", "changes", "card", "matters", "sensitivity", "hub", "contradictions", "readiness", "progress", "record", "report", "changed_answers", "picture", "tiles", "verdict", "read_back", "checklist", "placeholders", "situations",
    "findings", "shared_answers", "sheets", "worksheets", "sheet", "standing", "words", "charts", "library", "plan", "analysis", "mentions", "cases", "follow_ups", "worksheet",
    "fields", "domain", "once", "errors",
)  # fmt: skip
# A layer that may use less than what stands below it.
NARROWER = {
    "charts": {"charts"},
    "analysis": {"analysis", "domain", "errors"},
    "shared_answers": {"once", "worksheet"},
    "sheets": {"sheet"},
    "worksheets": {
        "worksheets",
        "sheet",
        "standing",
        "words",
        "charts",
        "analysis",
        "worksheet",
        "fields",
        "domain",
        "errors",
    },
    "plan": {"worksheet", "fields", "errors"},
    "mentions": {"fields", "errors"},
    "dated": {"findings", "worksheet", "fields"},
    "front": {"words", "fields"},
    "progress": {"follow_ups", "worksheet"},
    "changed_answers": {"shared_answers", "worksheet"},
    "follow_ups": {"worksheet", "fields"},
    "cases": {"once", "worksheet"},
    "worksheet": {"fields", "errors"},
    "standing": {"fields"},
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


def test_every_engine_module_has_its_place() -> None:
    lost = [str(path.relative_to(ROOT)) for path in engine_files() if layer_of(path) not in ENGINE]
    assert lost == [], "give them one in tests/site/test_layers.py and ARCHITECTURE.md"


def test_an_engine_module_uses_only_what_stands_below_it() -> None:
    faults = {}
    for path in engine_files():
        layer = layer_of(path)
        allowed = NARROWER.get(layer, set(ENGINE[ENGINE.index(layer) + 1 :]) | {layer})
        used = {name.split(".")[1] for name in imports(path) if name.startswith("playbook_engine.")}
        if forbidden := used & set(ENGINE) - allowed:
            faults[str(path.relative_to(ROOT))] = forbidden
    assert faults == {}


def test_a_worksheets_folder_uses_no_other_worksheets() -> None:
    """What it needs of another comes to it as that one's findings."""
    for path in sorted((ROOT / "playbook_engine" / "worksheets").glob("*/*.py")):
        used = {name.split(".")[2] for name in imports(path) if name.startswith("playbook_engine.worksheets.")}
        assert used <= {path.parent.name}, f"{path.parent.name}/{path.name} uses {sorted(used)}"


def test_the_terminals_analyses_use_no_worksheets() -> None:
    for path in sorted((ROOT / "playbook_engine" / "terminal" / "analyse").glob("*.py")):
        used = {name.split(".")[1] for name in imports(path) if name.startswith("playbook_engine.")} & set(ENGINE)
        assert used <= {"terminal", "analysis", "domain", "errors"}, f"{path.name} uses {sorted(used)}"


def test_the_engine_needs_only_the_standard_library_and_markdown_it() -> None:
    faults = {}
    for path in engine_files():
        tops = {name.split(".")[0] for name in imports(path)} - {"playbook_engine", "__future__"}
        if outside := tops - set(sys.stdlib_module_names) - OUTSIDE.get(layer_of(path), set()):
            faults[str(path.relative_to(ROOT))] = outside
    assert faults == {}


def test_only_the_library_and_the_terminal_open_files() -> None:
    faults = {}
    for path in (path for path in engine_files() if layer_of(path) not in OPEN_FILES):
        calls = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        if opening := calls & {"open", "read_text", "read_bytes", "write_text", "write_bytes"}:
            faults[str(path.relative_to(ROOT))] = opening
    assert faults == {}


def test_the_engine_has_no_clock_no_chance_and_no_surroundings() -> None:
    surroundings = {"time", "datetime", "random", "secrets", "locale", "os", "subprocess", "socket", "uuid"}
    faults = {}
    for path in (path for path in engine_files() if layer_of(path) != "terminal"):
        if used := {name.split(".")[0] for name in imports(path)} & surroundings:
            faults[str(path.relative_to(ROOT))] = used
    assert faults == {}


# The site: each room, top first, with the rooms that it uses besides itself and the engine. No other arrow, and none to spare.
SITE = {
    "__main__": {"serve", "build", "portal", "project", "errors"},
    "serve": {"content", "server", "project", "errors"},
    "develop": {"book", "generate", "runtime", "embed", "publish", "content", "project", "errors"},
    "build": {"book", "generate", "runtime", "embed", "publish", "content", "project"},
    "portal": {"embed", "forms", "publish", "content", "project", "errors"},
    "activity_fence": {"embed", "extension"},
    "embed": {"extension", "forms", "publish", "content", "project", "errors"},
    "server": {"publish"},
    "line_fence": {"extension", "content"},
    "story_fence": {"extension", "forms", "content"},
    "extension": {"forms", "frames", "reading_words", "content"},
    "generate": {"project", "errors"},
    "book": {"content", "project", "errors"},
    "runtime": {"random_plans", "node", "project", "errors"},
    "publish": {"node", "project", "errors"},
    "forms": {"frames", "content"},
    "frames": set(),
    "reading_words": set(),
    "content": {"project", "errors"},
    "random_plans": set(),
    "node": set(),
    "project": set(),
    "errors": set(),
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


def test_the_scripts_of_the_page_name_no_other_origin() -> None:
    """A package that the bundler puts into them is named by its name alone, and has its hash in package-lock.json."""
    packages = {f'from "{name}"' for name in json.loads((ROOT / "package.json").read_text())["dependencies"]}
    for path in sorted((ROOT / "docs" / "assets" / "js").rglob("*.mjs")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith(("import ", "export ")) and " from " in line:
                near = 'from "./' in line or 'from "../' in line
                assert near or any(name in line for name in packages), f"{path.name}: {line}"
