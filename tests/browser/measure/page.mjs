// Measures the built page in Chromium and prints the figures as JSON. `cargo xtask measure page` calls it.
// Nothing here is a test: figures depend on the machine, so they are compared within one run.
import { chromium } from "@playwright/test";
import { circumstances } from "./figures.mjs";
import { serve } from "./site.mjs";
import { offline, starts } from "./start.mjs";
import { transcripts } from "./typing.mjs";

const { DIST, SMALLEST, CHROMIUM } = process.env;
if (!DIST || !SMALLEST || !CHROMIUM) throw new Error("DIST, SMALLEST and CHROMIUM are not set: run `cargo xtask measure page`");

const flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--enable-precise-memory-info"];
/** Without the limit of 60 frames a second: what is measured is the work, not the wait for the next frame. */
const unlimited = [...flags, "--disable-frame-rate-limit", "--disable-gpu-vsync"];

async function inBrowser(args, measure) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  try {
    return await measure(browser);
  } finally {
    await browser.close();
  }
}

const [ours, smallest] = await Promise.all([serve(DIST), serve(SMALLEST)]);
const figures = {
  measured: await inBrowser(flags, async (browser) => circumstances(`Chromium ${browser.version()}`)),
  start: await inBrowser(flags, (browser) => starts(browser, ours.address, smallest.address)),
  offline: await inBrowser(flags, (browser) => offline(browser, ours)),
  transcript: await inBrowser(unlimited, (browser) => transcripts(browser, ours.address)),
};
[ours, smallest].forEach((site) => site.close());
console.log(JSON.stringify(figures, null, 2));
