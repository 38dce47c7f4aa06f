"""An activity in a portal's frame, in all three engines."""

from __future__ import annotations

from pathlib import Path

from playbook_site.publish.headers import embed_policy
from playbook_site.server import Change
from tests.browser.portal import FULL
from tests.engines.conftest import Meet
from tests.engines.reader import Reader

_PORTAL = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title><h1>Portal</h1>
<iframe title="Worksheet" sandbox="SANDBOX" width="760" height="700"></iframe>
<script>
window.told = [];
const frame = document.querySelector("iframe");
addEventListener("message", ({ origin, source, data }) => source === frame.contentWindow && told.push({ origin, ...data }));
frame.src = `/embed/quick/?v=1&instance=i1&sessionToken=s-99&parent=${encodeURIComponent(location.origin)}`;
</script></html>"""
#: Presses the button in the frame that begins with these words, once it can be seen, and tells whether it was there.
_PRESS = """(words) => {
  const found = [...frames[0].document.querySelectorAll("button")].find((one) => one.checkVisibility() && one.textContent.startsWith(words));
  found?.click();
  return Boolean(found);
}"""
_VIEW = "() => frames[0].document.documentElement.dataset.pbView"
_TOLD = "(kind) => told.filter(({ type }) => type === kind).map(({ payload }) => payload)"
#: Whether the last height that was told is the frame's: the page grows while its chart and its fonts come.
_HEIGHT_IS_KNOWN = f"""() => {{
  const {{ height }} = ({_TOLD})("resize").at(-1);
  return Math.abs(height - frames[0].document.documentElement.getBoundingClientRect().height) <= 2;
}}"""


def portal(meet: Meet, site: Path, sandbox: str, own: str = "") -> Reader:
    """Return a reader at a portal whose frame has these rights. ``own`` is the address that the site is to know itself by."""
    headers: dict[str, str | None] = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": None}
    page = Change(status=200, headers=headers, body=_PORTAL.replace("SANDBOX", sandbox).encode())
    # A portal of the same origin lets the driver look inside; browsers warn of such a frame.
    answers = {"/portal/": page}
    if own:
        activity = (site / "embed" / "quick" / "index.html").read_text(encoding="utf-8")
        nameless = embed_policy(wasm=True, meta=True)
        assert nameless in activity
        activity = activity.replace(nameless, embed_policy(wasm=True, meta=True, own=own))
        sent = {"Content-Security-Policy": embed_policy(wasm=True, own=own)}
        answers["/embed/quick/"] = Change(headers=sent, body=activity.encode())
    return meet("portal/", site=site, clean=False, change=lambda path: answers.get(path.partition("?")[0]))


def test_a_worksheet_in_a_portals_frame(meet: Meet, site: Path) -> None:
    """You answer question by question in the frame, and the portal learns how far you are, and that you finished."""
    reader = portal(meet, site, FULL)
    reader.until("first question", "() => frames[0]?.document.documentElement.matches('.pb-ready')")
    for _ in range(20):
        if reader.js(_VIEW) != "ask":
            break
        before = reader.js("() => frames[0].document.title")
        reader.until("Continue", _PRESS, "Continue")
        reader.until("another screen", "(before) => frames[0].document.title !== before", before)
    reader.until("Finish", _PRESS, "Finish and see the result")
    reader.until("result", "() => Boolean(frames[0].document.querySelector('.pb-result-region .pb-result'))")
    (done,) = reader.until(
        "completed", f"(kind) => {{ const found = ({_TOLD})(kind); return found.length ? found : null; }}", "completed"
    )
    assert done["done"] == done["total"]
    assert [one["done"] for one in reader.js(_TOLD, "progress")] == sorted(
        one["done"] for one in reader.js(_TOLD, "progress")
    )
    assert "sessionToken" not in reader.js("() => frames[0].location.href")
    reader.until("height that the portal knows", _HEIGHT_IS_KNOWN)


def test_a_frame_without_an_origin_runs_it(meet: Meet, site: Path) -> None:
    """No storage, no origin: where the site knows its address, the activity is there all the same, and says so."""
    reader = portal(meet, site, "allow-scripts", own="http://127.0.0.1:*")
    assert reader.until("ready", f"(kind) => ({_TOLD})(kind)[0]", "ready")["activity"] == "quick"
    assert reader.until("progress", f"(kind) => ({_TOLD})(kind)[0]", "progress")["done"] == 0
    assert reader.js("() => told[0].origin") == "null"
