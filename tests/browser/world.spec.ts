// Changing the world: who has a mailbox, what fails, and back again.
import { expectNothingFromAxe } from "./axe";
import { expect, test } from "./support";
import { LANGUAGES, Playground } from "./page";

const TRY = ["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<dave@example.com>"];

test("a new mailbox makes the same RCPT succeed, and the change can be taken back and reset", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say(...TRY);
  await expect(playground.transcript).toContainText("550 5.1.1");
  const { palette, transcript } = playground;
  await playground.button("Change the world", palette).click();
  const dialog = page.getByRole("dialog", { name: "Change the practice world" });
  await dialog.getByLabel("Mailboxes", { exact: true }).fill("alice\nbob\ncarol\ndave");
  await playground.button("Apply and play again", dialog).click();
  await expect(dialog).toBeHidden();
  await expect(transcript).not.toContainText("550 5.1.1");
  await expect(transcript).toContainText("250 2.1.5 Ok");
  await expect(page.getByText("Replies that are different now: 1.")).toBeVisible();
  await expect(palette.locator("ins")).toContainText("dave");

  await playground.button("Compare with before", palette).click();
  const comparison = page.getByRole("dialog", { name: "This world, and the one before" });
  await expect(comparison).toContainText("550 5.1.1");
  await page.keyboard.press("Escape");
  await playground.button("Take the last change back", palette).click();
  await expect(transcript).toContainText("550 5.1.1");
  await playground.button("Take the last change back", palette).click();
  await expect(transcript).toContainText("250 2.1.5 Ok");
  await playground.button("Reset to the standard world", palette).click();
  await expect(transcript).toContainText("550 5.1.1");
  await expect(palette.locator("ins")).toHaveCount(0);
});

test("a planned failure hits its stage twice and then no more", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.button("Change the world", playground.palette).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Where").selectOption("mail");
  await dialog.getByLabel("What goes wrong").selectOption("451-4.7.1");
  await dialog.getByLabel("How often").selectOption("twice");
  await playground.button("Add this failure", dialog).click();
  await expect(dialog.getByLabel("Planned failures")).toHaveValue("mail=451-4.7.1*2");
  await playground.button("Apply and play again", dialog).click();
  await playground.say("EHLO client.example.org", "MAIL FROM:<a@example.org>", "MAIL FROM:<a@example.org>", "MAIL FROM:<a@example.org>");
  await expect(playground.transcript).toContainText("250 2.1.0 Ok");
  expect((await playground.transcript.innerText()).match(/451/g)).toHaveLength(2);
});

for (const language of LANGUAGES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${language}, ${colorScheme}`, () => {
      test.use({ locale: language, colorScheme });
      test("what is wrong is said at its field, nothing is changed, and axe finds nothing", async ({ page }) => {
        const playground = await Playground.open(page, language);
        await playground.palette.locator(".links button").first().click();
        const dialog = page.getByRole("dialog");
        const users = dialog.locator("#world-users");
        await users.fill("alice\nmary ann\n<script>x</script>");
        await dialog.locator("#world-client-address").fill("999.1.1.1");
        await dialog.locator(".primary").click();
        await expect(users).toBeFocused();
        await expect(users).toHaveAttribute("aria-invalid", "true");
        await expect(dialog.locator("#world-users-wrong")).toContainText("mary ann");
        await expect(dialog.locator("#world-client-address-wrong")).toContainText("999.1.1.1");
        await expectNothingFromAxe(page, "the world with mistakes");
        await page.keyboard.press("Escape");
        await expect(playground.palette.locator("ins")).toHaveCount(0);
      });
    });
  }
}

test("the world is part of a share link, without its passwords", async ({ page, browser, baseURL }) => {
  const playground = await Playground.open(page);
  await playground.button("Change the world", playground.palette).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Mailboxes", { exact: true }).fill("alice\nbob\ncarol\ndave");
  await dialog.getByLabel("Logins", { exact: true }).fill("dave@example.com my-own-secret");
  await playground.button("Apply and play again", dialog).click();
  await playground.button("Share").click();
  const share = page.getByRole("dialog", { name: "Share this session" });
  await expect(share).toContainText("Left out of the link: passwords or other secrets in a login (1).");
  const link = await share.getByRole("textbox", { name: "Link" }).inputValue();
  const context = await browser.newContext({ baseURL, locale: "en-US" });
  const other = new Playground(await context.newPage());
  await other.page.goto(link);
  await expect(other.palette.locator("ins").filter({ hasText: /dave$/ })).toHaveCount(1);
  await expect(other.palette).not.toContainText("my-own-secret");
  await context.close();
});
