// Talking to the server: what is possible, what it means, and stepping back.
import { expect, test } from "./support";
import { Playground } from "./page";

test("the first visit shows a connected server and says what to type first", async ({ page }) => {
  const playground = await Playground.open(page);
  await expect(playground.transcript).toContainText("220 mail.example.com ESMTP Postfix");
  await expect(playground.commandLine).toBeFocused();
  await expect(page.getByText(/this is how a client says hello/)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the palette follows the state and puts an example into the command line", async ({ page }) => {
  const { palette, commandLine, transcript } = await Playground.open(page);
  const data = palette.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "DATA" }) });
  await expect(data).toContainText("needs RCPT TO first");
  await palette.getByRole("button", { name: "EHLO client.example.org" }).click();
  await expect(commandLine).toHaveValue("EHLO client.example.org");
  await expect(commandLine).toBeFocused();
  await page.keyboard.press("Enter");
  await palette.getByRole("button", { name: "MAIL FROM:<joe@example.org>", exact: true }).press("Enter");
  await page.keyboard.press("Enter");
  await palette.getByRole("button", { name: "RCPT TO:<bob@example.com>" }).click();
  await page.keyboard.press("Enter");
  await expect(transcript).toContainText("250 2.1.5 Ok");
  await expect(data.getByRole("button", { name: "DATA" }).last()).toBeVisible();
  await expect(data).not.toContainText("needs");
});

test("an entry of the palette unfolds to its article and the replies it can get", async ({ page }) => {
  const { palette, transcript } = await Playground.open(page);
  await palette.getByRole("button", { name: /^RCPT TO:<forward-path>/ }).click();
  await expect(palette).toContainText("No relaying");
  await expect(palette).toContainText("RFC 5321 section 4.1.1.3");
  await palette.getByRole("button", { name: "Run this session" }).click();
  await expect(transcript).toContainText("RCPT TO:");
});

test("a line that is wrong is explained, with its correction", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org", "RCPT TO:<bob@example.com>");
  await expect(playground.explanation).toContainText("503");
  await expect(playground.explanation).toContainText("Recorded from Postfix 3.7.11, 2026-11-22");
  await playground.say("MAIL FROM: <joe@example.org>");
  await playground.transcript.getByText("joe@example.org").click();
  await expect(playground.explanation).toContainText("No space may stand after the colon.");
  await playground.explanation.getByRole("button", { name: "MAIL FROM:<joe@example.org>" }).click();
  await expect(playground.commandLine).toHaveValue("MAIL FROM:<joe@example.org>");
});

test("the lines can be gone through with the arrow keys", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org", "NOOP");
  await playground.tabTo(playground.button("Server", playground.transcript).last(), "Shift+Tab");
  await page.keyboard.press("ArrowUp");
  await expect(playground.explanation).toContainText("NOOP");
  await page.keyboard.press("Home");
  await expect(playground.explanation).toContainText("The server greets you");
  await page.keyboard.press("Escape");
  await expect(playground.commandLine).toBeFocused();
});

test("the arrow keys bring back what was sent and keep what is being typed", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org", "NOOP");
  await page.keyboard.type("MAIL FR");
  await page.keyboard.press("ArrowUp");
  await expect(playground.commandLine).toHaveValue("NOOP");
  await page.keyboard.press("ArrowUp");
  await expect(playground.commandLine).toHaveValue("EHLO client.example.org");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(playground.commandLine).toHaveValue("MAIL FR");
});

test("a step can be taken back and done again", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org", "MAIL FROM:<joe@example.org>");
  await playground.button("Step back").click();
  await expect(playground.transcript).not.toContainText("2.1.0 Ok");
  await expect(playground.transcript).toContainText("250 CHUNKING");
  await playground.button("Step forward").click();
  await expect(playground.transcript).toContainText("2.1.0 Ok");
  await playground.commandLine.focus();
  await page.keyboard.press("Control+z");
  await expect(playground.transcript).not.toContainText("2.1.0 Ok");
  await playground.type("HELO client.example.org");
  await expect(playground.transcript).toContainText("HELO client.example.org");
  await expect(playground.button("Step forward")).toHaveAttribute("aria-disabled", "true");
});

test("the connection can be closed, made again and begun anew", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.button("Disconnect").click();
  await expect(playground.transcript).toContainText("You closed the connection.");
  await playground.button("Connect", page.getByRole("group", { name: "Session controls" })).click();
  await expect(playground.transcript.getByText("220 mail.example.com")).toHaveCount(2);
  await playground.button("Start over").click();
  await expect(playground.transcript.getByText("220 mail.example.com")).toHaveCount(1);
});

test("a server that has had enough errors waits, then hangs up, and the page says both", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.paste(Array(25).fill("NONSENSE").join("\n"));
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("The server waited 1 s");
  await expect(playground.transcript).toContainText("The server closed the connection.");
  await expect(page.getByRole("status")).toContainText("Lines not sent:");
});

test("a failure can be asked for from the palette", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org", "MAIL FROM:<joe@example.org>");
  await playground.palette.getByRole("button", { name: "RCPT TO:<451-4.7.1@fail.test>" }).click();
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("451 4.7.1");
});
