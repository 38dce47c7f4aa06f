// Runs Pyodide under Node for playbook_site/runtime.py: node runtime.mjs <task.json>. The task says what to do;
// the answer is one line of JSON on standard output. Pyodide prints whole sources when it throws: those are cut.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const CUT = 3000;

/** Start the package as it comes, with our sources and the packing module in its file system. */
async function startWhole(task) {
  const { loadPyodide } = await import(pathToFileURL(task.package + "pyodide.mjs").href);
  const pyodide = await loadPyodide({ indexURL: task.package, enableRunUntilComplete: false });
  pyodide.FS.mkdir("/host");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: task.work }, "/host");
  pyodide.FS.writeFile("/lib/python3.14/site-packages/runtime_pack.py", readFileSync(task.packer, "utf8"));
  return pyodide;
}

const tasks = {
  async note(task) {
    const pyodide = await startWhole(task);
    pyodide.FS.writeFile("/library.json", task.library);
    const packer = pyodide.pyimport("runtime_pack");
    return JSON.parse(packer.note_modules("/host/own", "/library.json", JSON.stringify(task.requests)));
  },

  async pack(task) {
    const pyodide = await startWhole(task);
    const packer = pyodide.pyimport("runtime_pack");
    const sizes = packer.pack("/host/own", JSON.stringify(task.modules), "/python.bin");
    writeFileSync(task.target, pyodide.FS.readFile("/python.bin"));
    return JSON.parse(sizes);
  },

  /** Start the trimmed runtime as a browser does, run the requests, return the replies. */
  async run(task) {
    const { loadPyodide } = await import(pathToFileURL(task.runtime + "pyodide.js").href);
    const began = performance.now();
    const pyodide = await loadPyodide({
      indexURL: task.runtime,
      stdLibURL: task.runtime + "python.bin",
      lockFileContents: readFileSync(task.runtime + "lock.json", "utf8"),
      enableRunUntilComplete: false,
    });
    pyodide.FS.writeFile("/library.json", task.library);
    const bridge = pyodide.pyimport("playbook_engine.bridge");
    bridge.open_library("/library.json");
    const started = performance.now() - began;
    return { replies: task.requests.map((request) => bridge.run(request)), started, refusal: refusal(bridge) };
  },
};

/** A fault of Python's must arrive as one, with its traceback, although the archive names no lines. */
function refusal(bridge) {
  try {
    bridge.open_library("/not-there.json");
    return "";
  } catch (error) {
    return String(error.message);
  }
}

process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

function fail(error) {
  const text = String(error?.message ?? error);
  process.stderr.write(text.length > CUT ? text.slice(0, CUT / 3) + "\n...\n" + text.slice(-CUT) : text);
  process.exit(1);
}

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify(await tasks[task.do](task)) + "\n");
