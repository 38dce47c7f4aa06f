/**
 * Runs pytest inside Pyodide under Node: node run.mjs PYODIDE ROOT PACKAGES [pytest's arguments]
 *
 * The checkout and the installed pure-Python packages are mounted, so that the very files that CPython tests are tested.
 */
const [pyodide, root, packages, ...args] = process.argv.slice(2);
const { loadPyodide } = await import(pyodide);
const python = await loadPyodide({ enableRunUntilComplete: false });
python.setStdout({ write: (bytes) => (process.stdout.write(bytes), bytes.length) });
for (const [at, from] of [["/project", root], ["/packages", packages]]) {
  python.FS.mkdirTree(at);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: from }, at);
}
python.globals.set("arguments", python.toPy(args));
try {
  process.exitCode = python.runPython(`
import os, sys
os.chdir("/project")
sys.path[:0] = ["/project"]
sys.path.append("/packages")
sys.dont_write_bytecode = True
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # the browser's plugin needs compiled code
os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"  # what drives Firefox brings one that has no place in here
import pytest
int(pytest.main([*arguments]))
`);
} catch (error) {
  console.error(String(error).slice(-2000)); // Pyodide's traces can hold its whole source
  process.exitCode = 1;
}
