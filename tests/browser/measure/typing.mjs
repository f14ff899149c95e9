// Typing, sending and undoing in transcripts of different lengths, and the memory they take.
import { round, spread } from "./figures.mjs";

/** How many keys are pressed at each length of the transcript. */
const KEYS = 200;
/** How many lines are sent at each length of the transcript. */
const SENDS = 40;
/** How many steps are undone. */
const UNDONE = 20;
const LENGTHS = [10, 1_000, 10_000];

/** In the page, before all else: notes when the whole page has started, and the memories of WebAssembly. */
function watchStart() {
  window.memories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const made = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await made.apply(WebAssembly, given);
      window.memories.push((result.instance ?? result).exports.memory);
      return result;
    };
  }
  const look = () => {
    const there = !document.querySelector("#boot") && document.querySelector("#command") && document.querySelector("#transcript .server");
    if (there) window.startedAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
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
  await page.waitForFunction(() => window.startedAt);
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
  for (let time = 0; time < UNDONE; time++) undo.push(...(await latencies(page, ["Control+z"])));
  const client = await context.newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  const heap = await page.evaluate(() => ({
    javascript: performance.memory?.usedJSHeapSize ?? null,
    wasm: window.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
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

/** The figures at each length. */
export async function transcripts(browser, address) {
  const figures = [];
  for (const lines of LENGTHS) figures.push(await atLength(browser, address, lines));
  return figures;
}
