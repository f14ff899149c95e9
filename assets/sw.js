// The service worker: keeps this build of the playground in the browser, so that it works without a network.
//
// `cargo xtask build` puts the list of files in (xtask/src/offline.rs). A worker is one build: its list holds the
// SHA-256 of every file, and what does not match is not kept. A browser runs the worker of the last build until
// the new one has everything, and until somebody says "take over"; so a page never gets files of two builds.
"use strict";

/** `id`, `files` (path -> SHA-256), and `packs` (directory -> the file that holds all pages below it). */
const BUILD = {};

const SCOPE = new URL(registration.scope);
// The scope is in the name: two playgrounds may lie side by side on one host, which shares its caches.
const FAMILY = `smtp-playground:${SCOPE.pathname}:`;
const OWN = FAMILY + BUILD.id;
/** So many files are fetched at once: a class of forty may be doing the same over one access point. */
const AT_ONCE = 3;
const PAGE = "text/html; charset=utf-8";

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("message", (event) => {
  if (event.data.type === "take-over") skipWaiting();
  // A page that was here before the first worker. It names its files: one of another build stays on its own.
  if (event.data.type === "adopt" && event.data.files.every(isOwn)) event.waitUntil(clients.claim());
});
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const inScope = url.origin === SCOPE.origin && url.pathname.startsWith(SCOPE.pathname);
  if (inScope && event.request.method === "GET") event.respondWith(answer(event.request, pathOf(url)));
});

/** The file that an address means, as the list names it; a directory means its index. */
function pathOf(url) {
  const path = url.pathname.slice(SCOPE.pathname.length);
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

function isOwn(address) {
  const url = new URL(address);
  return url.href.startsWith(SCOPE.href) && pathOf(url) in BUILD.files;
}

// Keeping

/** All files or none: where one fails, so does the installation, and the browser tries again later. */
async function keepAll() {
  const cache = await caches.open(OWN);
  const kept = (await caches.keys()).filter((name) => name.startsWith(FAMILY));
  const others = await Promise.all(kept.map((name) => caches.open(name)));
  const waiting = Object.entries(BUILD.files);
  const keepSome = async () => {
    for (let next; (next = waiting.shift()); ) await keep(cache, others, ...next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, keepSome));
}

/** Keeps a file, from the nearest place that has it: an older build, the browser's own cache, the host. */
async function keep(cache, others, path, hash) {
  const address = new URL(path, SCOPE).href;
  for (const other of others) {
    const old = await checked(await other.match(address), hash);
    if (old) return cache.put(address, old);
  }
  for (const mode of /** @type {RequestCache[]} */ (["default", "reload"])) {
    const fresh = await checked(await fetch(address, { cache: mode }), hash);
    if (fresh) return cache.put(address, fresh);
  }
  throw new Error(`${path} is not the file that this build was made of`);
}

/** A copy of `response` that can be kept, if it holds what it should. */
async function checked(response, hash) {
  if (!response?.ok) return null;
  const octets = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", octets));
  return btoa(String.fromCharCode(...digest)) === hash ? new Response(octets, { headers: headersOf(response) }) : null;
}

/** The host's headers (its policy, say) go along, but for those about the way that the octets came. */
function headersOf(response) {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding", "vary"]) headers.delete(name);
  return headers;
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(FAMILY) && name !== OWN).map((name) => caches.delete(name)));
}

// Answering

async function answer(request, path) {
  const own = (await kept(path)) ?? (await packed(path));
  if (own) return own;
  try {
    return await fetch(request);
  } catch (error) {
    const lost = request.mode === "navigate" && (await kept("404.html"));
    if (!lost) throw error;
    return new Response(lost.body, { status: 404, statusText: "Not Found", headers: lost.headers });
  }
}

async function kept(path) {
  if (!(path in BUILD.files)) return undefined;
  return (await caches.open(OWN)).match(new URL(path, SCOPE).href);
}

/** More than a thousand small pages lie in a few compressed files: few requests, and a tenth of the room. */
async function packed(path) {
  const directory = Object.keys(BUILD.packs).find((directory) => path.startsWith(directory));
  if (!directory || !("DecompressionStream" in self)) return undefined;
  const pack = await unpacked(BUILD.packs[directory]);
  const page = pack?.pages.get(path.slice(directory.length));
  if (!page) return undefined;
  const headers = new Headers(pack.headers);
  headers.set("content-type", PAGE);
  return new Response(page, { headers });
}

/** What was unpacked stays at hand as long as the browser lets this worker run. */
const packs = new Map();

function unpacked(file) {
  if (!packs.has(file)) packs.set(file, unpack(file));
  return packs.get(file);
}

/** A pack is a line of JSON, [[path, length], ...], and then the pages one after the other; all of it in zlib's format. */
async function unpack(file) {
  const pack = await kept(file);
  if (!pack) return undefined;
  const octets = new Uint8Array(await new Response(pack.body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
  const pages = new Map();
  let start = octets.indexOf(10) + 1;
  for (const [path, length] of JSON.parse(new TextDecoder().decode(octets.subarray(0, start)))) {
    pages.set(path, octets.subarray(start, (start += length)));
  }
  return { pages, headers: pack.headers };
}
