// Playwright for `cargo xtask test browser`, which builds the page, serves it and sets BASE_URL and CHROMIUM.
// To run it by hand: `cargo xtask serve`, then
// `BASE_URL=http://127.0.0.1:8080/ CHROMIUM=/usr/bin/chromium npx playwright test`.
import { defineConfig } from "@playwright/test";

const { BASE_URL, CHROMIUM, FIREFOX, CI } = process.env;
if (!BASE_URL || !(CHROMIUM || FIREFOX)) {
  throw new Error("BASE_URL and CHROMIUM are not set: run `cargo xtask test browser`");
}

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  // One picture for every system: what differs between them is within the tolerance.
  snapshotPathTemplate: "pictures/{arg}{ext}",
  forbidOnly: Boolean(CI),
  // A test that passes at the second try is a test that fails.
  retries: 0,
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  // Firefox is another part of the tests: not everybody has it. Each part empties the place of what it left itself.
  projects: [
    { name: "chromium", testIgnore: "firefox.spec.ts", outputDir: "../../test-results/chromium" },
    { name: "firefox", testMatch: "firefox.spec.ts", outputDir: "../../test-results/firefox" },
  ],
  use: {
    baseURL: BASE_URL,
    // The first language comes from the browser; a test that wants Chinese says `test.use({ locale: "zh-CN" })`.
    locale: "en-US",
    // What a worker answers, specs cannot answer in its place. Those about it allow it (offline.spec.ts).
    serviceWorkers: "block",
    // Recording each test slows all of them down: `--trace on` for the one that is looked into.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      // --no-sandbox: in a container the tests run as root.
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
    },
  },
});
