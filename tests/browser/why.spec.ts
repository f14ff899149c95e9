// Why: what a line means, what decided it, and the session as pictures.
import { readFile } from "node:fs/promises";
import { expectNothingFromAxe } from "./axe";
import type { Page } from "@playwright/test";
import { expect, test } from "./support";
import { LANGUAGES, Playground } from "./page";

async function open(page: Page, name: string) {
  await page.getByRole("tab", { name, exact: true }).click();
  return page.getByRole("tabpanel", { name, exact: true });
}

test("a 503 is explained: its digits, the rule that was broken, the check that refused, and the RFC", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org", "RCPT TO:<bob@example.com>");
  await playground.transcript.getByText("503").click();
  const { explanation } = playground;
  for (const digit of ["5", "0", "3"]) await expect(explanation.getByText(digit, { exact: true }).first()).toBeVisible();
  await expect(explanation).toContainText("refused for good");
  await expect(explanation).toContainText("What RCPT needs");
  await expect(explanation.getByRole("listitem").filter({ hasText: "MAIL FROM was accepted" })).toContainText("no");
  await expect(explanation).toContainText("Postfix 3.7.11 has the check mail_given for RCPT: number 3 of 13. It refused.");
  await expect(explanation.getByRole("listitem").filter({ hasText: "no_relaying" })).toContainText("not reached");
  await expect(explanation).toContainText("The state did not change.");
  await expect(explanation).toContainText("RFC 5321 section 4.1.1.3");
});

test("a command is taken apart by its grammar, and what is pointed at lights up in the line", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org", "MAIL FROM:<joe@example.org> SIZE=1000");
  await playground.transcript.getByText("joe").click();
  const { explanation } = playground;
  await expect(explanation).toContainText('mail = "MAIL FROM:" Reverse-path [ SP Mail-parameters ] CRLF');
  await expect(explanation).toContainText("SIZE = 1*20DIGIT");
  await explanation.getByText("Rule by rule").click();
  const mailbox = explanation.getByRole("listitem").filter({ hasText: "Mailbox = " }).getByRole("button");
  await mailbox.focus();
  await expect(explanation.locator("blockquote .pointed")).toHaveText(["joe", "@", "example.org"]);
  await explanation.getByRole("button", { name: "1000" }).first().hover();
  await expect(explanation.locator("blockquote .pointed")).toHaveText(["1000"]);
});

test("the octets of a line can be seen and copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const playground = await Playground.open(page);
  await playground.say("NOOP é");
  await playground.transcript.getByText("NOOP é").click();
  const { explanation } = playground;
  const row = explanation.getByRole("row").filter({ hasText: "0000" });
  await expect(row).toContainText("4E 4F 4F 50 20 C3 A9 0D");
  await expect(explanation).toContainText("UTF-8: one character in several octets.");
  await expect(explanation).toContainText("CR LF (0D 0A) ends the line.");
  await playground.button("Copy as hex", explanation).click();
  await expect(page.getByText("Copied", { exact: false }).first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("4E 4F 4F 50 20 C3 A9 0D 0A");
});

test("an arrow of the state machine sends its command", async ({ page }) => {
  const playground = await Playground.open(page);
  const states = await open(page, playground.words.states);
  const picture = states.getByRole("group", { name: "You are here: Connected" });
  await expect(picture).toBeVisible();
  await picture.getByRole("button", { name: "EHLO", exact: true }).click();
  await expect(playground.commandLine).toHaveValue("EHLO client.example.org");
  await playground.commandLine.press("Enter");
  await playground.say("MAIL FROM:<joe@example.org>", "RCPT TO:<bob@example.com>");
  const data = states.getByRole("button", { name: "DATA", exact: true });
  await data.focus();
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("354 ");
  await expect(states.getByRole("group", { name: "You are here: Message mode" })).toBeVisible();
  await expect(data).toBeFocused();
  await states.getByRole("button", { name: ".", exact: true }).click();
  await expect(playground.transcript).toContainText("queued as");
  await expect(states.locator(".here")).toContainText("Ready for a mail");
  await states.getByText("The same as a list").click();
  await states.getByRole("button", { name: "QUIT leads to “Not connected”" }).first().click();
  await expect(playground.transcript).toContainText("221 2.0.0 Bye");
});

test("the sequence of the session selects lines and is saved as an SVG that is valid", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.chooseSubmission();
  await playground.say("EHLO client.example.org", "STARTTLS", "EHLO <script>alert(1)</script>&", "MAIL FROM:<a@example.com>");
  const sequence = await open(page, playground.words.sequence);
  await sequence.getByRole("button", { name: /Client: STARTTLS/ }).click();
  await expect(sequence.locator(".shown")).toContainText("STARTTLS");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(sequence.locator(".shown")).toContainText("220 2.0.0 Ready to start TLS");
  const download = page.waitForEvent("download");
  await playground.button("Save as SVG", sequence).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("smtp-session.svg");
  const text = await readFile(await file.path(), "utf8");
  // Another program reads it: the page's own policy lets nobody parse what may hold a script.
  const reader = await page.context().newPage();
  const found = await reader.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    return {
      root: parsed.documentElement.nodeName,
      errors: parsed.querySelectorAll("parsererror").length,
      scripts: parsed.querySelectorAll("script").length,
      shaded: parsed.querySelectorAll(".tls").length,
      text: parsed.documentElement.textContent ?? "",
    };
  }, text);
  expect(found).toMatchObject({ root: "svg", errors: 0, scripts: 0, shaded: 1 });
  expect(found.text).toContain("<script>alert(1)</script>&");
});

test("of a long session the sequence shows a part at a time", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.paste(Array(100).fill("NOOP").join("\n"));
  await page.keyboard.press("Enter");
  const sequence = await open(page, playground.words.sequence);
  await expect(sequence).toContainText("Rows 143 to 202 of 202");
  await expect(sequence.locator(".row")).toHaveCount(60);
  await playground.button("Earlier", sequence).click();
  await expect(sequence).toContainText("Rows 83 to 142 of 202");
});

for (const language of LANGUAGES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${language}, ${colorScheme}`, () => {
      test.use({ locale: language, colorScheme, viewport: { width: 1280, height: 800 } });

      test("axe finds nothing in explanations and pictures", async ({ page }) => {
        const playground = await Playground.open(page, language);
        const { words } = playground;
        const nothingFound = (where: string) => expectNothingFromAxe(page, where, { include: "#why" });
        await playground.say("EHLO client.example.org", "RCPT TO:<bob@example.com>");
        await nothingFound("a 503");
        await playground.say("MAIL FROM:<joe@example.org> SIZE=1000");
        await playground.transcript.getByText("joe").click();
        for (const summary of await playground.explanation.locator("summary").all()) await summary.click();
        await nothingFound("a command with its grammar and octets");
        const states = await open(page, words.states);
        await states.locator("summary").click();
        await nothingFound("the states");
        await open(page, words.sequence);
        await nothingFound("the sequence");
      });
    });
  }
}
