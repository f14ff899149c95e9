// What every spec needs. Import `test` and `expect` from here, not from Playwright:
// this `test` fails when the page asks anything of another origin, throws, or tries what its own policy refuses.
import { type BrowserContext, test as base, expect } from "@playwright/test";

export { expect };

export const test = base.extend<{ ownOrigins: string[]; noRequestElsewhere: void; noPageError: void; policyViolations: string[] }>({
  /** A spec that starts hosts of its own adds their origins here. */
  ownOrigins: async ({}, use) => use([]),
  noRequestElsewhere: [
    async ({ browser, context, baseURL, ownOrigins }, use) => {
      ownOrigins.push(new URL(baseURL!).origin);
      const elsewhere: string[] = [];
      const note = (address: string) => {
        const url = new URL(address);
        if (!["data:", "blob:"].includes(url.protocol) && !ownOrigins.includes(url.origin)) elsewhere.push(address);
      };
      // Those of the service worker are among them.
      const watch = (context: BrowserContext) => {
        context.on("request", (request) => note(request.url()));
        // What the page's own policy refused was never sent; Chromium tells of some of it all the same.
        context.on("requestfailed", (request) => {
          const at = elsewhere.indexOf(request.url());
          if (request.failure()?.errorText === "csp" && at >= 0) elsewhere.splice(at, 1);
        });
        context.on("page", (page) => page.on("websocket", (socket) => note(socket.url())));
      };
      watch(context);
      browser.on("context", watch); // Those that a spec makes itself.
      await use();
      browser.off("context", watch);
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
  /** What the page's policy refused. A spec that wants something refused takes it out: `policyViolations.splice(0)`. */
  policyViolations: [
    async ({ context }, use) => {
      const violations: string[] = [];
      await context.exposeBinding("tellViolation", (_, text: string) => violations.push(text));
      await context.addInitScript(listenForViolations);
      await use(violations);
      expect(violations, "what the page's Content-Security-Policy refused").toEqual([]);
    },
    { auto: true },
  ],
});

/** In the page. What a mail in a frame is refused is no fault of the page's. */
function listenForViolations() {
  if (window !== window.top) return;
  const { tellViolation } = window as unknown as { tellViolation: (text: string) => void };
  document.addEventListener("securitypolicyviolation", (event) => {
    tellViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`.trim());
  });
}

/** A `test` for pages that are broken on purpose: errors are expected, requests elsewhere are not. */
export const brokenTest = test.extend<{ noPageError: void }>({
  noPageError: async ({}, use) => use(),
});
