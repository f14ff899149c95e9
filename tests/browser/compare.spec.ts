// The same mistake, another server, another error.
import { expectNothingFromAxe } from "./axe";
import { expect, test } from "./support";
import { LANGUAGES, Playground } from "./page";

const MISTAKE = ["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<bob@elsewhere.example>"];

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ locale: language });

    test("the same mistake to another server, side by side", async ({ page }) => {
      const playground = await Playground.open(page, language);
      const { words } = playground;
      await playground.say(...MISTAKE);
      await expect(playground.transcript).toContainText("Relay access denied");
      await playground.button(words.compare).press("Enter");
      const dialog = page.getByRole("dialog", { name: words.compareTitle });
      await dialog.getByLabel(words.compareWith).selectOption("exim");
      const mistake = dialog.getByRole("row").filter({ hasText: "elsewhere.example" });
      await expect(mistake.getByRole("cell").first()).toContainText("554 5.7.1 <bob@elsewhere.example>: Relay access denied");
      await expect(mistake.getByRole("cell").last()).toContainText("550 relay not permitted");
      await expect(mistake).toContainText(words.anotherCode);
      await expectNothingFromAxe(page, "the comparison");
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await expect(playground.transcript).toContainText("Relay access denied");
    });
  });
}

test("the session goes on with the other server, and can still be stepped back", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say(...MISTAKE);
  await playground.button("Compare servers").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Compare with").selectOption("exim");
  await dialog.getByRole("button", { name: "Go on with Exim 4.96" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("combobox", { name: "Server", exact: true })).toHaveValue("exim");
  await expect(playground.transcript).toContainText("550 relay not permitted");
  await playground.type("RCPT TO:<bob@example.com>");
  await expect(playground.transcript).toContainText("250 Accepted");
  await playground.button("Step back").click();
  await expect(playground.transcript).not.toContainText("RCPT TO:<bob@example.com>");
});

test("every server stands in the list with its version and how it is known", async ({ page }) => {
  const playground = await Playground.open(page);
  const list = page.getByRole("combobox", { name: "Server", exact: true });
  await expect(list.locator("option")).toHaveText([
    /^Postfix 3\.7/, /^Exim 4\.96/, /^Sendmail 8\.17/, /^OpenSMTPD 7\.6/, /^aiosmtpd 1\.4/, /smtp-server 3\.21/,
    /5321/, /^Gmail, \d{4}/, /^Microsoft 365, \d{4}/, /^Yahoo/, /^iCloud/, /^QQ/, /163/, /^Aliyun|^Alibaba/,
  ], { timeout: 10_000 });
  await expect(list.locator("optgroup").first()).toHaveAttribute("label", /Recorded from the real server, \d{4}-\d\d-\d\d/);
  await expect(list.locator("optgroup").last()).toHaveAttribute("label", /public transcripts/);
  await expect(playground.commandLine).toBeFocused();
});
