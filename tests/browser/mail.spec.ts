// The main job: a mail from alice to bob over the submission server, with nothing but the keyboard.
import { expect, test } from "./support";
import { LANGUAGES, Playground, SUBMISSION } from "./page";

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language });

    test("a mail is submitted by keyboard alone and arrives in bob's mailbox", async ({ page }) => {
      const playground = await Playground.open(page, language);
      const { words, commandLine, transcript } = playground;
      await expect(commandLine).toBeFocused();

      await playground.tabTo(page.getByLabel(words.role), "Shift+Tab");
      await page.keyboard.press("ArrowDown");
      await expect(transcript).toContainText("587");
      await playground.tabTo(commandLine);

      await playground.type(...SUBMISSION.slice(0, 2));
      await expect(page.getByText(words.encrypted, { exact: true })).toBeVisible();
      await playground.type(...SUBMISSION.slice(2, 6));
      await expect(transcript).toContainText("235 2.7.0 Authentication successful");
      await playground.type(...SUBMISSION.slice(6, 9));
      await expect(transcript).toContainText("354 End data with <CR><LF>.<CR><LF>");
      await expect(page.getByText(words.messageMode, { exact: true }).first()).toBeVisible();
      await playground.type(...SUBMISSION.slice(9));
      await expect(transcript).toContainText("250 2.0.0 Ok: queued as");
      await playground.type("QUIT");
      await expect(transcript).toContainText("221 2.0.0 Bye");

      await playground.tabTo(playground.tab(words.line));
      // Past the states and the sequence.
      for (let presses = 0; presses < 3; presses++) await page.keyboard.press("ArrowRight");
      const mailbox = page.getByRole("tabpanel", { name: words.mailbox });
      await expect(mailbox.getByRole("heading", { name: "bob" })).toBeVisible();
      await playground.tabTo(mailbox.getByRole("button", { name: /Lunch on Friday/ }));
      await page.keyboard.press("Enter");
      await expect(mailbox.getByRole("heading", { name: "Lunch on Friday?" })).toBeVisible();
      await expect(mailbox).toContainText("alice@example.com");
      await expect(mailbox).toContainText("Dear Bob,\nshall we have lunch on Friday?");
      await mailbox.getByText(words.raw, { exact: true }).click();
      await expect(mailbox).toContainText("Return-Path: <alice@example.com>");
      await expect(mailbox).toContainText("with ESMTPSA id");
    });
  });
}

test("the hints alone lead a newcomer to a delivered mail", async ({ page }) => {
  const playground = await Playground.open(page);
  // One click and Enter for each of EHLO, MAIL, RCPT, DATA, From, To, Subject; Enter alone; the text, the dot.
  for (let step = 0; step < 10; step++) {
    if (step !== 7) await page.locator(".hint").getByRole("button").click();
    await expect(playground.commandLine).toBeFocused();
    await page.keyboard.press("Enter");
  }
  await expect(playground.transcript).toContainText("A mail arrived for bob");
  await playground.button("Open the mail").click();
  await expect(page.getByRole("heading", { name: "Hello" })).toBeVisible();
});
