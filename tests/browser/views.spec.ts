// Every view that can be opened has nothing that axe finds at WCAG 2.2 AA, in both languages and themes.
import { expectNothingFromAxe } from "./axe";
import type { Page } from "@playwright/test";
import { expect, test } from "./support";
import { type Language, Playground, SUBMISSION } from "./page";

/** What the actions that open a view are called in the list of all actions. */
const VIEWS: Record<Language, { sheets: string[]; parts: string[]; bars: string[] }> = {
  en: {
    sheets: ["Share", "Sessions", "Compare servers", "Find in the reference", "Send it from a program", "Change the world"],
    parts: ["The states of a session", "The session as a sequence diagram", "Server log", "Mailbox"],
    bars: ["Find in the session", "Base64, there and back"],
  },
  "zh-CN": {
    sheets: ["分享", "会话", "对照服务器", "在手册中查找", "用程序发送", "改变这个世界"],
    parts: ["会话的状态", "会话的时序图", "服务器日志", "邮箱"],
    bars: ["在会话中查找", "base64 编码与解码"],
  },
};

/** Opens what is called `name`, as a person does who knows its name only. */
async function open(page: Page, name: string) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").first().waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(100);
}

for (const language of Object.keys(VIEWS) as Language[]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${language}, ${colorScheme}`, () => {
      test.use({ locale: language, colorScheme, viewport: { width: 1280, height: 800 } });
      test.setTimeout(180_000);

      test("every view can be read and used by everyone", async ({ page }) => {
        const playground = await Playground.open(page, language);
        await playground.chooseSubmission();
        await playground.say(...SUBMISSION);
        const { sheets, parts, bars } = VIEWS[language];
        for (const part of parts) {
          await open(page, part);
          await expectNothingFromAxe(page, part);
        }
        for (const sheet of sheets) {
          await open(page, sheet);
          await expect(page.locator("dialog[open]"), sheet).toBeVisible();
          await expectNothingFromAxe(page, sheet);
          await page.keyboard.press("Escape");
          await expect(page.locator("dialog[open]"), sheet).toHaveCount(0);
        }
        for (const bar of bars) {
          await open(page, bar);
          await expectNothingFromAxe(page, bar);
        }
        await page.goto("./#/reference/codes/550.html");
        await expect(page.getByRole("heading", { level: 1, name: /550/ })).toBeVisible();
        await expectNothingFromAxe(page, "the reader");
      });
    });
  }
}
