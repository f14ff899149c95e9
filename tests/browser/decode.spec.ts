// Decode: I paste or drop what mail said, and see who refused, where, why, whose move it is, and what to do.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectNothingFromAxe } from "./axe";
import { hostedTest } from "./host";
import { type Language, LANGUAGES, Playground } from "./page";
import { expect, test } from "./support";

const sample = (name: string) => readFileSync(new URL(`../../crates/decode/tests/samples/${name}`, import.meta.url));

const WORDS = {
  en: {
    door: "Decode",
    field: "Text to decode",
    unknownUser: "No such recipient",
    full: "Mailbox full",
    permanent: "permanent",
    temporary: "temporary",
    whose: "Whose move it is: Sender",
    relay: "Relaying denied",
    tls: "TLS on a port without TLS",
    login: "Login failed",
    notSmtp: "This is not SMTP",
    unknown: "Nothing of this was recognised",
    tryHere: "Try it here",
    session: "Read as a session",
    summary: "Copy a summary",
    clear: "Start over",
    examples: "A bounce for two recipients",
    header: "The From domain shop.example is not confirmed",
    way: "The way of the mail",
    text: "The text",
  },
  "zh-CN": {
    door: "诊断",
    field: "要诊断的文字",
    unknownUser: "收件人不存在",
    full: "邮箱已满",
    permanent: "永久",
    temporary: "暂时",
    whose: "该由谁处理： 发件人",
    relay: "拒绝中继",
    tls: "在非 TLS 端口上直接使用了 TLS",
    login: "登录失败",
    notSmtp: "这不是 SMTP",
    unknown: "没有识别出任何内容",
    tryHere: "在这里试一试",
    session: "作为会话打开",
    summary: "复制摘要",
    clear: "清空",
    examples: "有两个收件人的退信",
    header: "From 域名 shop.example 没有得到确认",
    way: "邮件经过的路径",
    text: "原文",
  },
} as const;

const MAILLOG = `Nov 30 10:02:13 mx postfix/smtp[20113]: 4F1B92C0D3: to=<dave@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1.8, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.25] said: 550 5.1.1 <dave@example.com>: Recipient address rejected: User unknown (in reply to RCPT TO command))
Nov 30 10:02:14 mx postfix/smtp[20114]: 51A0C2C0D8: to=<erin@example.net>, relay=mx.example.net[198.51.100.7]:25, delay=0.9, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9C1F)`;

const TELNET = `Trying 192.0.2.25...
Connected to mail.example.com.
Escape character is '^]'.
220 mail.example.com ESMTP Postfix
EHLO client.example.org
250-mail.example.com
250 ENHANCEDSTATUSCODES
MAIL FROM:<joe@example.org>
250 2.1.0 Ok
RCPT TO:<bob@elsewhere.example>
554 5.7.1 <bob@elsewhere.example>: Relay access denied
QUIT
221 2.0.0 Bye`;

const JAVAMAIL = `DEBUG SMTP: trying to connect to host "smtp.example.com", port 587, isSSL false
220 smtp.example.com ESMTP
DEBUG SMTP: connected to host "smtp.example.com", port: 587
EHLO client
250-smtp.example.com
250 AUTH PLAIN LOGIN
DEBUG SMTP: AUTH LOGIN command trace suppressed
DEBUG SMTP: AUTH LOGIN failed
javax.mail.AuthenticationFailedException: 535 5.7.8 Error: authentication failed: bad username or password
	at com.sun.mail.smtp.SMTPTransport$Authenticator.authenticate(SMTPTransport.java:965)`;

const TRACEBACK = `Traceback (most recent call last):
  File "send.py", line 12, in <module>
    server = smtplib.SMTP_SSL("smtp.example.com", 587)
ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1000)`;

const POSTGRESQL = `ERROR:  relation "users" does not exist at character 15\nSTATEMENT:  SELECT * FROM users WHERE id = 550`;

class Decode {
  readonly words: (typeof WORDS)[Language];

  constructor(
    readonly page: Page,
    language: Language = "en",
  ) {
    this.words = WORDS[language];
  }

  static async open(page: Page, language: Language = "en") {
    const decode = new Decode(page, language);
    const playground = await Playground.open(page, language);
    await page.getByRole("navigation").getByRole("link", { name: decode.words.door, exact: true }).first().click();
    await expect(decode.field).toBeVisible();
    return { decode, playground };
  }

  get field() {
    return this.page.getByRole("textbox", { name: this.words.field });
  }

  get cards() {
    return this.page.getByRole("article");
  }

  get result() {
    return this.page.locator(".decode-result");
  }

  button(name: string) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** The text as it was read. */
  get text() {
    return this.page.getByRole("region", { name: this.words.text }).last();
  }

  async drop(name: string, octets: Buffer) {
    const data = await this.page.evaluateHandle(
      ({ name, octets }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(octets)], name));
        return data;
      },
      { name, octets: [...octets] },
    );
    await this.page.locator(".decode-field").dispatchEvent("drop", { dataTransfer: data });
  }
}

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ locale: language });

    test("a bounce for two recipients has a card for each, with whose move it is", async ({ page }) => {
      const { decode } = await Decode.open(page, language);
      const { words } = decode;
      await decode.field.fill(sample("postfix-two-recipients.eml").toString());
      await expect(decode.cards).toHaveCount(2);
      const [first, second] = [decode.cards.nth(0), decode.cards.nth(1)];
      await expect(first).toContainText("bob@example.com");
      await expect(first).toContainText(words.unknownUser);
      await expect(first).toContainText(words.permanent);
      await expect(first).toContainText(words.whose);
      await expect(first.getByRole("link", { name: "550", exact: true })).toHaveAttribute("href", "#/reference/codes/550");
      await expect(second).toContainText(words.full);
      await expect(second).toContainText(words.temporary);
      await expectNothingFromAxe(page, "the cards of a bounce");
      // The line that matters is lit, and personal data is dimmed.
      await expect(decode.text.locator(".decisive").first()).toContainText("bob@example.com");
      await expect(decode.text.locator(".personal").first()).toBeVisible();
      await decode.text.getByRole("button").first().click();
      await expect(first).toBeFocused();
      // A link leads into the reference, and back everything is as it was.
      await first.getByRole("link", { name: "550", exact: true }).click();
      await expect(page.locator("#reader-text h1")).toContainText("550");
      await page.goBack();
      await expect(decode.cards).toHaveCount(2);
      await expect(decode.field).toHaveValue(/bob@example\.com/);
    });

    test("each kind is told for what it is", async ({ page }) => {
      const { decode } = await Decode.open(page, language);
      const { words } = decode;
      for (const [text, card] of [
        [MAILLOG, words.unknownUser],
        [TELNET, words.relay],
        [JAVAMAIL, words.login],
        [TRACEBACK, words.tls],
      ]) {
        await decode.field.fill(text);
        await expect(decode.cards.filter({ hasText: card })).toHaveCount(1);
      }
      await decode.field.fill(POSTGRESQL);
      await expect(decode.result).toContainText(words.notSmtp);
      await expect(decode.result).toContainText("PostgreSQL");
      await expect(decode.cards).toHaveCount(0);
      await decode.field.fill("it just does not work any more");
      await expect(decode.result).toContainText(words.unknown);
      await expectNothingFromAxe(page, "what is not known");
      await decode.button(words.clear).click();
      await expect(decode.result).toBeHidden();
      await expect(decode.field).toBeFocused();
    });

    test("a bounce of Exchange and one of QQ are read from files, whatever their charset", async ({ page }) => {
      const { decode } = await Decode.open(page, language);
      const { words } = decode;
      await page.locator(".decode-open input").setInputFiles({ name: "ndr.eml", mimeType: "message/rfc822", buffer: sample("exchange-base64-html.eml") });
      await expect(page.getByText("ndr.eml")).toBeVisible();
      await expect(decode.cards).toHaveCount(1);
      await expect(decode.cards).toContainText(words.unknownUser);
      await expect(decode.cards).toContainText("5.1.10");
      await decode.drop("qq.eml", sample("qq-gb18030.eml"));
      await expect(page.getByText("qq.eml")).toBeVisible();
      await expect(decode.cards).toContainText(words.full);
      await expect(decode.cards).toContainText("bob@example.com");
    });

    test("the header of a mail tells its way and what was checked", async ({ page }) => {
      const { decode } = await Decode.open(page, language);
      const { words } = decode;
      await expectNothingFromAxe(page, "the empty view");
      await decode.button(words.examples).click();
      await expect(decode.cards).toHaveCount(2);
      await decode.field.fill(readFileSync(new URL("../../src/decode/examples/header.eml", import.meta.url), "utf8"));
      await expect(decode.result).toContainText(words.header);
      await expect(decode.cards).toHaveCount(0);
      await expect(decode.result).toContainText(words.way);
      await expect(page.locator(".hops li")).toHaveCount(3);
      await expect(page.locator('.took[data-slow="true"]')).toHaveCount(1);
      await expectNothingFromAxe(page, "the way of a mail");
    });

    test("on a phone nothing is wider than the screen", async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      const playground = await Playground.open(page, language);
      await page.goto("#/decode");
      const decode = new Decode(page, language);
      await decode.field.fill(sample("postfix-two-recipients.eml").toString());
      await expect(decode.cards).toHaveCount(2);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await expectNothingFromAxe(page, "Decode on a phone");
      await decode.button(decode.words.tryHere).first().click();
      await expect(playground.transcript).toContainText("550 5.1.1");
    });
  });
}

test("a refusal is tried here: the same numbers, and nothing of the paste", async ({ page }) => {
  const { decode, playground } = await Decode.open(page);
  await playground.page.goBack();
  await playground.say("EHLO mine.example.org");
  await page.goto("#/decode");
  await decode.field.fill(MAILLOG);
  await decode.button("Try it here").click();
  await expect(playground.transcript).toContainText("550 5.1.1");
  await expect(playground.transcript).not.toContainText("dave");
  await expect(page.getByText("This session ends with the refusal that you decoded")).toBeVisible();
  // What was there before is kept.
  await playground.button("Step back").click();
  await expect(playground.transcript).toContainText("mine.example.org");
});

test("a dialogue is read as a session, with the real replies beside ours", async ({ page }) => {
  const { decode, playground } = await Decode.open(page);
  await decode.field.fill(TELNET);
  await decode.button("Read as a session").click();
  const comparison = page.getByRole("dialog", { name: "The playground, and what really happened" });
  await expect(comparison.getByRole("row").filter({ hasText: "bob@elsewhere.example" }).first()).toContainText("Relay access denied");
  await page.keyboard.press("Escape");
  await expect(playground.transcript).toContainText("RCPT TO:<bob@elsewhere.example>");
});

test("the summary names no person", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { decode } = await Decode.open(page);
  await decode.field.fill(sample("postfix-two-recipients.eml").toString());
  await decode.button("Copy a summary").click();
  await expect(decode.result).toContainText("Copied.");
  const summary = await page.evaluate(() => navigator.clipboard.readText());
  expect(summary).toContain("No such recipient");
  expect(summary).toContain("example.com");
  expect(summary).not.toMatch(/bob|carol|joe/);
});

test("what I paste goes into no link, no storage and no request", async ({ page }) => {
  const { decode } = await Decode.open(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  await decode.field.fill(MAILLOG);
  await expect(decode.cards).toHaveCount(1);
  expect(page.url()).toMatch(/#\/decode$/);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain("dave");
  expect(asked.join(" ")).not.toContain("dave");
});

test("the decoder is fetched when Decode is opened, not before", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const playground = await Playground.open(page);
  await playground.say("EHLO client.example.org");
  expect(asked.filter((address) => address.includes("decoder"))).toEqual([]);
  await page.goto("#/decode");
  await expect.poll(() => asked.filter((address) => address.includes("decoder")).length).toBe(2);
});

test("by the keyboard alone", async ({ page }) => {
  const { decode } = await Decode.open(page);
  await expect(decode.field).toBeFocused();
  await page.keyboard.insertText("550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown");
  await expect(decode.cards).toHaveCount(1);
  const playground = new Playground(page);
  await playground.tabTo(decode.button("Try it here"));
  await page.keyboard.press("Enter");
  await expect(playground.transcript).toContainText("550 5.1.1");
});

test("a language that is chosen later is spoken by what was decoded, too", async ({ page }) => {
  const { decode, playground } = await Decode.open(page);
  await decode.field.fill(MAILLOG);
  await expect(decode.cards).toContainText("No such recipient");
  await playground.chooseLanguage("zh-CN");
  await expect(decode.cards).toContainText("收件人不存在");
});

test("ten megabytes hold up no key press", async ({ page }) => {
  const { decode } = await Decode.open(page);
  const line = "Nov 30 10:00:00 mx postfix/qmgr[1]: 4F1B92C0D3: from=<a@example.org>, size=1, nrcpt=1 (queue active)\n";
  await decode.drop("mail.log", Buffer.from(line.repeat(20_000) + MAILLOG));
  await expect(decode.cards).toHaveCount(1);
  await expect(decode.text).toContainText("dave@example.com");
  await expect(decode.text).toContainText("lines left out");
});

hostedTest.describe("without a network", () => {
  hostedTest.use({ serviceWorkers: "allow" });

  hostedTest("it works when it was never opened before", async ({ page, context, host }) => {
    await Playground.open(page);
    await expect(page.locator("html")).toHaveAttribute("data-offline", "ready", { timeout: 30_000 });
    await host.stop();
    await context.setOffline(true);
    await page.reload();
    await page.goto("#/decode");
    const decode = new Decode(page);
    await decode.field.fill(MAILLOG);
    await expect(decode.cards).toContainText("No such recipient");
  });
});
