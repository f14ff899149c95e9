// The playground without a network, and the change from one version to the next.
import { execFileSync } from "node:child_process";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "@playwright/test";
import { expectNothingFromAxe } from "./axe";
import { DIST, type Host, hostedTest as test, withCopies } from "./host";
import { Playground, SUBMISSION } from "./page";
import { expect } from "./support";

test.use({ serviceWorkers: "allow" });

async function saved(page: Page) {
  await expect(page.locator("html")).toHaveAttribute("data-offline", "ready", { timeout: 30_000 });
}

/** Opens the page until all of it is kept; then there is no network any more. */
async function visitAndCut(page: Page, context: BrowserContext, host: Host) {
  const playground = await Playground.open(page);
  await saved(page);
  await host.stop();
  await context.setOffline(true);
  await expect(page.getByText("Saved for use without a network.")).toBeVisible();
  return playground;
}

test("after one visit the whole playground works without a network", async ({ page, context, host }) => {
  const playground = await visitAndCut(page, context, host);
  await page.reload();
  await expect(playground.transcript).toContainText("220 ");
  await playground.chooseSubmission();
  await playground.say(...SUBMISSION);
  await expect(playground.transcript).toContainText("250 2.0.0 Ok: queued");
  await playground.button("Share").click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const other = new Playground(await context.newPage());
  await other.page.goto(link);
  await expect(other.transcript).toContainText("250 2.0.0 Ok: queued");
});

test("a page that was never reloaded works on as well", async ({ page, context, host }) => {
  const playground = await visitAndCut(page, context, host);
  await playground.chooseLanguage("zh-CN");
  await page.getByRole("navigation").getByRole("link", { name: "参考手册" }).click();
  await expect(page.locator("#reader-text h1")).toBeVisible();
});

test("links into the reference open without a network, in the app and as pages", async ({ page, context, host }) => {
  await visitAndCut(page, context, host);
  await page.goto("#/reference/codes/550");
  await page.reload();
  await expect(page.locator("#reader-text h1")).toContainText("550");
  await page.goto("reference/zh-CN/codes/550.html");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("550");
  await page.goto("reference/en/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("SMTP reference");
});

test("an address that leads nowhere leads back in, without a network too", async ({ page, context, host }) => {
  await visitAndCut(page, context, host);
  const response = await page.goto("lessons/week/3#/reference/codes");
  expect(response!.status()).toBe(404);
  await page.getByRole("link", { name: "Open the playground" }).click();
  await expect(page.locator("#reader-text h1")).toBeVisible();
  expect(page.url()).toBe(`${host.url}#/reference/codes`);
});

test("what is kept came in few requests, and nothing is asked for twice", async ({ page, host }) => {
  await Playground.open(page);
  await saved(page);
  expect(host.asked.length).toBeLessThan(120);
  await page.reload();
  const before = host.asked.length;
  await page.getByRole("navigation").getByRole("link", { name: "Reference" }).click();
  await expect(page.locator("#reader-text h1")).toBeVisible();
  expect(host.asked.slice(before)).toEqual([]);
});

// A new version

/** The project's commands; `cargo xtask test` says where they lie. */
const [program, ...words] = process.env.XTASK ? [process.env.XTASK] : ["cargo", "xtask"];

/** Makes another build of the copy: a text of the page and one of the reference differ. */
async function change(directory: string) {
  for (const [file, from, to] of [
    ["index.html", "<title>SMTP Playground", '<meta name="build" content="newer"><title>SMTP Playground'],
    ["reference/en/codes/550.html", "<h1", '<h1 data-build="newer"'],
  ]) {
    const path = join(directory, file);
    const text = await readFile(path, "utf8");
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  }
  execFileSync(program, [...words, "offline", directory], { cwd: fileURLToPath(new URL("../..", import.meta.url)) });
}

/** Which build the page is of, and the reference that it gets. */
async function builds(page: Page) {
  return page.evaluate(async () => {
    const text = await (await fetch("reference/en/codes/550.html")).text();
    return [document.querySelector("meta[name=build]") !== null, text.includes('data-build="newer"')];
  });
}

/** As the browser does by itself from time to time, and at each visit. */
async function lookForNews(page: Page) {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
}

test("a new version comes while I work: it asks, and my session stays", async ({ page, context, host }) => {
  await withCopies(1, async ([newer]) => {
    await change(newer);
    const playground = await Playground.open(page);
    await saved(page);
    const other = await Playground.open(await context.newPage());
    await other.say("EHLO other.example.org");
    await playground.say("EHLO mine.example.org", "MAIL FROM:<joe@example.org>");
    host.directory = newer;
    const before = host.asked.length;
    await lookForNews(page);
    const notice = page.getByRole("status").filter({ hasText: "A new version is ready" });
    await expect(notice).toBeVisible();
    await expectNothingFromAxe(page, "the notice of a new version", { include: ".notices" });
    // What did not change is not fetched again.
    expect(host.asked.slice(before).filter((path) => /\.(wasm|css)$|zh-CN/.test(path))).toEqual([]);
    // Until I say so, all is as it was, after a reload too.
    await page.reload();
    await expect(playground.transcript).toContainText("mine.example.org");
    expect(await builds(page)).toEqual([false, false]);
    await playground.say("RSET");
    await other.commandLine.fill("MAIL FROM:<half");
    await playground.button("Reload with the new version", notice).click();
    await expect(page.locator("meta[name=build]")).toHaveCount(1);
    await expect(playground.transcript).toContainText("mine.example.org");
    await expect(playground.transcript).toContainText("RSET");
    await expect(notice).toBeHidden();
    expect(await builds(page)).toEqual([true, true]);
    // The other tab went along.
    await expect(other.page.locator("meta[name=build]")).toHaveCount(1);
    await expect(other.transcript).toContainText("other.example.org");
    await expect(other.commandLine).toHaveValue("MAIL FROM:<half");
    expect(await builds(other.page)).toEqual([true, true]);
    const caches = await page.evaluate(() => globalThis.caches.keys());
    expect(caches).toHaveLength(1);
  });
});

test("a version that is only half there is not taken", async ({ page, host }) => {
  await withCopies(1, async ([half]) => {
    await change(half);
    // The host has the new list, but still an old page.
    await writeFile(join(half, "index.html"), await readFile(join(DIST, "index.html")));
    await Playground.open(page);
    await saved(page);
    host.directory = half;
    const ended = page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const found = new Promise<ServiceWorker>((resolve) =>
        registration.addEventListener("updatefound", () => resolve(registration.installing!)),
      );
      await registration.update().catch(() => {});
      const worker = await found;
      if (worker.state === "installing") await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
      return worker.state;
    });
    expect(await ended).toBe("redundant");
    await page.reload();
    expect(await builds(page)).toEqual([false, false]);
    await saved(page);
  });
});

test("what did not arrive whole is not kept, the page says so, and works", async ({ page, host }) => {
  await withCopies(1, async ([damaged]) => {
    const pack = (await readdir(damaged)).find((file) => file.endsWith(".pack"))!;
    await appendFile(join(damaged, pack), "x");
    host.directory = damaged;
    const playground = await Playground.open(page);
    await expect(page.getByText("Not saved for use without a network")).toBeVisible();
    await playground.say("EHLO client.example.org");
    await expect(playground.transcript).toContainText("CHUNKING");
    // The next visit finds it mended.
    host.directory = DIST;
    await page.reload();
    await saved(page);
  });
});

test("a frame in another page keeps nothing", async ({ page }) => {
  await page.goto("?embed=1");
  await expect(page.locator("#boot")).toHaveCount(0);
  await page.waitForLoadState("networkidle");
  await expect(page.locator("html")).not.toHaveAttribute("data-offline");
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
