// How the page looks, kept as pictures in pictures/. A change that is meant is blessed by
// `cargo xtask test browser -- screens --update-snapshots`; look at the new pictures before you keep them.
import { expect, test } from "./support";
import { type Language, Playground } from "./page";

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
];
const SESSION = ["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<dave@example.com>"];

for (const viewport of WIDTHS) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const locale of ["en", "zh-CN"] as Language[]) {
      const name = `${viewport.width}-${colorScheme}-${locale}`;
      test.describe(name, () => {
        test.use({ viewport, colorScheme, locale: locale === "en" ? "en-US" : locale, reducedMotion: "reduce" });

        test(`a refused recipient at ${viewport.width} pixels, ${colorScheme}, ${locale}`, async ({ page }) => {
          await page.clock.install({ time: new Date("2026-11-22T10:00:00Z") });
          const playground = await Playground.open(page, locale);
          await playground.say(...SESSION);
          await expect(playground.transcript).toContainText("550 5.1.1");
          // Fonts differ a little from machine to machine; a layout that breaks differs a lot.
          await expect(page).toHaveScreenshot(`${name}.png`, { maxDiffPixelRatio: 0.03, caret: "hide", animations: "disabled" });
        });
      });
    }
  }
}
