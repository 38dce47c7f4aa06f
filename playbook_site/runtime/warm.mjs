// Starts a runtime of development.py under Node and has warm.py compile what it loads: node warm.mjs <runtime> <warm.py> <target>

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [runtime, warm, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}pyodide.js`).href);
const python = await loadPyodide({
  indexURL: runtime,
  stdLibURL: `${runtime}python.bin`,
  lockFileURL: `${runtime}lock.json`,
  enableRunUntilComplete: false,
});
python.FS.writeFile("/home/pyodide/warm.py", readFileSync(warm, "utf8"));
python.pyimport("warm").compile_loaded("/compiled.zip");
// Written under another name first, so that it is never found half written.
writeFileSync(`${target}.part`, python.FS.readFile("/compiled.zip"));
renameSync(`${target}.part`, target);
