// Measures the built page in Chromium and prints the figures as JSON. `cargo xtask measure` calls it.
// Nothing here is a test: figures depend on the machine, so they are compared within one run.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";

const { DIST, CHROMIUM } = process.env;
if (!DIST || !CHROMIUM) throw new Error("DIST and CHROMIUM are not set: run `cargo xtask measure`");

/** How often each start is measured; the middle one counts. */
const STARTS = 5;
/** How many keys are pressed at each length of the transcript. */
const KEYS = 200;
/** How many lines are sent at each length of the transcript. */
const SENDS = 40;
const LENGTHS = [10, 1_000, 10_000];
const CPU_SLOWDOWN = 4;
/** Fast 3G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms. */
const FAST_3G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/** Serves a folder, compressed as static hosts do. */
async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const body = gzipSync(await readFile(file), { level: 9 });
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-encoding": "gzip", "cache-control": "no-store" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const sorted = (values) => [...values].sort((one, other) => one - other);
const quantile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
const round = (value) => Math.round(value * 100) / 100;
const spread = (values) => ({ p50: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)) });

/** Notes in the page when a command can be typed, and what memory WebAssembly has. */
function watchStart() {
  addEventListener("TrunkApplicationStarted", (event) => (window.startedWasm = event.detail?.wasm));
  const look = () => {
    const ready = document.querySelector("#command") && document.querySelector("#transcript .server");
    if (ready) window.usableAt ??= performance.now();
    else requestAnimationFrame(look);
  };
  look();
}

async function start(browser, address, network) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 }, serviceWorkers: "block" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  if (network) await session.send("Network.emulateNetworkConditions", network);
  let bytes = 0;
  let requests = 0;
  session.on("Network.loadingFinished", (event) => ((bytes += event.encodedDataLength), (requests += 1)));
  await page.addInitScript(watchStart);
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => window.usableAt, null, { timeout: 120_000 });
  const until = { bytes, requests };
  const usable = await page.evaluate(() => window.usableAt);
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null);
  await context.close();
  return { ...until, usable_ms: usable, first_paint_ms: paint };
}

async function starts(browser, address, network) {
  const all = [];
  for (let time = 0; time < STARTS; time++) all.push(await start(browser, address, network));
  const middle = (name) => round(quantile(all.map((one) => one[name]), 0.5));
  return { gzip_bytes: middle("bytes"), requests: middle("requests"), first_paint_ms: middle("first_paint_ms"), usable_ms: middle("usable_ms") };
}

/** From the key press until what it changed was painted, in milliseconds, for each key of `keys`. */
async function latencies(page, keys) {
  await page.evaluate(() => {
    window.latencies = [];
    window.measureKey ??= addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Control") return;
        const pressed = event.timeStamp;
        requestAnimationFrame(() => {
          // A message is handled behind the frame that this callback belongs to.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => window.latencies.push(performance.now() - pressed);
          port2.postMessage(null);
        });
      },
      true,
    );
  });
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForFunction((count) => window.latencies.length >= count, keys.length);
  return page.evaluate(() => window.latencies);
}

async function atLength(browser, address, lines) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 }, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.addInitScript(watchStart);
  await page.goto(address);
  await page.waitForFunction(() => window.usableAt);
  await page.locator("select:has(option[value=strict])").first().selectOption("strict");
  const command = page.locator("#command");
  // Each command brings a line and its reply; a few are there from the start.
  const filled = Date.now();
  // As the clipboard brings it: what Playwright types takes Chromium ever longer a line.
  await command.evaluate((area, count) => {
    area.setRangeText(Array(count).fill("NOOP").join("\n"), 0, area.value.length, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, Math.max(1, Math.floor(lines / 2) - 2));
  await command.press("Enter");
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
  const fill_ms = Date.now() - filled;
  await command.focus();
  const typed = "RCPT TO:<bob@example.com> NOTIFY=NEVER ";
  const keys = await latencies(page, [...typed.repeat(Math.ceil(KEYS / typed.length))].slice(0, KEYS).map((key) => (key === " " ? "Space" : key)));
  await command.fill("");
  const replies = [];
  for (let time = 0; time < SENDS; time++) {
    await command.fill("NOOP");
    replies.push(...(await latencies(page, ["Enter"])));
  }
  const undo = [];
  for (let time = 0; time < 20; time++) undo.push(...(await latencies(page, ["Control+z"])));
  const client = await context.newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  const heap = await page.evaluate(() => ({
    javascript: performance.memory?.usedJSHeapSize ?? null,
    wasm: window.startedWasm?.memory?.buffer.byteLength ?? null,
    elements: document.querySelectorAll("*").length,
  }));
  await context.close();
  const mebibytes = (octets) => (octets === null ? null : round(octets / 2 ** 20));
  return {
    lines,
    fill_ms,
    key_to_paint_ms: spread(keys),
    enter_to_reply_ms: spread(replies),
    undo_ms: spread(undo),
    heap_mib: { javascript: mebibytes(heap.javascript), wasm: mebibytes(heap.wasm) },
    elements: heap.elements,
  };
}

const site = await serve(DIST);
const flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--enable-precise-memory-info"];
const slow = await chromium.launch({ executablePath: CHROMIUM, args: flags });
// Without the limit of 60 frames a second: what is measured is the work, not the wait for the next frame.
const fast = await chromium.launch({ executablePath: CHROMIUM, args: [...flags, "--disable-frame-rate-limit", "--disable-gpu-vsync"] });
const figures = {
  start_cpu_4x: await starts(slow, site.address, null),
  start_cpu_4x_fast_3g: await starts(slow, site.address, FAST_3G),
  transcript: [],
};
for (const lines of LENGTHS) figures.transcript.push(await atLength(fast, site.address, lines));
await Promise.all([slow.close(), fast.close()]);
site.close();
console.log(JSON.stringify(figures, null, 2));
