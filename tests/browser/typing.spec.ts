// While one types: faults and their fixes, what can stand at the caret, and panels that work out what no person types.
import { expectNothingFromAxe } from "./axe";
import { expect, test } from "./support";
import { Playground, SUBMISSION, type Language } from "./page";

const WORDS = {
  en: {
    early: "needs RCPT TO first",
    space: "No space may stand after the colon.",
    list: "What can stand here",
    login: "Work out a login",
    message: "Prepare a message",
    mechanism: "Mechanism",
    user: "User name",
    password: "Password or token",
    put: "Put it into the command line",
    kept: "Nothing typed here is kept.",
  },
  "zh-CN": {
    early: "需要先 RCPT TO",
    space: "冒号后面不能有空格",
    list: "这里可以填什么",
    login: "算出登录内容",
    message: "准备一封邮件",
    mechanism: "登录机制",
    user: "用户名",
    password: "密码、授权码或令牌",
    put: "填入命令行",
    kept: "都不会保存",
  },
} as const;

for (const language of ["en", "zh-CN"] as Language[]) {
  const words = WORDS[language];
  test.describe(language, () => {
    test.use({ locale: language });

    test("typing with a fault and fixing it", async ({ page }) => {
      const playground = await Playground.open(page, language);
      await playground.type("EHLO client.example.org");
      await page.keyboard.type("MAIL FROM: <joe@example.org> SZIE=100");
      await expect(page.locator(".ink .fault")).toHaveText([" ", "SZIE", "=", "100"], { useInnerText: false });
      await expect(page.locator(".told")).toContainText(words.space);
      await expectNothingFromAxe(page, "a line with faults", { include: ".foot" });
      await page.keyboard.press("Alt+Enter");
      await expect(playground.commandLine).toHaveValue("MAIL FROM:<joe@example.org> SZIE=100");
      await page.keyboard.press("Alt+Enter");
      await expect(playground.commandLine).toHaveValue("MAIL FROM:<joe@example.org> SIZE=100");
      await expect(page.locator(".ink .fault")).toHaveCount(0);
      await page.keyboard.press("Control+z");
      await expect(playground.commandLine).toHaveValue("MAIL FROM:<joe@example.org> SZIE=100");
      await page.keyboard.press("Alt+Enter");
      await page.keyboard.press("Enter");
      await expect(playground.transcript).toContainText("250 2.1.0 Ok");
    });

    test("what comes too early is greyed, says why, and what it needs is put before it", async ({ page }) => {
      const playground = await Playground.open(page, language);
      await playground.type("EHLO client.example.org", "MAIL FROM:<joe@example.org>");
      await page.keyboard.type("DATA");
      await expect(page.locator(".ink .barred")).toHaveText("DATA");
      await expect(page.locator(".told")).toContainText(words.early);
      await expect(page.locator(".told")).toContainText("RFC 5321");
      await page.keyboard.press("Alt+Enter");
      await expect(playground.commandLine).toHaveValue("RCPT TO:<bob@example.com>\nDATA");
      await page.keyboard.press("Enter");
      await expect(playground.transcript).toContainText("354 ");
    });

    test("Tab completes only what the state allows", async ({ page }) => {
      const playground = await Playground.open(page, language);
      const list = page.getByRole("listbox", { name: words.list });
      await playground.type("EHLO client.example.org", "MAIL FROM:<joe@example.org>");
      await page.keyboard.type("rc");
      await page.keyboard.press("Tab");
      await expect(playground.commandLine).toHaveValue("RCPT TO:<");
      await page.keyboard.press("Tab");
      await expect(list).toBeVisible();
      await expect(list.getByRole("option").first()).toContainText("<bob@example.com>");
      await expectNothingFromAxe(page, "the list of completions", { include: ".foot" });
      await page.keyboard.press("Enter");
      await expect(playground.commandLine).toHaveValue("RCPT TO:<bob@example.com>");
      await expect(list).toBeHidden();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+Space");
      const data = list.getByRole("option").filter({ hasText: /^DATA/ });
      await expect(data).toHaveAttribute("aria-disabled", "true");
      await expect(data).toContainText(words.early);
      await page.keyboard.press("Escape");
      await expect(list).toBeHidden();
      // Nothing to complete: Tab goes on.
      await page.keyboard.type("DATA");
      await page.keyboard.press("Tab");
      await expect(playground.commandLine).not.toBeFocused();
      await expect(playground.commandLine).toHaveValue("DATA");
    });

    test("logging in with CRAM-MD5 by the panel", async ({ page }) => {
      const playground = await Playground.open(page, language);
      await playground.chooseSubmission();
      await playground.say(...SUBMISSION.slice(0, 3));
      await playground.button(words.login).click();
      const panel = page.getByRole("region", { name: words.login });
      await expect(panel).toContainText(words.kept);
      await panel.getByLabel(words.mechanism).selectOption("CRAM-MD5");
      await playground.button(words.put, panel).click();
      await expect(playground.commandLine).toHaveValue("AUTH CRAM-MD5");
      await page.keyboard.press("Enter");
      await expect(playground.transcript).toContainText("334 ");
      await panel.getByLabel(words.user, { exact: true }).fill("alice@example.com");
      await panel.getByLabel(words.password, { exact: true }).fill("wonderland");
      await expect(panel).toContainText("@mail.example.com>");
      await expectNothingFromAxe(page, "the login panel", { include: ".foot" });
      await playground.button(words.put, panel).click();
      await page.keyboard.press("Enter");
      await expect(playground.transcript).toContainText("235 2.7.0");
      await expect(panel).toBeHidden();
      expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("wonderland");
    });

    test("a message is weighed for MAIL and its dots are doubled", async ({ page }) => {
      const playground = await Playground.open(page, language);
      await playground.type("EHLO client.example.org");
      await playground.button(words.message).click();
      const panel = page.getByRole("region", { name: words.message });
      await panel.getByRole("textbox").fill("Subject: dots\n\n.one\nend");
      await panel.getByRole("button", { name: "MAIL FROM" }).click();
      await expect(playground.commandLine).toHaveValue("MAIL FROM:<joe@example.org> SIZE=28");
      await page.keyboard.press("Enter");
      await playground.type("RCPT TO:<bob@example.com>", "DATA");
      await panel.getByRole("checkbox").check();
      await expectNothingFromAxe(page, "the message panel", { include: ".foot" });
      await panel.locator(".put button:not([hidden])").click();
      await page.keyboard.press("Enter");
      await expect(playground.transcript).toContainText("..one");
      await expect(playground.transcript).toContainText("250 2.0.0 Ok: queued");
    });
  });
}

test("the colours lie where the text is, also when it wraps", async ({ page }) => {
  const playground = await Playground.open(page);
  await page.keyboard.type(`NOOP ${"long words ".repeat(40)}`);
  const size = (selector: string) => page.locator(selector).evaluate((element) => [element.clientWidth, element.scrollHeight]);
  expect(await size(".ink")).toEqual(await size("#command"));
  await expect(page.locator(".ink")).toHaveText(/^NOOP long words/);
  await expect(playground.commandLine).toBeInViewport();
});
