// Lighthouse (mobile) on the built page; prints the scores and what costs points as JSON.
// `cargo xtask measure lighthouse` calls it.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { serve } from "../browser/measure/site.mjs";
import { circumstances, median, round } from "../browser/measure/figures.mjs";

const { DIST, CHROMIUM, RUNS } = process.env;
if (!DIST || !CHROMIUM) throw new Error("DIST and CHROMIUM are not set: run `cargo xtask measure lighthouse`");

/** How often each page is tried: the performance differs from try to try. The middle one counts. */
const TRIES = Number(RUNS ?? 5);
const PAGES = { page: "", reference: "reference/en/commands/ehlo.html" };
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const METRICS = {
  first_paint_ms: "first-contentful-paint",
  largest_paint_ms: "largest-contentful-paint",
  speed_index_ms: "speed-index",
  blocking_ms: "total-blocking-time",
  layout_shift: "cumulative-layout-shift",
};

async function tryOnce(url) {
  const chrome = await launch({
    chromePath: CHROMIUM,
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
    logLevel: "error",
  });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error", output: "json", onlyCategories: CATEGORIES });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    chrome.kill();
  }
}

/** The audits that count and are not fully passed. */
function lost({ categories, audits }, category) {
  const counted = categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1);
  return counted.map(({ id }) => ({ audit: id, score: audits[id].score, shown: audits[id].displayValue ?? audits[id].title }));
}

const site = await serve(DIST);
const figures = { measured: circumstances(null) };
for (const [name, path] of Object.entries(PAGES)) {
  const tries = [];
  for (let time = 0; time < TRIES; time++) tries.push(await tryOnce(site.address + path));
  const score = (category) => (lhr) => Math.round(lhr.categories[category].score * 100);
  const middle = (value) => round(median(tries.map(value)));
  const shown = tries.find((lhr) => score("performance")(lhr) === middle(score("performance")));
  figures[name] = {
    scores: Object.fromEntries(CATEGORIES.map((category) => [category, middle(score(category))])),
    metrics: Object.fromEntries(Object.entries(METRICS).map(([metric, audit]) => [metric, middle((lhr) => lhr.audits[audit].numericValue)])),
    lost: Object.fromEntries(CATEGORIES.map((category) => [category, lost(shown, category)])),
  };
  figures.measured.browser = `Lighthouse ${shown.lighthouseVersion}, ${shown.environment.hostUserAgent.match(/Chrom[^ ]*/)?.[0] ?? "Chromium"}`;
}
site.close();
console.log(JSON.stringify(figures, null, 2));
