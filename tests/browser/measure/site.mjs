// Serves a folder on this machine, compressed as hosts of static files do.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};
/** What is compressed already goes as it is. */
const AS_IT_IS = new Set([".png"]);

async function answer(folder, path) {
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  const content = await readFile(file);
  const plain = AS_IT_IS.has(extname(file));
  const head = { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "max-age=600" };
  return plain ? { head, body: content } : { head: { ...head, "content-encoding": "gzip" }, body: gzipSync(content, { level: 9 }) };
}

/** Serves `folder`; each file is compressed once, so that compressing costs no measured time but the first. */
export async function serve(folder) {
  const ready = new Map();
  const sent = { bytes: 0, answers: 0 };
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    try {
      if (!ready.has(path)) ready.set(path, answer(folder, path));
      const { head, body } = await ready.get(path);
      sent.bytes += body.length;
      sent.answers += 1;
      response.writeHead(200, { ...head, "content-length": body.length }).end(body);
    } catch {
      response.writeHead(404, { "content-type": TYPES[".txt"] }).end("not found\n");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}/`, sent: () => ({ ...sent }), close: () => server.close() };
}
