// A session given to others as a link.
import { expect, test } from "./support";
import { Playground, SUBMISSION } from "./page";

test("a share link opened by somebody else shows the same screen", async ({ page, browser, baseURL }) => {
  const playground = await Playground.open(page);
  await playground.chooseSubmission();
  await playground.say(...SUBMISSION);
  await playground.button("Step back").click();
  await playground.button("Share").click();
  const dialog = page.getByRole("dialog", { name: "Share this session" });
  await expect(dialog.getByRole("img", { name: "QR code of the link" })).toBeVisible();
  await expect(dialog).toContainText("No password is in the link, except those of the practice world.");
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  expect(link.startsWith(baseURL!)).toBe(true);

  const context = await browser.newContext({ baseURL, locale: "en-US" });
  const other = new Playground(await context.newPage());
  await other.page.goto(link);
  await expect(other.transcript).toContainText("shall we have lunch");
  expect(await other.transcript.innerText()).toBe(await playground.transcript.innerText());
  await expect(other.page.getByLabel("Role")).toHaveValue("submission");
  await other.button("Step forward").click();
  await expect(other.transcript).toContainText("250 2.0.0 Ok: queued");
  await other.page.reload();
  await expect(other.transcript).toContainText("250 2.0.0 Ok: queued");
  await context.close();
});

test("a real password is left out of the link, and that is said", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.chooseSubmission();
  await playground.say("EHLO a.example.org", "STARTTLS", "EHLO a.example.org", `AUTH PLAIN ${btoa("\0me@example.com\0hunter2 hunter2")}`);
  await playground.button("Share").click();
  const dialog = page.getByRole("dialog", { name: "Share this session" });
  await expect(dialog).toContainText("Left out of the link: passwords or other secrets in a login (1).");
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  await page.evaluate((link) => (location.href = link), link);
  await expect(playground.transcript).toContainText("cmVtb3ZlZA==");
  await expect(playground.transcript).not.toContainText(btoa("\0me@example.com\0hunter2 hunter2"));
});

test("opening a link keeps one's own session", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.button("Share").click();
  const link = await page.getByRole("dialog").getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  await playground.say("EHLO mine.example.org");
  await page.evaluate((link) => (location.href = link), link);
  await expect(page.getByRole("status")).toContainText("Yours is kept");
  await expect(playground.transcript).not.toContainText("mine.example.org");
  await playground.fromMenu("Sessions");
  await playground.button("Open", page.getByRole("listitem").filter({ hasText: "Kept by itself" })).click();
  await expect(playground.transcript).toContainText("mine.example.org");
});

const damaged: [string, string, RegExp][] = [
  ["cut off", "s=1.q1Yq", /damaged/],
  ["no base64", "s=1.<script>alert(1)</script>", /damaged/],
  ["of another version", "s=9.abc", /another version of the playground \(format 9\)/],
  ["far too large", `s=1.${"A".repeat(300_000)}`, /too large/],
];
for (const [what, fragment, message] of damaged) {
  test(`a link that is ${what} is refused, and the session stays as it was`, async ({ page }) => {
    const playground = await Playground.open(page);
    await playground.say("EHLO mine.example.org");
    await page.evaluate((fragment) => (location.hash = fragment), fragment);
    await expect(page.getByRole("status")).toContainText(message);
    await expect(playground.transcript).toContainText("mine.example.org");
    await playground.say("NOOP");
    await expect(playground.transcript).toContainText("250 2.0.0 Ok");
  });
}
