// One session in a frame of a course page, which lies on another origin.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expectNothingFromAxe } from "./axe";
import { Playground } from "./page";
import { expect, test as base } from "./support";

const EXAMPLE = new URL("../../examples/embed/", import.meta.url);
/** Where the example expects the playground. */
const THERE = "http://127.0.0.1:8080/";
const TYPES: Record<string, string> = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript" };

/** The example, on a host of its own that frames the playground of this test. */
const test = base.extend<{ course: { url: string; fragment: string } }>({
  course: async ({ baseURL, ownOrigins }, use) => {
    const course = { url: "", fragment: "" };
    const server = createServer(async (request, response) => {
      const name = request.url === "/" ? "index.html" : request.url!.slice(1);
      const text = await readFile(new URL(name, EXAMPLE), "utf8").catch(() => "");
      const framed = text.replaceAll("lang=en\"", `lang=en${course.fragment}"`).replaceAll(`${THERE}?`, `${baseURL}?`);
      response.setHeader("content-type", TYPES[name.split(".").pop()!] ?? "text/plain");
      response.end(framed.replaceAll(THERE.slice(0, -1), new URL(baseURL!).origin));
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    course.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    ownOrigins.push(course.url.slice(0, -1));
    await use(course);
    server.close();
  },
});

const frames = (page: Page) => {
  const [english, chinese] = ["Exercise: two recipients", "练习：两个收件人"].map((title) => page.frameLocator(`iframe[title="${title}"]`));
  return { english, chinese };
};

test("a course page on another site shows two sessions, each as high as what it holds", async ({ page, course }) => {
  await page.goto(course.url);
  const { english, chinese } = frames(page);
  await expect(english.getByRole("log")).toContainText("220 ");
  await expect(chinese.getByRole("log", { name: "会话记录" })).toContainText("220 ");
  await expect(chinese.locator("html")).toHaveAttribute("data-theme", "dark");
  // The session and nothing around it.
  await expect(english.getByRole("button", { name: "Sessions" })).toHaveCount(0);
  await expect(english.getByRole("tab")).toHaveCount(0);

  const frame = page.locator("iframe").first();
  const height = async () => (await frame.boundingBox())!.height;
  const held = () => frame.contentFrame().locator("#embedded").evaluate((element) => element.getBoundingClientRect().height);
  await expect.poll(async () => Math.abs((await height()) - (await held()))).toBeLessThan(2);
  const before = await height();
  const command = english.getByRole("textbox", { name: "Command" });
  for (const line of ["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<bob@example.com>"]) {
    await command.fill(line);
    await command.press("Enter");
  }
  await expect(english.getByRole("log")).toContainText("250 2.1.5 Ok");
  await expect.poll(height).toBeGreaterThan(before);
  await expect.poll(async () => Math.abs((await height()) - (await held()))).toBeLessThan(2);
  expect(await height()).toBeLessThan(1_000);
  // The other one is a session of its own.
  await expect(chinese.getByRole("log")).not.toContainText("EHLO");
});

test("the frame shows the session of a share link, and leads to it in the whole playground", async ({ page, context, course }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO shared.example.org");
  await playground.button("Share").click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  course.fragment = new URL(link).hash;
  await page.goto(course.url);
  const { english } = frames(page);
  await expect(english.getByRole("log")).toContainText("shared.example.org");
  await english.getByRole("textbox", { name: "Command" }).fill("VRFY bob");
  await english.getByRole("textbox", { name: "Command" }).press("Enter");
  await expect(english.getByRole("log")).toContainText("252");
  const opened = context.waitForEvent("page");
  await english.getByRole("link", { name: "Open in the playground" }).click();
  const whole = new Playground(await opened);
  await expect(whole.transcript).toContainText("shared.example.org");
  await expect(whole.transcript).toContainText("VRFY bob");
  await expect(whole.button("Share")).toBeVisible();
  expect(new URL(whole.page.url()).search).toBe("");
});

test("the frame takes no focus by itself, and Tab leads through it and out again", async ({ page, course }) => {
  await page.goto(course.url);
  const { english } = frames(page);
  await expect(english.getByRole("log")).toContainText("220 ");
  expect(await page.evaluate(() => document.activeElement!.tagName)).toBe("BODY");
  const inside = () => page.evaluate(() => (document.activeElement as HTMLIFrameElement).title ?? "");
  const visited: string[] = [];
  for (let presses = 0; presses < 60 && visited.at(-1) !== "练习：两个收件人"; presses++) {
    await page.keyboard.press("Tab");
    visited.push(await inside());
  }
  expect(visited).toContain("Exercise: two recipients");
  expect(visited.at(-1)).toBe("练习：两个收件人");
});

test("the frame keeps nothing, and works where it may not", async ({ page, course }) => {
  await page.addInitScript(() => {
    if (window === window.top) return;
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
  await page.goto(course.url);
  const { english } = frames(page);
  const command = english.getByRole("textbox", { name: "Command" });
  await command.fill("EHLO client.example.org");
  await command.press("Enter");
  await expect(english.getByRole("log")).toContainText("CHUNKING");
  await expect(english.locator(".notice")).toHaveCount(0);
});

test("what is framed leaves nothing in the browser", async ({ page, course, context }) => {
  await page.goto(course.url);
  await expect(frames(page).english.getByRole("log")).toContainText("220 ");
  const { origins } = await context.storageState();
  expect(origins).toEqual([]);
});

test("everybody can use it", async ({ page }) => {
  for (const address of ["?embed=1&lang=en", "?embed=1&lang=zh-CN&theme=dark"]) {
    await page.goto(address);
    await expect(page.getByRole("log")).toContainText("220 ");
    await expectNothingFromAxe(page, address);
  }
});

test("a link that is damaged is told in the frame", async ({ page }) => {
  await page.goto("?embed=1#s=1.damaged");
  await expect(page.getByRole("status")).toContainText(/link/i);
  await expect(page.getByRole("log")).toContainText("220 ");
});
