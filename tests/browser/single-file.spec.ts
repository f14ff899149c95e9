// The page as one file, opened from a disk: no host, no network, everything in it.
import { pathToFileURL } from "node:url";
import { expect, test as base } from "@playwright/test";
import { Playground, SUBMISSION } from "./page";

// Not the `test` of support.ts: here not even the page's own host may be asked.
const test = base.extend<{ address: string }>({
  address: async ({ context, page }, use) => {
    const { SINGLE_FILE } = process.env;
    expect(SINGLE_FILE, "where `cargo xtask single-file` put it").toBeTruthy();
    const address = pathToFileURL(SINGLE_FILE!).href;
    const asked: string[] = [];
    const errors: string[] = [];
    context.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await use(address);
    expect(asked.filter((asked) => asked.split("#")[0] !== address && !/^(blob|data):/.test(asked))).toEqual([]);
    expect(errors).toEqual([]);
  },
});

test("it opens by double-click, and I send a mail and take a step back", async ({ page, address }) => {
  const playground = new Playground(page);
  await page.goto(address);
  await expect(playground.transcript).toContainText("220 ");
  await playground.chooseSubmission();
  await playground.say(...SUBMISSION);
  await expect(playground.transcript).toContainText("250 2.0.0 Ok: queued");
  await playground.button("Step back").click();
  await expect(playground.transcript).not.toContainText("queued");
  await page.reload();
  await expect(playground.transcript).toContainText("shall we have lunch");
});

test("the exercises are in it", async ({ page, address }) => {
  const playground = new Playground(page);
  await page.goto(`${address}#/learn`);
  await page.getByRole("link", { name: "Say hello", exact: true }).click();
  await playground.say("EHLO client.example.org");
  await expect(page.locator("section.task")).toContainText("Solved");
  await page.reload();
  await expect(page.locator("section.task")).toContainText("Solved");
});

test("the whole reference is in it, and the search", async ({ page, address }) => {
  const playground = new Playground(page);
  await page.goto(`${address}#/reference/codes/550`);
  await expect(page.locator("#reader-text h1")).toContainText("550");
  // A link to a page of its own stays in the file.
  await page.locator(".reader-bar").getByRole("link", { name: "As a page of its own" }).click();
  await expect(page.locator("#reader-text h1")).toContainText("550");
  expect(page.url()).toBe(`${address}#/reference/codes/550`);
  await page.keyboard.press("Escape");
  await playground.chooseLanguage("zh-CN");
  await page.getByRole("navigation").getByRole("link", { name: "参考手册" }).click();
  await expect(page.locator("#reader-text h1")).toHaveText("SMTP 参考手册");
  await page.keyboard.press("/");
  await page.keyboard.type("452");
  await expect(page.getByRole("dialog")).toContainText("452");
});

test("a shared session opens in it, and its links lead to it", async ({ page, address }) => {
  const playground = new Playground(page);
  await page.goto(address);
  await expect(playground.transcript).toContainText("220 ");
  await playground.say("EHLO client.example.org");
  await playground.button("Share").click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  expect(link.startsWith(`${address}#`)).toBe(true);
  await page.keyboard.press("Escape");
  await playground.button("Start over").click();
  await page.evaluate((link) => (location.href = link), link);
  await expect(playground.transcript).toContainText("client.example.org");
});

test("Decode works in it: the worker, too, is in the file", async ({ page, address }) => {
  await page.goto(`${address}#/decode`);
  await page.getByRole("textbox", { name: "Text to decode" }).fill("550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown");
  await expect(page.getByRole("article")).toContainText("No such recipient");
});
