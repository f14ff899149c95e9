// Logs of real sessions: played again, with what the real server answered beside it.
import { readFileSync } from "node:fs";
import { expect, test } from "./support";
import { Playground } from "./page";

const log = (name: string) => readFileSync(new URL(`../imports/${name}`, import.meta.url), "utf8");

/** A log of each kind, the server that it is known for, and a row of the comparison with its verdict. */
const LOGS: [string, string, string, RegExp, string][] = [
  ["swaks", "swaks/refused-recipient.log", "Postfix", /joe@elsewhere\.example.*Relay access denied/s, "same answer"],
  ["curl -v", "curl/mail.log", "Sendmail", /RCPT TO:<bob@example\.com>.*Recipient ok/s, "same answer"],
  ["smtplib", "smtplib/mail.log", "Postfix", /joe@elsewhere\.example.*Relay access denied/s, "same answer"],
  ["nodemailer", "nodemailer/mail.log", "OpenSMTPD", /joe@elsewhere\.example.*Invalid recipient/s, "same answer"],
  ["PHPMailer", "phpmailer/mail.log", "Postfix", /nobody@example\.com.*250 2\.1\.5 Ok/s, "same answer"],
  ["openssl s_client", "openssl/starttls-terminal.log", "Postfix", /RCPT TO:<bob@example\.com>.*250 2\.1\.5 Ok/s, "same answer"],
  ["Postfix", "postfix/relay-denied.log", "Postfix", /alice@\[127\.0\.0\.9\].*Relay access denied/s, "same answer"],
];

for (const [kind, file, server, row, verdict] of LOGS) {
  test(`a log of ${kind} is played again beside what really happened`, async ({ page }) => {
    const playground = await Playground.open(page);
    await playground.fromMenu("Sessions");
    const dialog = page.getByRole("dialog", { name: "Sessions" });
    await dialog.getByLabel("Paste the log here").fill(log(file));
    await playground.button("Read it", dialog).click();
    const comparison = page.getByRole("dialog", { name: "The playground, and what really happened" });
    await expect(comparison.getByRole("columnheader").nth(2)).toHaveText(`The log (${kind})`);
    await expect(comparison.getByRole("columnheader").nth(1)).toContainText(server);
    await expect(comparison.getByRole("row").filter({ hasText: row }).first()).toContainText(verdict);
    await page.keyboard.press("Escape");
    await expect(playground.transcript).toContainText("220 ");
  });
}

test("a log is played to another server too, and what differs is marked", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.fromMenu("Sessions");
  const dialog = page.getByRole("dialog", { name: "Sessions" });
  await dialog.getByLabel("Or choose a file").setInputFiles({ name: "x.log", mimeType: "text/plain", buffer: Buffer.from(log("swaks/refused-recipient.log")) });
  const comparison = page.getByRole("dialog", { name: "The playground, and what really happened" });
  await comparison.getByLabel("Played to").selectOption("exim");
  await expect(comparison.getByRole("row").filter({ hasText: "RCPT TO:<joe@elsewhere.example>" })).toContainText("another code");
});

const refused: [string, string, RegExp][] = [
  ["no log at all", "Dear Sir or Madam", /No line of this is as swaks/],
  ["only the server's side", "S: 220 hello", /what the client said is not in this log/],
  ["a line that is cut off", "reply: b'220 a\\r\\n'\nsend: 'ehlo \\xq'", /smtplib: line 2 cannot be read/],
  ["a damaged JSON file", '{"version":1,"session":', /This JSON file cannot be read/],
  ["deep nesting", `{"version":1,"at":1,"session":${"[".repeat(50_000)}`, /This JSON file cannot be read/],
];
for (const [what, text, message] of refused) {
  test(`an import of ${what} is refused with a reason, and the session stays as it was`, async ({ page }) => {
    const playground = await Playground.open(page);
    await playground.say("EHLO mine.example.org");
    await playground.fromMenu("Sessions");
    const dialog = page.getByRole("dialog", { name: "Sessions" });
    await dialog.getByLabel("Paste the log here").fill(text);
    await playground.button("Read it", dialog).click();
    await expect(dialog).toContainText(message);
    await page.keyboard.press("Escape");
    await expect(playground.transcript).toContainText("mine.example.org");
  });
}

test("a log of a form that no program here has is read by the decoder", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO mine.example.org");
  await playground.fromMenu("Sessions");
  const dialog = page.getByRole("dialog", { name: "Sessions" });
  const telnet = "Trying 192.0.2.1...\nConnected to mx.example.com.\nEscape character is '^]'.\n220 mx.example.com ESMTP Postfix\nEHLO a.example.org\n250-mx.example.com\n250 SIZE 10240000\nMAIL FROM:<ann@example.org>\n250 2.1.0 Ok\nRCPT TO:<dora@elsewhere.example>\n554 5.7.1 <dora@elsewhere.example>: Relay access denied\nQUIT\n221 2.0.0 Bye\n";
  await dialog.getByLabel("Paste the log here").fill(telnet);
  await playground.button("Read it", dialog).click();
  await expect(page.getByRole("dialog").filter({ hasText: "what really happened" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(playground.transcript).toContainText("RCPT TO:<dora@elsewhere.example>");
  await expect(playground.transcript).toContainText("554 5.7.1");
});

test("what is no session is shown under Decode", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.fromMenu("Sessions");
  const dialog = page.getByRole("dialog", { name: "Sessions" });
  await dialog.getByLabel("Paste the log here").fill("550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown");
  await playground.button("Read it", dialog).click();
  await expect(page.getByRole("article")).toContainText("bob@example.com");
});

test("a file of more than 10 MB is refused", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.fromMenu("Sessions");
  const dialog = page.getByRole("dialog", { name: "Sessions" });
  await dialog.getByLabel("Or choose a file").setInputFiles({ name: "x.log", mimeType: "text/plain", buffer: Buffer.alloc(10_000_001, "x") });
  await expect(dialog).toContainText("This is larger than 10 MB");
});

test("a log with scripts in every line runs none of them", async ({ page }) => {
  const playground = await Playground.open(page);
  const script = "<img src=x onerror=alert(1)><script>alert(2)</script>";
  page.on("dialog", () => expect(false, "a script ran").toBe(true));
  await playground.fromMenu("Sessions");
  await page.getByLabel("Paste the log here").fill(`S: 220 ${script}\nC: EHLO ${script}\nS: 250 ${script}\nC: ${script}\nS: 500 ${script}`);
  await playground.button("Read it").click();
  const comparison = page.getByRole("dialog", { name: "The playground, and what really happened" });
  await expect(comparison).toContainText(script);
  await expect(comparison.locator("img, script")).toHaveCount(0);
});

test("a session saved as JSON comes back whole; as text it can be read again", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.say("EHLO saved.example.org", "MAIL FROM:<joe@example.org>");
  const dialog = page.getByRole("dialog", { name: "Sessions" });
  for (const [name, file] of [["JSON", "session.json"], ["Text", "session.txt"]] as const) {
    await playground.fromMenu("Sessions");
    const download = page.waitForEvent("download");
    await playground.button(name, dialog).click();
    expect((await download).suggestedFilename()).toBe(file);
    const text = readFileSync(await (await download).path(), "utf8");
    await page.keyboard.press("Escape");
    await playground.button("Start over").click();
    await playground.fromMenu("Sessions");
    await dialog.getByLabel("Paste the log here").fill(text);
    await playground.button("Read it", dialog).click();
    await page.keyboard.press("Escape");
    await expect(playground.transcript).toContainText("250 2.1.0 Ok");
  }
});
