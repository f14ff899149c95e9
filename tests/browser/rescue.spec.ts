// The app breaks all the same. A build of the page has an engine that breaks when it is told to (feature `trial`).
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { brokenTest, expect } from "./support";
import { expectNothingFromAxe } from "./axe";
import { denyStorage, Playground } from "./page";

const { TRIAL_URL } = process.env;
const PANIC = "XPANIC";
const OVERFLOW = "XOVERFLOW";

brokenTest.skip(!TRIAL_URL, "TRIAL_URL is not set: run `cargo xtask test browser`");
brokenTest.use({ baseURL: TRIAL_URL });

const rescue = (page: Page) => page.getByRole("alertdialog");
const offer = (page: Page, name: string) => rescue(page).getByRole("button", { name, exact: true });

/** What the browser will bring back. */
const kept = (page: Page) =>
  page.evaluate(() => localStorage.getItem(`smtp-playground-tab:${sessionStorage.getItem("smtp-playground-tab")}`) ?? "");

/** A session that breaks the app whenever it is brought back. */
async function keepPoison(page: Page) {
  await expect.poll(() => kept(page)).toContain("client.example.org");
  await page.goto("about:blank");
  await page.addInitScript((poison) => {
    if (sessionStorage.getItem("poisoned")) return;
    sessionStorage.setItem("poisoned", "1");
    const key = `smtp-playground-tab:${sessionStorage.getItem("smtp-playground-tab")}`;
    const session = JSON.parse(localStorage.getItem(key)!);
    session.session.a.push([5, { t: `${poison}\r\n` }]);
    localStorage.setItem(key, JSON.stringify(session));
  }, PANIC);
  await page.goto("./");
}

for (const [line, message] of [
  [PANIC, "the engine was told to break"],
  [OVERFLOW, "call stack"],
]) {
  brokenTest(`when the engine breaks on ${line}, the transcript stays and the session goes on without that line`, async ({ page }) => {
    const playground = await Playground.open(page);
    await playground.say("EHLO client.example.org", "MAIL FROM:<joe@example.org>");
    await expect(playground.transcript).toContainText("250 2.1.0 Ok");
    await expect.poll(() => kept(page)).toContain("joe@example.org");
    await playground.commandLine.fill(line);
    await playground.commandLine.press("Enter");

    await expect(rescue(page).getByRole("heading", { name: "The playground has broken down" })).toBeVisible();
    await expect(rescue(page)).toContainText(`Sent last: ${line}`);
    await expect(rescue(page)).toContainText("MAIL FROM:<joe@example.org>");
    await expect(rescue(page)).toContainText("250 2.1.0 Ok");
    await rescue(page).getByText("What the program said").first().click();
    await expect(rescue(page)).toContainText(message);
    // Nothing behind it can be reached, and the keys of the page do nothing.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await expect(rescue(page)).toBeVisible();
    await expectNothingFromAxe(page, "the page that has broken", { include: "#rescue" });

    await offer(page, "Start again").click();
    await expect(playground.transcript).toContainText("250 2.1.0 Ok");
    await expect(playground.transcript).not.toContainText(line);
    await playground.say("RCPT TO:<bob@example.com>");
    await expect(playground.transcript).toContainText("250 2.1.5 Ok");
  });
}

brokenTest("what was said in the first screen is there when the page breaks on it", async ({ page }) => {
  let goOn = () => {};
  const held = new Promise<void>((go) => (goOn = go));
  await page.route(/app[^/]*\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("./");
  await expect(page.locator("#boot")).toHaveAttribute("data-state", "open");
  const playground = new Playground(page);
  await playground.say("EHLO client.example.org", PANIC);
  await expect(playground.transcript).toContainText(PANIC);
  goOn();
  await expect(rescue(page)).toContainText(`Sent last: ${PANIC}`);
  await expect(rescue(page)).toContainText("250 CHUNKING");
  await offer(page, "Start again").click();
  await expect(playground.transcript).toContainText("220 ");
  await expect(rescue(page)).toBeHidden();
});

brokenTest("no app runs before the script is there that helps when it breaks", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  let goOn = () => {};
  const held = new Promise<void>((go) => (goOn = go));
  await page.route(/rescue[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("./", { waitUntil: "commit" });
  const playground = new Playground(page);
  await expect(page.locator("#boot")).toHaveAttribute("data-state", "open");
  await playground.say("EHLO client.example.org");
  await expect(playground.transcript).toContainText("250 CHUNKING");
  expect(asked.filter((path) => /app[^/]*\.wasm$/.test(path))).toEqual([]);
  goOn();
  await playground.isThere();
  await playground.say(PANIC);
  await expect(rescue(page)).toContainText("250 CHUNKING");
  await offer(page, "Start again").click();
  await expect(playground.transcript).toContainText("250 CHUNKING");
});

brokenTest("the session can be saved from the page that has broken, and opened again", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org", "VRFY bob", PANIC);
  const download = page.waitForEvent("download");
  await offer(page, "Save the session as a file").click();
  const file = await (await download).path();
  const text = page.waitForEvent("download");
  await offer(page, "Save the text below as a file").click();
  expect(await readFile(await (await text).path(), "utf8")).toContain("252");

  await offer(page, "Start with a new session").click();
  await expect(playground.transcript).toContainText("220 ");
  await expect(playground.transcript).not.toContainText("VRFY");
  await playground.isThere();
  await playground.fromMenu("Sessions");
  await page.getByRole("dialog").locator("input[type=file]").setInputFiles(file);
  await expect(playground.transcript).toContainText("VRFY bob");
});

brokenTest("a session that breaks the page at each start locks nobody out", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org");
  await keepPoison(page);
  await expect(rescue(page)).toContainText("It broke while bringing the session back");
  await page.reload();
  await expect(rescue(page)).toBeVisible();

  await offer(page, "Start again without the last step").click();
  await expect(playground.transcript).toContainText("250 CHUNKING");
  await expect(playground.transcript).not.toContainText(PANIC);
  // Nothing is lost: the whole session is in the list.
  await playground.fromMenu("Sessions");
  const row = page.getByRole("dialog", { name: "Sessions" }).getByRole("listitem").filter({ hasText: "Unreadable" });
  const download = page.waitForEvent("download");
  await playground.button("Save as a file", row).click();
  expect(await readFile(await (await download).path(), "utf8")).toContain(PANIC);
});

brokenTest("or one begins a new session there; the line that was being typed is put aside", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org");
  await playground.commandLine.fill("MAIL FROM:<half");
  await keepPoison(page);
  await offer(page, "Start with a new session").click();
  await expect(playground.commandLine).toHaveValue("");
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toContain("MAIL FROM:<half");
  await expect(playground.transcript).toContainText("220 ");
  await expect(playground.transcript).not.toContainText("EHLO");
  await page.reload();
  await expect(playground.transcript).toContainText("220 ");
});

brokenTest("where the browser keeps nothing, the session can still be saved, and the page says to do so", async ({ page }) => {
  await denyStorage(page);
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org", PANIC);
  await expect(rescue(page)).toContainText("save it as a file first");
  const download = page.waitForEvent("download");
  await offer(page, "Save the session as a file").click();
  expect(await readFile(await (await download).path(), "utf8")).toContain("client.example.org");
  await offer(page, "Start again").click();
  await expect(playground.transcript).toContainText("220 ");
});

brokenTest.describe("in Chinese", () => {
  brokenTest.use({ locale: "zh-CN" });
  brokenTest("the page says it in Chinese", async ({ page }) => {
    const playground = await Playground.open(page, "zh-CN");
    await playground.say(PANIC);
    await expect(rescue(page).getByRole("heading", { name: "练习场出了故障" })).toBeVisible();
    await expect(rescue(page).getByRole("heading", { name: "The playground has broken down" })).toBeHidden();
    await offer(page, "重新启动").click();
    await expect(playground.transcript).toContainText("220 ");
  });
});
