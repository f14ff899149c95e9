// The frame of the page: everything has a name to be called by, the panels are as wide as one likes, and a
// long session stays as quick as a short one.
import { expect, test } from "./support";
import { Playground } from "./page";

test("Ctrl-K lists everything that can be done; typing narrows it, Enter does it", async ({ page }) => {
  const playground = await Playground.open(page);
  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: "What do you want to do?" });
  await expect(search).toBeFocused();
  expect(await page.getByRole("listbox").getByRole("option").count()).toBeGreaterThan(20);
  await page.keyboard.type("exim mx");
  await expect(page.getByRole("listbox").getByRole("option").first()).toContainText("Exim");
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("ESMTP Exim");
  await expect(search).toBeHidden();
});

test("what is not possible now is listed, says so, and does nothing", async ({ page }) => {
  const playground = await Playground.open(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("connect");
  const connect = page.getByRole("listbox").getByRole("option", { name: /^Connect/ });
  await expect(connect).toHaveAttribute("aria-disabled", "true");
  await expect(connect).toContainText("not possible now");
  await page.keyboard.type(" nothing like this");
  await expect(page.locator("#actions-rows").getByRole("option")).toHaveText(["Look up “connect nothing like this” in the reference"]);
  await page.keyboard.press("Escape");
  await expect(playground.commandLine).toBeFocused();
});

test("the panels are made wider by the keyboard, hidden, and found so again after a reload", async ({ page }) => {
  const playground = await Playground.open(page);
  const splitter = page.getByRole("separator", { name: "Width of “why”" });
  const why = page.locator("#why");
  const width = async () => (await why.boundingBox())!.width;
  const before = await width();
  await splitter.focus();
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press("ArrowLeft");
  await expect.poll(width).toBeCloseTo(before + 64, -1);
  await playground.fromMenu("Show or hide “say”");
  await expect(page.locator("#say")).toBeHidden();
  await page.reload();
  await expect(page.locator("#say")).toBeHidden();
  await expect.poll(width).toBeCloseTo(before + 64, -1);
  await page.keyboard.press("Alt+1");
  await expect(page.locator("#say")).toBeVisible();
});

test("the panels are dragged with the mouse", async ({ page }) => {
  await Playground.open(page);
  const say = page.locator("#say");
  const before = (await say.boundingBox())!.width;
  const splitter = (await page.getByRole("separator", { name: "Width of “say”" }).boundingBox())!;
  await page.mouse.move(splitter.x + splitter.width / 2, 400);
  await page.mouse.down();
  await page.mouse.move(splitter.x + splitter.width / 2 + 80, 400, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await say.boundingBox())!.width).toBeGreaterThan(before + 40);
});

test.describe("a session of thousands of lines", () => {
  const MESSAGE = Array.from({ length: 3_000 }, (_, line) => `line ${line} of a long message`);

  test("has only what is seen in the document, and all of it can be reached and found", async ({ page }) => {
    const playground = await Playground.open(page);
    await playground.say("EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<bob@example.com>", "DATA");
    await playground.paste(MESSAGE.join("\n"));
    await page.keyboard.press("Enter");
    await expect(playground.transcript).toContainText("line 2999 of");
    expect(await page.locator("#transcript .line").count()).toBeLessThan(200);

    // By the keyboard from the end to the start.
    await playground.tabTo(page.locator('#transcript .who[tabindex="0"]'), "Shift+Tab");
    await page.keyboard.press("Home");
    await expect(playground.transcript).toContainText("220 mail.example.com");
    await expect(page.locator("#line-2")).toBeFocused();
    await page.keyboard.press("End");
    await expect(playground.transcript).toContainText("line 2999 of");

    // By words, which the browser's own search would not find.
    await page.keyboard.press("Control+f");
    await page.keyboard.type("line 1234 of");
    await expect(page.getByText("– of 1")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(playground.transcript).toContainText("line 1234 of a long message");
    await expect(page.locator(".line.shown")).toContainText("line 1234 of");
    await page.keyboard.press("Escape");
    await expect(playground.commandLine).toBeFocused();
  });
});

test("enlarged twice, no view is wider than the window", async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await Playground.open(page);
  for (const place of ["#/", "#/learn", "#/decode", "#/reference/codes/550", "#/learn/first-mail/say-hello"]) {
    await page.goto(`./${place}`);
    await expect(page.locator("#boot")).toHaveCount(0);
    await expect(page.locator(".masthead .tools")).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), place).toBeLessThanOrEqual(640);
  }
});
