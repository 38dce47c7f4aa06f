/**
 * Starts the built runtime under Node, as the page does, and answers requests.
 *
 * node replay.mjs engine-core.mjs runtime/ path work.json: reads {"libraries": [{"library": text, "requests": [text]}]}, and writes
 * {"replies": [[text]]} to standard output. The path is "image" or "whole"; "iphone" is the image as CPython starts from it on iOS.
 */
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [core, runtime, way, work] = process.argv.slice(2);
const path = way === "whole" ? "whole" : "image";
if (way === "iphone") Object.defineProperty(globalThis, "navigator", { value: { userAgent: "iPhone" } });
const { start } = await import(pathToFileURL(core).href);
const { libraries } = JSON.parse(await readFile(work, "utf8"));
const replies = [];
const image = path === "image" ? [[`${runtime}memory.bin`, new Uint8Array(await readFile(`${runtime}memory.bin`))]] : [];
for (const { library, requests } of libraries) {
  const engine = await start({ runtime, libraryText: library, path, files: new Map(image) });
  replies.push(requests.map((text) => engine.run(text)));
}
process.stdout.write(JSON.stringify({ replies }));
