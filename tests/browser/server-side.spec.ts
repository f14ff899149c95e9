// The server's side: its log, its queue, and a letter that was made to do harm.
import { expectNothingFromAxe } from "./axe";
import type { Page } from "@playwright/test";
import { expect, test } from "./support";
import { Playground } from "./page";

const LETTER = [
  "EHLO client.example.org",
  "MAIL FROM:<bounces@example.org>",
  "RCPT TO:<bob@example.com>",
  "RCPT TO:<carol@example.com>",
  "DATA",
  "From: =?gb2312?B?xOO6ww==?= <ni@example.org>",
  "To: bob@example.com",
  "Reply-To: help@example.org",
  "Subject: <script>parent.hacked=1</script> =?utf-8?B?5L2g5aW9?=",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/html; charset=utf-8",
  "",
  "<h1>Sale</h1><script>parent.hacked=1;document.title='hacked'</script>",
  "<img src=http://elsewhere.example/pixel.png onerror=parent.hacked=1>",
  "<a href=http://elsewhere.example/>Click here</a>",
  "<form action=http://elsewhere.example/><button>Send it</button></form>",
  '<meta http-equiv=refresh content="0;url=http://elsewhere.example/">',
  "--b",
  "Content-Type: application/pdf",
  'Content-Disposition: attachment; filename="../<img src=x onerror=parent.hacked=1>.pdf"',
  "Content-Transfer-Encoding: base64",
  "",
  "JVBERi0=",
  "--b--",
  ".",
];

async function openLetter(page: Page) {
  const playground = await Playground.open(page);
  await playground.paste(LETTER.join("\n"));
  await page.keyboard.press("Enter");
  await playground.button("Open the mail").click();
  return page.getByRole("tabpanel", { name: "Mailbox" });
}

test("a pasted mail with HTML and an attachment is shown, and nothing in it runs or loads", async ({ page }) => {
  const mailbox = await openLetter(page);
  await expect(mailbox.getByRole("heading", { name: "<script>parent.hacked=1</script> 你好" })).toBeVisible();
  const html = mailbox.frameLocator("iframe[sandbox='allow-same-origin']");
  await expect(html.getByRole("heading", { name: "Sale" })).toBeVisible();
  await expect(mailbox).toContainText("shown without scripts, forms and links");
  const [download] = await Promise.all([page.waitForEvent("download"), mailbox.getByRole("button", { name: /^Save/ }).click()]);
  expect(download.suggestedFilename()).not.toContain("/");
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  expect(await page.title()).toBe("SMTP Playground");
});

test("a link in an HTML mail leads nowhere", async ({ page }) => {
  const mailbox = await openLetter(page);
  await mailbox.frameLocator("iframe").getByRole("link", { name: "Click here" }).click();
  // The fixture fails when a request leaves the origin; the page and the mail stay what they were.
  await page.waitForTimeout(500);
  await expect(mailbox.frameLocator("iframe").getByRole("heading", { name: "Sale" })).toBeVisible();
  await expect(mailbox.getByRole("heading", { name: /你好/ })).toBeVisible();
});

test("envelope and header stand side by side, with a sentence for each difference", async ({ page }) => {
  const mailbox = await openLetter(page);
  const table = mailbox.getByRole("table");
  await expect(table).toContainText("你好 <ni@example.org>");
  await expect(table).toContainText("Readers see ni@example.org, a bounce goes to bounces@example.org");
  await expect(table).toContainText("Whoever answers writes to help@example.org");
  await expect(table).toContainText("carol@example.com got this mail, and no header field says so");
  await mailbox.getByText("Raw", { exact: true }).click();
  await expect(mailbox).toContainText("Return-Path: <bounces@example.org>");
  await expect(mailbox).toContainText("Read from the bottom up they are the mail's way");
});

test("a line of the log leads to the command that caused it, and a command marks its lines", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<nosuch@example.com>", "NOOP");
  await playground.tab("Log").click();
  const log = page.getByRole("tabpanel", { name: "Log" });
  const rejected = log.getByRole("button", { name: /NOQUEUE: reject: RCPT/ });
  await rejected.click();
  const marked = log.locator("[aria-current=true]");
  await expect(marked).toHaveCount(1);
  await expect(marked).toContainText("NOQUEUE: reject: RCPT");
  await expect(playground.transcript.locator(".shown")).toContainText("RCPT TO:<nosuch@example.com>");
  // And the other way round, by keyboard: the line before is the reply to MAIL, which logged nothing.
  await page.keyboard.press("ArrowUp");
  await expect(marked).toHaveCount(0);
  await page.keyboard.press("Home");
  await expect(marked).toContainText("connect from client.example.org");
});

test("the queue shows a message while it comes in, and what became of it", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.tab("Log").click();
  const log = page.getByRole("tabpanel", { name: "Log" });
  await expect(log).toContainText("The queue is empty");
  await playground.say(...LETTER.slice(0, 4));
  await expect(log.locator(".queue")).toContainText("bob@example.com still comes in");
  await playground.say("DATA", "Subject: x", "", "x", ".");
  await expect(log).toContainText("The queue is empty");
  await log.getByText("Went through (1)").click();
  await expect(log.locator(".queue")).toContainText("put into the mailbox: bob");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("axe finds nothing in a letter and in the log", async ({ page }) => {
      // What a stranger's HTML looks like is the stranger's affair.
      const nothingFound = (where: string) => expectNothingFromAxe(page, where, { exclude: "iframe" });
      const mailbox = await openLetter(page);
      await mailbox.getByText("Raw", { exact: true }).click();
      await nothingFound("a letter");
      await new Playground(page).tab("Log").click();
      await page.getByText("Went through (1)").click();
      await nothingFound("the log");
    });
  });
}
