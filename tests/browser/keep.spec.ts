// What the browser keeps of a session.
import { brokenTest, expect, test } from "./support";
import { denyStorage, Playground, SUBMISSION } from "./page";

test("after a reload the session is as it was, steps and branches too", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org", "MAIL FROM:<joe@example.org>", "NOOP");
  await playground.button("Step back").click();
  await playground.button("Step back").click();
  await playground.say("VRFY bob");
  await playground.button("Step back").click();
  const before = await playground.transcript.innerText();
  await page.reload();
  await expect(playground.transcript).toContainText("CHUNKING");
  expect(await playground.transcript.innerText()).toBe(before);
  await playground.button("Step forward").click();
  await expect(playground.transcript).toContainText("252");
  await expect(playground.button("Branches (1)")).toBeVisible();
});

test("two tabs keep two sessions", async ({ page, context }) => {
  const one = await Playground.open(page);
  await one.say("EHLO one.example.org");
  const two = await Playground.open(await context.newPage());
  await two.button("Start over").click();
  await two.say("EHLO two.example.org");
  await one.say("NOOP");
  await two.page.reload();
  await one.page.reload();
  await expect(one.transcript).toContainText("one.example.org");
  await expect(two.transcript).toContainText("two.example.org");
  await expect(one.transcript).not.toContainText("two.example.org");
  await expect(two.transcript).not.toContainText("one.example.org");
});

test("a tab that was copied and the one it was copied from keep two sessions", async ({ page, context }) => {
  const one = await Playground.open(page);
  await one.say("EHLO one.example.org");
  await expect(one.transcript).toContainText("CHUNKING");
  // The copy has what the tab had, its name too.
  const opened = context.waitForEvent("page");
  await page.evaluate(() => void window.open(location.href));
  const two = new Playground(await opened);
  await expect(two.transcript).toContainText("one.example.org");
  await two.say("VRFY two");
  await one.say("VRFY one");
  await expect(one.transcript).toContainText("VRFY one");
  for (const { page } of [one, two, two, one]) await page.reload();
  await expect(one.transcript).toContainText("VRFY one");
  await expect(two.transcript).toContainText("VRFY two");
  await expect(one.transcript).not.toContainText("VRFY two");
  await expect(two.transcript).not.toContainText("VRFY one");
});

test("what closed tabs had is in the list of sessions", async ({ page, context }) => {
  for (const name of ["one", "two"]) {
    const tab = await Playground.open(await context.newPage());
    await tab.button("Start over").click();
    await tab.say(`EHLO ${name}.example.org`);
    await tab.page.close({ runBeforeUnload: true });
    await expect.poll(() => context.pages().length).toBe(1);
  }
  const playground = await Playground.open(page);
  await expect(playground.transcript).toContainText("two.example.org");
  await playground.fromMenu("Sessions");
  const open = playground.button("Open", page.getByRole("dialog", { name: "Sessions" }));
  // That of the first tab once more: the second tab had it when it started over.
  await expect(open).toHaveCount(3);
  await open.last().click();
  await expect(playground.transcript).toContainText("one.example.org");
});

test("a tab that the browser throws away in the background loses nothing", async ({ page, context }) => {
  // Nothing is drawn in the background.
  await page.addInitScript(() => (window.requestAnimationFrame = () => 0));
  const playground = await Playground.open(page);
  await playground.say("EHLO thrown.example.org");
  await expect(playground.transcript).toContainText("CHUNKING");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  const client = await context.newCDPSession(page);
  void client.send("Page.crash").catch(() => {});
  await page.waitForEvent("crash");
  const again = await Playground.open(await context.newPage());
  await expect(again.transcript).toContainText("thrown.example.org");
});

test("a page that comes back from the browser's cache keeps its session on", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org");
  await expect(playground.transcript).toContainText("CHUNKING");
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await playground.say("VRFY bob");
  await expect(playground.transcript).toContainText("252");
  await page.reload();
  await expect(playground.transcript).toContainText("VRFY bob");
});

test("a clock that jumps back, far forward or to its end spoils no session", async ({ page }) => {
  await page.clock.install();
  const playground = await Playground.open(page);
  for (const moment of ["2001-01-01", "2126-01-01", "+275760-09-13"]) {
    await page.clock.setSystemTime(new Date(moment));
    await playground.say(`VRFY at${moment.slice(0, 4)}`);
  }
  // Nobody was hung up on for a pause of a hundred years.
  await expect(playground.transcript).toContainText("VRFY at+275");
  await expect(playground.transcript).not.toContainText("421");
  await playground.button("Start over").click();
  await playground.say("EHLO end.example.org");
  await page.clock.runFor(1_000);
  await page.reload();
  await page.clock.runFor(1_000);
  await expect(playground.transcript).toContainText("end.example.org");
  await expect(playground.transcript).toContainText("CHUNKING");
});

test("a session is kept under a name, renamed, deleted and brought back", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO named.example.org");
  await playground.fromMenu("Sessions");
  const dialog = page.getByRole("dialog", { name: "Sessions" });
  await dialog.getByLabel("Name").fill("<b>First</b> try");
  await playground.button("Keep this session", dialog).click();
  const row = dialog.getByRole("listitem");
  await expect(row).toContainText("<b>First</b> try");
  await playground.button("Rename", row).click();
  await row.getByLabel("New name").fill("Second");
  await row.getByLabel("New name").press("Enter");
  await expect(row).toContainText("Second");
  await playground.button("Delete", row).click();
  await expect(row).toHaveCount(0);
  await playground.button("Bring it back", dialog).click();
  await expect(row).toContainText("Second");
  await page.keyboard.press("Escape");
  await playground.button("Start over").click();
  await expect(playground.transcript).not.toContainText("named.example.org");
  await playground.fromMenu("Sessions");
  await playground.button("Open", row.filter({ hasText: "Second" })).click();
  await expect(playground.transcript).toContainText("named.example.org");
});

test("a kept session that is damaged is told, put aside and can be saved as a file", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org");
  await expect(playground.transcript).toContainText("CHUNKING");
  // While the page is left it keeps its session once more: what is damaged must be damaged after that.
  await page.goto("about:blank");
  await page.addInitScript(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("smtp-playground-tab:"));
    if (key && !sessionStorage.getItem("damaged")) localStorage.setItem(key, '{"version":1,"at":5,"session":{"s":');
    sessionStorage.setItem("damaged", "1");
  });
  await page.goto("./");
  await expect(page.getByRole("status")).toContainText("cannot be read");
  await expect(playground.transcript).not.toContainText("CHUNKING");
  await playground.fromMenu("Sessions");
  const row = page.getByRole("dialog", { name: "Sessions" }).getByRole("listitem");
  await expect(row).toContainText("Unreadable");
  const download = page.waitForEvent("download");
  await playground.button("Save as a file", row).click();
  expect((await download).suggestedFilename()).toBe("session.json");
});

test("when the storage is really full that is told once, the session can be saved, and it is kept again when there is room", async ({ page }) => {
  const playground = await Playground.open(page);
  await page.evaluate(() => {
    let text = "x".repeat(1 << 20);
    for (let number = 0; text.length; ) {
      try {
        localStorage.setItem(`other-${number++}`, text);
      } catch {
        text = text.slice(text.length / 2 + 1);
      }
    }
  });
  await playground.say("EHLO client.example.org", "VRFY bob", "NOOP");
  const notice = page.getByRole("status").filter({ hasText: "The browser's storage is full" });
  await expect(notice).toContainText("the session can be saved as a file");
  await playground.button(playground.words.closeNotice).click();
  await playground.say("RSET");
  await expect(playground.transcript).toContainText("RSET");
  await expect(notice).toHaveCount(0);
  await playground.fromMenu("Sessions");
  const download = page.waitForEvent("download");
  await page.getByRole("dialog", { name: "Sessions" }).getByRole("button", { name: /JSON/ }).click();
  expect((await download).suggestedFilename()).toBe("session.json");
  await page.keyboard.press("Escape");
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("other-")).forEach((key) => localStorage.removeItem(key)));
  await playground.say("VRFY alice");
  await page.reload();
  await expect(playground.transcript).toContainText("VRFY alice");
  await expect(playground.transcript).toContainText("VRFY bob");
});

test("where the browser allows no storage that is told once, and all but keeping works", async ({ page }) => {
  await denyStorage(page);
  const playground = await Playground.open(page);
  const notice = page.getByRole("status").filter({ hasText: "This browser keeps nothing" });
  await expect(notice).toContainText("the session can be saved as a file");
  await playground.button(playground.words.closeNotice).click();
  await playground.chooseSubmission();
  await playground.say(...SUBMISSION);
  await expect(playground.transcript).toContainText("250 2.0.0 Ok: queued as");
  await expect(notice).toHaveCount(0);
  await playground.button("Share").click();
  await expect(page.getByRole("textbox", { name: "Link" })).toHaveValue(/#s=/);
});

brokenTest("a storage that is full is told once, and the session goes on", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org");
  await expect(page.getByRole("status")).toContainText("The browser's storage is full");
  await expect(playground.transcript).toContainText("CHUNKING");
  await playground.fromMenu("Sessions");
  await playground.button("Keep this session").click();
  await expect(page.getByRole("dialog")).toContainText("Not kept");
});
