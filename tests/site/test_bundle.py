"""bundle: what is written one idea a file is fetched as one, and a fault is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_site.errors import BuildError
from playbook_site.project import Project
from playbook_site.publish.bundle import EMBED, ENTRIES, INLINE, OFFLINE, PORTAL, SEARCH, STYLES, bundle
from tests.built_site import ROOT

SCRIPTS = (*ENTRIES, *INLINE, *SEARCH, *OFFLINE, *EMBED, *PORTAL)


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """The least that can be put together: every entry, with one module and two stylesheets of their own."""
    for folder in ("js", "css"):
        (tmp_path / folder).mkdir()
    for name in SCRIPTS:
        (tmp_path / "js" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "js" / name).write_text('import { mark } from "../mark.mjs";\nmark();\n', encoding="utf-8")
    (tmp_path / "js" / "mark.mjs").write_text('export const mark = () => console.log("put in");\n', encoding="utf-8")
    (tmp_path / "css" / "playbook.css").write_text('@import "./b.css";\n@import "./a.css";\n', encoding="utf-8")
    (tmp_path / "css" / "embed.css").write_text('@import "./a.css";\n@import "./dark.css";\n', encoding="utf-8")
    (tmp_path / "css" / "thin.css").write_text('@import "./a.css";\n', encoding="utf-8")
    (tmp_path / "css" / "dark.css").write_text('[data-md-color-scheme="slate"] { --ink: #fff; }\n', encoding="utf-8")
    (tmp_path / "css" / "a.css").write_text("p { margin: 1px; }\n", encoding="utf-8")
    (tmp_path / "css" / "b.css").write_text("/* why */\np { margin: 2px; }\n", encoding="utf-8")
    return tmp_path


def test_one_file_for_each_moment_and_nothing_else(assets: Path) -> None:
    bundle(assets, Project(ROOT))
    found = {path.relative_to(assets).as_posix() for path in assets.rglob("*.*")}
    assert found == {*(f"css/{name}" for name in STYLES), *(f"js/{Path(name).name}" for name in SCRIPTS)}
    assert all("put in" in path.read_text(encoding="utf-8") for path in (assets / "js").iterdir())


def test_a_later_stylesheet_wins_over_an_earlier_one(assets: Path) -> None:
    bundle(assets, Project(ROOT))
    assert (assets / "css" / "playbook.css").read_text(encoding="utf-8") == "p{margin:2px}p{margin:1px}\n"


def test_a_third_scheme_is_the_dark_one_where_the_readers_system_is_dark(assets: Path) -> None:
    bundle(assets, Project(ROOT))
    assert (assets / "css" / "embed.css").read_text(encoding="utf-8") == (
        "p{margin:1px}[data-md-color-scheme=slate]{--ink: #fff}\n"
        "@media (prefers-color-scheme:dark){[data-md-color-scheme=auto]{--ink: #fff}}\n"
    )


def test_no_dark_rule_of_ours_stands_under_a_condition_that_the_third_scheme_would_lose() -> None:
    for path in (ROOT / "docs" / "assets" / "css").glob("*.css"):
        depth = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            assert "slate" not in line or depth == 0 or "translate" in line, f"{path.name}: {line}"
            depth += line.count("{") - line.count("}")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("css/playbook.css", '\n@import "./c.css";\n', ("docs/assets/css: ", "playbook.css:2:8", "./c.css")),
        ("css/a.css", "p { margin: 1px;\n", ("docs/assets/css: ", "a.css:1", 'Expected "}"')),
        ("js/mark.mjs", "export const mark = ;\n", ("docs/assets/js: ", "mark.mjs:1:20", 'Unexpected ";"')),
    ],
)
def test_a_fault_stops_the_build_and_is_told_with_its_file_and_line(
    assets: Path, name: str, text: str, says: tuple[str, ...]
) -> None:
    (assets / name).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError) as stop:
        bundle(assets, Project(ROOT))
    for part in says:
        assert part in str(stop.value)
