// In front of a class: large type, one column, the session is played at reading speed, by the keyboard alone.
import { expectNothingFromAxe } from "./axe";
import { expect, test } from "./support";
import { Playground } from "./page";

const SESSION = ["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<dave@example.com>"];

test("a teacher presents a session: it is stepped, played, paused, and whole again at the end", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say(...SESSION);
  await page.keyboard.press("Alt+p");
  const presenter = page.getByRole("region", { name: "Presenter" });
  await expect(presenter).toContainText("Step 0 of 4");
  await expect(page.locator("#say")).toBeHidden();
  await expect(playground.transcript).not.toContainText("220 ");

  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(presenter).toContainText("Step 2 of 4");
  await expect(playground.transcript).toContainText("EHLO client.example.org");
  await expect(playground.transcript).not.toContainText("MAIL FROM");
  await page.keyboard.press("ArrowLeft");
  await expect(presenter).toContainText("Step 1 of 4");

  await presenter.getByLabel("Speed").selectOption("fast");
  await presenter.getByRole("button", { name: "Play", exact: true }).click();
  await expect(presenter).toContainText("Step 4 of 4", { timeout: 30_000 });
  await expect(presenter.getByRole("button", { name: "Play", exact: true })).toHaveAttribute("aria-pressed", "false");
  await expect(playground.transcript).toContainText("550 5.1.1");

  await page.keyboard.press("Escape");
  await expect(presenter).toBeHidden();
  await expect(playground.transcript).toContainText("550 5.1.1");
  await expect(playground.commandLine).toBeFocused();
});

test("leaving in the middle loses nothing of the session", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say(...SESSION);
  await page.keyboard.press("Alt+p");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect(playground.transcript).toContainText("RCPT TO:<dave@example.com>");
});

test("it can be read from the last row", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const playground = await Playground.open(page);
  const size = () => playground.transcript.locator(".said").first().evaluate((line) => parseFloat(getComputedStyle(line).fontSize));
  const before = await size();
  await page.keyboard.press("Alt+p");
  await page.keyboard.press("ArrowRight");
  expect(await size()).toBeGreaterThan(before * 1.25);
  await expectNothingFromAxe(page, "the presenter");
});
