// The start of a page with an empty cache: what is painted when, when it can be used, and what it downloads.
import { median, round } from "./figures.mjs";

/** How often each start is measured; the middle one counts. */
const RUNS = Number(process.env.RUNS ?? 7);
const CPU_SLOWDOWN = 4;
const FULL_SPEED = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
/** Fast 3G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms. */
const FAST_3G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const NETWORKS = { cpu_4x: FULL_SPEED, cpu_4x_fast_3g: FAST_3G };
/** Silence on the network that means that nothing more follows by itself. */
const SILENCE_MS = 3_000;
const LONGEST_MS = 60_000;

/** In the page, before all else: what was painted, what moved, and when the whole page had taken the first screen's place. */
function watchPage() {
  window.seen = { largest: null, shift: 0 };
  addEventListener("smtp-playground:started", () => (window.wholeAt = performance.now()));
  new PerformanceObserver((list) => (window.seen.largest = list.getEntries().at(-1).startTime)).observe({
    type: "largest-contentful-paint",
    buffered: true,
  });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.seen.shift += entry.value))).observe({
    type: "layout-shift",
    buffered: true,
  });
}

/** In the page: types NOOP as soon as there is a prompt, and notes when its reply is there. */
function tryCommand() {
  const replied = () => [...document.querySelectorAll(".transcript .server")].some((line) => line.textContent.includes("250 "));
  let typed = null;
  const look = () => {
    if (replied()) return (window.usableAt = performance.now());
    const command = document.querySelector("textarea#command");
    if (command && (command !== typed || command.value === "NOOP")) {
      command.focus();
      if (document.activeElement === command) {
        typed = command;
        command.value = "NOOP";
        command.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
        command.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      }
    }
    requestAnimationFrame(look);
  };
  look();
}

/** In the page: presses the button until it counts. */
function tryButton() {
  const look = () => {
    const button = document.querySelector("button");
    if (button && button.textContent !== "0") return (window.usableAt = window.wholeAt = performance.now());
    button?.click();
    requestAnimationFrame(look);
  };
  look();
}

/** Notes every request of the page, and when how much of its answer came (in seconds since the epoch). */
function watchRequests(session) {
  const requests = new Map();
  let last = Date.now();
  let offset = 0;
  session.on("Network.requestWillBeSent", ({ requestId, request, timestamp, wallTime }) => {
    last = Date.now();
    offset = wallTime - timestamp;
    if (!request.url.startsWith("data:")) requests.set(requestId, { url: request.url, began: wallTime, pieces: [], bytes: 0, ended: null });
  });
  session.on("Network.dataReceived", ({ requestId, timestamp, encodedDataLength }) => {
    last = Date.now();
    requests.get(requestId)?.pieces.push({ at: timestamp + offset, bytes: encodedDataLength });
  });
  const end = ({ requestId, timestamp, encodedDataLength }) => {
    last = Date.now();
    const known = requests.get(requestId);
    if (known) Object.assign(known, { bytes: encodedDataLength ?? 0, ended: timestamp + offset });
  };
  session.on("Network.loadingFinished", end);
  session.on("Network.loadingFailed", end);
  return {
    all: () => [...requests.values()],
    async silent() {
      const began = Date.now();
      while (Date.now() - began < LONGEST_MS) {
        if (Date.now() - last > SILENCE_MS && [...requests.values()].every((request) => request.ended !== null)) return;
        await new Promise((passed) => setTimeout(passed, 100));
      }
    },
  };
}

/** The file's name without the hash of its content. */
const name = (url) => new URL(url).pathname.replace(/^\//, "").replace(/-[0-9a-f]{16}/, "") || "index.html";

/** What came between two moments; of a request on its way, the part that came then. */
function between(requests, after, until) {
  const cameBy = ({ pieces, bytes, ended }, moment) => {
    if (ended !== null && ended <= moment) return bytes;
    return Math.min(bytes, pieces.filter((piece) => piece.at <= moment).reduce((sum, piece) => sum + piece.bytes, 0));
  };
  const files = requests
    .map((request) => ({ name: name(request.url), bytes: cameBy(request, until) - cameBy(request, after) }))
    .filter((file) => file.bytes > 0)
    .sort((one, other) => other.bytes - one.bytes);
  return { gzip_bytes: files.reduce((sum, file) => sum + file.bytes, 0), requests: files.length, files };
}

async function startOnce(browser, { address, locale, act }, network) {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 }, serviceWorkers: "block" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.emulateNetworkConditions", network);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  const requests = watchRequests(session);
  await page.addInitScript(watchPage);
  await page.addInitScript(act);
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => window.usableAt && window.wholeAt, null, { timeout: LONGEST_MS });
  await requests.silent();
  const seen = await page.evaluate(() => ({
    ...window.seen,
    first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
    usable: window.usableAt,
    whole: window.wholeAt,
    origin: performance.timeOrigin,
  }));
  await context.close();
  const [usableAt, wholeAt] = [seen.usable, seen.whole].map((moment) => (seen.origin + moment) / 1000);
  const moved = (after, until) => between(requests.all(), after, until);
  return {
    first_paint_ms: seen.first,
    largest_paint_ms: seen.largest,
    usable_ms: seen.usable,
    layout_shift: seen.shift,
    whole_ms: seen.whole,
    until_usable: moved(0, usableAt),
    until_whole: moved(usableAt, wholeAt),
    later: moved(wholeAt, Infinity),
  };
}

/** The middle of several starts; the files are those of the start with the middle number of bytes. */
function middle(starts) {
  const of = (value) => round(median(starts.map(value)));
  const bytes = median(starts.map((start) => start.until_usable.gzip_bytes));
  const { until_usable, until_whole, later } = starts.find((start) => start.until_usable.gzip_bytes === bytes);
  return {
    first_paint_ms: of((start) => start.first_paint_ms),
    largest_paint_ms: of((start) => start.largest_paint_ms),
    usable_ms: of((start) => start.usable_ms),
    whole_ms: of((start) => start.whole_ms),
    layout_shift: of((start) => start.layout_shift),
    until_usable,
    until_whole,
    later,
  };
}

/** What the service worker asks for, so that all of it works without a network: counted where it is sent. */
export async function offline(browser, site) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const before = site.sent();
  await page.goto(site.address);
  await page.evaluate(() => navigator.serviceWorker?.ready);
  await context.close();
  const { bytes, answers } = site.sent();
  return { gzip_bytes: bytes - before.bytes, requests: answers - before.answers };
}

/** Starts our page in both languages and the smallest one, in turns, so that all meet the same machine. */
export async function starts(browser, ours, smallest) {
  const pages = {
    smallest: { address: smallest, locale: "en-US", act: tryButton },
    en: { address: ours, locale: "en-US", act: tryCommand },
    "zh-CN": { address: ours, locale: "zh-CN", act: tryCommand },
  };
  const figures = {};
  for (const [network, conditions] of Object.entries(NETWORKS)) {
    const measured = Object.fromEntries(Object.keys(pages).map((page) => [page, []]));
    // Once for nothing: files are compressed then, and the browser has drawn its first letters.
    for (const what of Object.values(pages)) await startOnce(browser, what, conditions);
    for (let run = 0; run < RUNS; run++) {
      for (const [page, what] of Object.entries(pages)) measured[page].push(await startOnce(browser, what, conditions));
    }
    figures[network] = Object.fromEntries(Object.entries(measured).map(([page, all]) => [page, middle(all)]));
  }
  return figures;
}
