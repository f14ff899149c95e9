// What the browser keeps of a session.
import { brokenTest, expect, test } from "./support";
import { Playground } from "./page";

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

test("a session is kept under a name, renamed, deleted and brought back", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO named.example.org");
  await playground.button("Sessions").click();
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
  await playground.button("Sessions").click();
  await playground.button("Open", row).click();
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
  await playground.button("Sessions").click();
  const row = page.getByRole("dialog", { name: "Sessions" }).getByRole("listitem");
  await expect(row).toContainText("Unreadable");
  const download = page.waitForEvent("download");
  await playground.button("Save as a file", row).click();
  expect((await download).suggestedFilename()).toBe("session.json");
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
  await playground.button("Sessions").click();
  await playground.button("Keep this session").click();
  await expect(page.getByRole("dialog")).toContainText("Not kept");
});
