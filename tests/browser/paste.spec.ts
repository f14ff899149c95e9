// What people paste: several lines, and octets that no command holds.
import { expect, test } from "./support";
import { Playground } from "./page";

test("several lines are sent one after the other", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.paste("EHLO client.example.org\r\nMAIL FROM:<joe@example.org>\nRCPT TO:<bob@example.com>\n");
  await expect(page.getByText("3 lines are ready.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("250 2.1.5 Ok");
  await expect(playground.commandLine).toHaveValue("");
  await expect(playground.commandLine).toBeFocused();
});

test("a whole session with its message is sent as it is", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.paste(
    "EHLO a.example.org\nMAIL FROM:<>\nRCPT TO:<bob@example.com>\nDATA\nSubject: Grüße 🦀\n\n..dots\n.\nQUIT",
  );
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("221 2.0.0 Bye");
  await playground.button("Open the mail").click();
  await expect(page.getByRole("heading", { name: "Grüße 🦀" })).toBeVisible();
});

test("of a transcript only the client's lines are taken", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.paste("S: 220 hello\nC: EHLO client.example.org\nS: 250 ok\nC: NOOP");
  await expect(playground.commandLine).toHaveValue("EHLO client.example.org\nNOOP");
});

test("emoji, NUL, 8-bit and half characters are seen, told and answered", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org");
  await playground.paste("MAIL FROM:<🦀é\0\uD800x@example.org>");
  const notices = page.getByRole("status");
  await expect(notices).toContainText("U+FFFD: 1");
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("<🦀é");
  await expect(playground.transcript).toContainText("\uFFFDx@example.org>");
  await expect(playground.transcript.getByText(/^5\d\d /).last()).toBeVisible();
  await playground.button("Close this notice").first().click();
  await playground.say("NOOP");
  await expect(playground.transcript).toContainText("250 2.0.0 Ok");
});

test("a line longer than any server takes is answered, not lost", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.paste(`NOOP ${"x".repeat(50_000)}`);
  await page.keyboard.press("Enter");
  await expect(playground.transcript.getByText(/^(250|500) /).last()).toBeVisible();
});
