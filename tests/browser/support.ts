// What every spec needs. Import `test` and `expect` from here, not from Playwright:
// this `test` fails when the page asks anything of another origin, or throws.
import { test as base, expect } from "@playwright/test";

export { expect };

export const test = base.extend<{ noRequestElsewhere: void; noPageError: void }>({
  noRequestElsewhere: [
    async ({ context, baseURL }, use) => {
      const { origin } = new URL(baseURL!);
      const elsewhere: string[] = [];
      context.on("request", (request) => {
        const url = new URL(request.url());
        const local = url.protocol === "data:" || url.protocol === "blob:" || url.origin === origin;
        if (!local) elsewhere.push(request.url());
      });
      // What the page's own policy refused was never sent; Chromium tells of some of it all the same.
      context.on("requestfailed", (request) => {
        const at = elsewhere.indexOf(request.url());
        if (request.failure()?.errorText === "csp" && at >= 0) elsewhere.splice(at, 1);
      });
      await use();
      expect(elsewhere, "requests that left the origin").toEqual([]);
    },
    { auto: true },
  ],
  noPageError: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await use();
      expect(errors, "errors thrown in the page").toEqual([]);
    },
    { auto: true },
  ],
});

/** A `test` for pages that are broken on purpose: errors are expected, requests elsewhere are not. */
export const brokenTest = test.extend<{ noPageError: void }>({
  noPageError: [async ({}, use) => use(), { auto: true }],
});
