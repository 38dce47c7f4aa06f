// Runs Pyodide under Node while a runtime is made: node tasks.mjs <task.json>. node_tasks.py starts it. The task says what
// to do; the answer is one line of JSON on standard output. Lines on standard error that begin with "progress" tell how far the
// task is. It ends when its standard input does. Pyodide prints whole sources when it throws: those are cut.

import crypto from "node:crypto";
import { readFileSync, writeFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const CUT = 3000;
/** After so many new objects Python collects its garbage in a short visit, where it usually waits for 2,000. */
const FEW_OBJECTS = 100;
// CPython asks for this name where a browser cannot run its trampoline for calls: iOS.
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)";
const NODE = Object.getOwnPropertyDescriptor(globalThis, "navigator");

/** Start the npm package as it comes, with our sources and the packing module in its file system. */
async function startPackage(task) {
  const { loadPyodide } = await import(pathToFileURL(task.package + "pyodide.mjs").href);
  const pyodide = await loadPyodide({ indexURL: task.package, enableRunUntilComplete: false });
  pyodide.FS.mkdir("/host");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: task.own }, "/host");
  pyodide.FS.writeFile("/lib/python3.14/site-packages/pack.py", readFileSync(task.packer, "utf8"));
  return pyodide;
}

/** Start our runtime whole, as a browser does. */
async function startRuntime(task, more = {}) {
  const { loadPyodide } = await import(pathToFileURL(task.runtime + "pyodide.js").href);
  return loadPyodide({
    indexURL: task.runtime,
    stdLibURL: task.runtime + "python.bin",
    lockFileContents: readFileSync(task.runtime + "lock.json", "utf8"),
    enableRunUntilComplete: false,
    jsglobals: Object.create(null),
    ...more,
  });
}

/** Start from a snapshot; `received` is given the module before the memory is put in. */
async function restore(task, received = () => {}) {
  return startRuntime(task, {
    _loadSnapshot: new Uint8Array(readFileSync(task.head)),
    async createPyodideModule(settings) {
      const module = await makeModule(task, settings);
      received(module);
      module.HEAPU8.set(readFileSync(task.memory));
      return module;
    },
  });
}

/** Make Pyodide's module; `instantiated` is given the WebAssembly's exports before Pyodide sees them. */
async function makeModule(task, settings, instantiated = () => {}) {
  const { instantiateWasm } = settings;
  settings.instantiateWasm = (imports, receive) =>
    instantiateWasm(imports, (instance, module) => {
      instantiated(instance.exports);
      receive(instance, module);
    });
  const { default: make } = await import(pathToFileURL(task.runtime + "pyodide.asm.js").href);
  return make(settings);
}

/** Return the memory that a browser of this name has just before a snapshot is put in. */
async function freshMemory(task, userAgent) {
  pretend(userAgent);
  let memory;
  const enough = new Error("the memory is copied");
  const received = (module) => {
    memory = module.HEAPU8.slice();
    throw enough;
  };
  await restore(task, received).catch((error) => {
    if (error !== enough) throw error;
  });
  pretend(undefined);
  return memory;
}

/** Let this process pass for a browser of this name; for Node again when there is no name. */
function pretend(userAgent) {
  Object.defineProperty(globalThis, "navigator", NODE);
  const { language, languages } = navigator;
  if (userAgent) Object.defineProperty(globalThis, "navigator", { value: { userAgent, language, languages }, configurable: true });
}

/** The addresses of the words of 32 bits that differ between two memories. */
function differing(one, other) {
  const [left, right] = [one, other].map((memory) => new Uint32Array(memory.buffer));
  return Array.from(left.keys()).filter((index) => left[index] !== right[index]).map((index) => 4 * index);
}

/** The slots of the exports that are in the table of functions from the start: in V8 it hands out the very objects that are exported. */
function slotsOf(exports) {
  const table = exports.__indirect_function_table;
  const slots = new Map(Array.from({ length: table.length }, (_, slot) => [table.get(slot), slot]));
  slots.delete(null);
  const there = Object.entries(exports).filter(([, value]) => slots.has(value));
  return Object.fromEntries(there.map(([name, value]) => [name, slots.get(value)]));
}

/** Tell how far a task is, and let the end of standard input be noticed. */
function progress(text) {
  process.stderr.write(`progress ${text}\n`);
  return new Promise(setImmediate);
}

/** Run the task's requests and return the replies; `answered` is told the number of each. */
async function answer(bridge, { requests }, answered = (number) => number) {
  const replies = [];
  for (const [number, request] of requests.entries()) {
    replies.push(bridge.run(request));
    answered(number);
    await progress(`${replies.length} of ${requests.length} requests are answered`);
  }
  return replies;
}

function openLibrary(pyodide, task) {
  pyodide.FS.writeFile("/library.json", task.library);
  const bridge = pyodide.pyimport("playbook_engine.bridge");
  bridge.open_library("/library.json");
  return bridge;
}

/** Put some of our files for Python into its file system, and return the first one imported. */
function importOurs(pyodide, ...paths) {
  const names = paths.map((path) => path.split(/[\\/]/).at(-1));
  for (const [place, path] of paths.entries()) pyodide.FS.writeFile(`/tmp/${names[place]}`, readFileSync(path, "utf8"));
  const sys = pyodide.pyimport("sys");
  sys.dont_write_bytecode = true;
  sys.path.insert(0, "/tmp");
  sys.destroy();
  return pyodide.pyimport(names[0].replace(".py", ""));
}

const tasks = {
  /** Remove from a script what nothing in it names. Names stay as they are, so that faults can be read. */
  async shake(task) {
    const { minify } = await import(task.terser);
    const compress = { defaults: false, unused: true, dead_code: true, passes: 3 };
    return (await minify(task.script, { module: true, mangle: false, compress })).code;
  },

  /** Run the requests and return which modules are loaded by then. */
  async recordModules(task) {
    const pyodide = await startPackage(task);
    pyodide.FS.writeFile("/library.json", task.library);
    const packer = pyodide.pyimport("pack");
    return JSON.parse(packer.record_modules("/host", "/library.json", JSON.stringify(task.requests)));
  },

  /** Compile the modules into one archive, written to `target`; return the bytes of each. */
  async pack(task) {
    const pyodide = await startPackage(task);
    const packer = pyodide.pyimport("pack");
    const sizes = packer.pack("/host", JSON.stringify(task.modules), "/python.bin");
    writeFileSync(task.target, pyodide.FS.readFile("/python.bin"));
    return JSON.parse(sizes);
  },

  /** Start our runtime whole, as a browser does, run the requests, return the replies. */
  async startWhole(task) {
    const began = performance.now();
    const bridge = openLibrary(await startRuntime(task), task);
    const started = performance.now() - began;
    return { replies: await answer(bridge, task), started, refusal: refusal(bridge) };
  },

  /** Start our runtime whole, run the requests; return the names of the Python functions that none ran, those of them that the imports did not run either, and which requests reached something new. */
  async recordIdle(task) {
    const pyodide = await startRuntime(task);
    const idle = importOurs(pyodide, task.idle);
    idle.watch();
    for (const name of task.own) pyodide.pyimport(name);
    idle.begin();
    const telling = [];
    await answer(openLibrary(pyodide, task), task, (number) => idle.reached() && telling.push(number));
    return { idle: JSON.parse(idle.idle()), early: JSON.parse(idle.early()), telling };
  },

  /** Take the snapshot: write Pyodide's head of it, the memory itself, the memory that it will be put into, and notes for the page. */
  async snapshot(task) {
    makeReproducible();
    // Neither the name of this file nor anything else of this machine may stand in the memory.
    const place = { _sysExecutable: "./this.program", env: { PYTHONHASHSEED: "0", LANG: "en_US.UTF-8" } };
    const { watchTable } = await import(pathToFileURL(task.table).href);
    let table;
    const createPyodideModule = async (settings) => {
      let watch;
      const module = await makeModule(task, settings, (exports) => {
        watch = watchTable(exports);
        table = { at: exports.__indirect_function_table, slots: { size: watch.size, exports: slotsOf(exports) } };
      });
      table.slots.added = watch.added();
      table.length = table.at.length;
      return module;
    };
    const pyodide = await startRuntime(task, { _makeSnapshot: true, createPyodideModule, ...place });
    const preparer = importOurs(pyodide, task.prepare, task.idle);
    const faults = JSON.parse(preparer.prepare(JSON.stringify(task.own), JSON.stringify(task.gone), JSON.stringify(task.early)));
    const top = heapTop(pyodide._module, task);
    if (faults.length > 0 || top > task.heap) return { faults, top };
    const { grow } = WebAssembly.Memory.prototype;
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError("not now");
    };
    const frozen = preparer.zero_free_memory();
    WebAssembly.Memory.prototype.grow = grow;
    preparer.destroy();
    const copy = pyodide.makeMemorySnapshot();
    const [, start] = new Uint32Array(copy.buffer, 0, 2);
    if (copy.length - start !== task.heap) throw new Error("Python's memory has grown while its snapshot was taken");
    writeFileSync(task.head, copy.subarray(0, start));
    writeFileSync(task.memory, copy.subarray(start));
    await progress("the memory is copied");
    if (table.at.length !== table.length) throw new Error("Python has added functions to the table: adapt table.mjs");
    const fresh = await freshMemory(task);
    writeFileSync(task.fresh, fresh);
    writeFileSync(task.notes, JSON.stringify({ own: differing(fresh, await freshMemory(task, IPHONE)), slots: table.slots }));
    return { faults, top, frozen };
  },

  /** Start an instrumented WebAssembly from the snapshot for each visit, run its requests; return the marks set before the memory came, and all. */
  async profile(task) {
    const [start, all] = [new Set(), new Set()];
    let top = 0;
    for (const requests of task.visits) {
      const pyodide = await restore(task, (module) => {
        for (const number of marked(module, task)) start.add(number);
      });
      const bridge = openLibrary(pyodide, task);
      // Once Python has collected its garbage in the middle of everything, it has met every kind of object that it may find there.
      if (requests !== task.visits[0]) pyodide.pyimport("gc").set_threshold(FEW_OBJECTS);
      await progress("Python has started");
      await answer(bridge, { requests });
      for (const number of marked(pyodide._module, task)) all.add(number);
      top = Math.max(top, heapTop(pyodide._module, task));
    }
    return { start: [...start], all: [...all], top };
  },

  /** Start an instrumented WebAssembly whole, and go through all tables of characters; return the marks of that alone. */
  async profileTables(task) {
    const pyodide = await startRuntime(task);
    const reader = importOurs(pyodide, task.reader);
    const blocks = reader.BLOCKS;
    await progress("Python has started");
    pyodide._module.HEAPU8.fill(0, task.at, task.at + task.count);
    for (let block = 0; block < blocks; block += 1) {
      reader.read_characters(block);
      await progress(`${block + 1} of ${blocks} blocks of characters are read`);
    }
    reader.read_bytes();
    return marked(pyodide._module, task);
  },

  /** Start from the snapshot as the page does, with the page's own script; run the requests, return the replies. */
  async startFromSnapshot(task) {
    if (task.iphone) pretend(IPHONE);
    const { start } = await import(pathToFileURL(task.core).href);
    const files = new Map([[task.runtime + "memory.bin", new Uint8Array(readFileSync(task.runtime + "memory.bin"))]]);
    const began = performance.now();
    const engine = await start({ runtime: task.runtime, libraryText: task.library, path: "image", files });
    const started = performance.now() - began;
    return { replies: await answer(engine, task), started };
  },
};

/** The numbers of the functions or grains whose marks are set. */
function marked(module, task) {
  const marks = module.HEAPU8.subarray(task.at, task.at + task.count);
  return Array.from(marks.keys()).filter((number) => marks[number]);
}

/** The address behind the last byte that the heap has had so far: it never comes down again. */
function heapTop(module, task) {
  return new DataView(module.HEAPU8.buffer).getUint32(task.topAt, true);
}

/** With chance and time as they are, no two builds would make the same memory. */
function makeReproducible() {
  let last = 0;
  const draw = (view) => {
    for (let index = 0; index < view.length; index += 1) view[index] = last = (last * 75 + 74) % 65537;
    return view;
  };
  globalThis.crypto.getRandomValues = draw;
  // Pyodide draws from here under Node. What it drew may lie about in the stack.
  crypto.randomFillSync = draw;
  Date.now = () => Date.UTC(2026, 0, 1);
  performance.now = () => 0;
}

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
  writeSync(2, text.length > CUT ? text.slice(0, CUT / 3) + "\n...\n" + text.slice(-CUT) : text);
  end();
}

/** End at once. `process.exit` joins V8's threads, which may be waiting for the main thread to collect garbage: then it never ends. */
function end() {
  process.kill(process.pid, "SIGKILL");
}

process.stdin.on("end", end).resume();
const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify(await tasks[task.do](task)) + "\n", end);
