// The first screen: it takes commands while the page is still on its way, and the page goes on where it was.
import type { Page } from "@playwright/test";
import { expectNothingFromAxe } from "./axe";
import { LANGUAGES, Playground } from "./page";
import { expect, test } from "./support";

/** Opens the first screen and holds the page back until the function that it returns is called. */
async function openHeld(page: Page) {
  let goOn = () => {};
  const held = new Promise<void>((go) => (goOn = go));
  await page.route(/\/app-[^/]*\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("./");
  await expect(page.locator("#boot")).toHaveAttribute("data-state", "open");
  return goOn;
}

/** What is seen of the session, without its pictures: who said what, and what is noted beside it. */
const lines = (page: Page) =>
  page.locator(".transcript .line").evaluateAll((all) =>
    all.map((line) => [line.className.replace(" shown", ""), line.querySelector(".said")?.textContent ?? "", line.querySelector(".note")?.textContent ?? ""]),
  );

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ locale: language });

    test("commands are answered before the page has come, and the page goes on with them", async ({ page }) => {
      const goOn = await openHeld(page);
      const playground = new Playground(page, language);
      await expect(playground.commandLine).toBeFocused();
      for (const line of ["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<dave@example.com>", "NOPE"]) {
        await page.keyboard.type(`${line}\n`);
      }
      await expect(playground.transcript).toContainText("550 5.1.1 <dave@example.com>");
      await page.keyboard.type("RCPT TO:<bob@example.com>");
      await page.keyboard.press("ArrowLeft");
      const before = await lines(page);
      const sheet = await page.locator(".sheet").boundingBox();

      goOn();
      await playground.isThere();
      expect(await lines(page)).toEqual(before);
      expect(await page.locator(".sheet").boundingBox()).toEqual(sheet);
      await expect(playground.commandLine).toBeFocused();
      await expect(playground.commandLine).toHaveValue("RCPT TO:<bob@example.com>");
      expect(await playground.commandLine.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(24);

      // What was said is the page's own now: it can be sent on, brought back and taken back.
      await page.keyboard.press("Enter");
      await expect(playground.transcript).toContainText("250 2.1.5 Ok");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      await expect(playground.commandLine).toHaveValue("NOPE");
      for (let step = 0; step < 3; step += 1) await playground.button(playground.words.undo).click();
      await expect(playground.transcript).not.toContainText("550 5.1.1");
    });

    test("what the first screen draws, the page draws in the same way", async ({ page }) => {
      const goOn = await openHeld(page);
      const playground = new Playground(page, language);
      const mail = ["From: joe@example.org", "Subject: <b>&", "", "Hello", "."];
      const said = ["EHLO a", "STARTTLS", "EHLO a", "AUTH PLAIN", "MAIL FROM: <joe@example.org>", "RSET", "MAIL FROM:<joe@example.org>"];
      for (const line of [...said, "RCPT TO:<bob@example.com>", "DATA", ...mail, "QUIT"]) {
        await playground.commandLine.fill(line);
        await page.keyboard.press("Enter");
      }
      const before = await lines(page);
      expect(before.length).toBeGreaterThan(20);
      const state = await page.locator(".state").innerText();
      goOn();
      await playground.isThere();
      expect(await lines(page)).toEqual(before);
      expect(await page.locator(".state").innerText()).toBe(state);
    });

    test("everybody can read it", async ({ page }) => {
      await openHeld(page);
      await expectNothingFromAxe(page, "the first screen");
    });
  });
}

test("several lines are sent at once, and what stands behind QUIT is given back", async ({ page }) => {
  await openHeld(page);
  const playground = new Playground(page);
  await playground.commandLine.fill("S: 220 hi\nC: EHLO a\nC: QUIT\nC: NOOP");
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("221 2.0.0 Bye");
  await expect(playground.commandLine).toHaveValue("NOOP");
  await expect(playground.button(playground.words.connect)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(playground.transcript.getByText("220 ")).toHaveCount(2);
});

test("a line to try can be clicked", async ({ page }) => {
  await openHeld(page);
  await page.getByRole("button", { name: "EHLO client.example.org" }).first().click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText("250 CHUNKING");
});

test("where a session was kept, the first screen shows nothing that is not so", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.commandLine.fill("NOOP");
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("250 2.0.0 Ok");
  let goOn = () => {};
  const held = new Promise<void>((go) => (goOn = go));
  await page.route(/\/app-[^/]*\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.reload({ waitUntil: "commit" });
  await expect(page.locator("#boot")).toHaveAttribute("data-state", "elsewhere");
  await expect(page.getByText("mail.example.com ESMTP Postfix")).toBeHidden();
  await expect(page.locator("#command")).toBeDisabled();
  goOn();
  await playground.isThere();
  await expect(playground.transcript).toContainText("250 2.0.0 Ok");
});
