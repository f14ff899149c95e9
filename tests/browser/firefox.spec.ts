// The main job in Firefox: from the built page, without a network, and from the single file.
// Not the `test` of support.ts, which starts Chromium: Firefox itself tells what it asked for.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, test as base } from "@playwright/test";
import { Firefox, KEYS } from "./firefox";
import { DIST, Host } from "./host";

const { FIREFOX, GECKODRIVER, SINGLE_FILE } = process.env;

const test = base.extend<{ firefox: Firefox; host: Host }>({
  firefox: async ({}, use) => {
    const firefox = await Firefox.start(FIREFOX!, GECKODRIVER!);
    await use(firefox);
    await firefox.close();
  },
  host: async ({}, use) => {
    const host = new Host(DIST, "/smtp-playground/");
    await host.start();
    await use(host);
    await host.stop();
  },
});

async function expectTranscript(firefox: Firefox, text: string) {
  await expect.poll(() => firefox.text("#transcript"), { timeout: 30_000 }).toContain(text);
}

/** Sends a mail by typing, takes a step back, and reads a page of the reference. */
async function doTheMainJob(firefox: Firefox) {
  await expectTranscript(firefox, "220 mail.example.com");
  const canType = "document.activeElement?.matches('textarea:not([readonly], [disabled])') ?? false";
  await expect.poll(() => firefox.value(canType), { timeout: 30_000 }).toBe(true);
  for (const [line, reply] of [
    ["EHLO client.example.org", "250 CHUNKING"],
    ["MAIL FROM:<joe@example.org>", "250 2.1.0 Ok"],
    ["RCPT TO:<nobody.here@example.com>", "550 5.1.1"],
    ["RCPT TO:<bob@example.com>", "250 2.1.5 Ok"],
    ["DATA", "354 End data with"],
  ]) {
    await firefox.type(line + KEYS.Enter);
    await expectTranscript(firefox, reply);
  }
  for (const line of ["Subject: Lunch", "", "On Friday?", "."]) await firefox.type(line + KEYS.Enter);
  await expectTranscript(firefox, "250 2.0.0 Ok: queued");
  await firefox.control("z");
  await expect.poll(() => firefox.text("#transcript")).not.toContain("queued");
  await firefox.click("a[href='#/reference']");
  await expect.poll(() => firefox.text("#reader-text h1"), { timeout: 30_000 }).toBe("SMTP reference");
}

/** Decodes a reply, in the worker. */
async function decodeSomething(firefox: Firefox) {
  await firefox.value("(location.hash = '#/decode', true)");
  await expect.poll(() => firefox.value("document.activeElement?.id"), { timeout: 30_000 }).toBe("decode-field");
  await firefox.type("550 5.1.1 User unknown");
  await expect.poll(() => firefox.text(".decode-card"), { timeout: 30_000 }).toContain("No such recipient");
}

/** What the page asked for, beside itself. */
async function asked(firefox: Firefox) {
  return firefox.value<string[]>("performance.getEntriesByType('resource').map((entry) => entry.name)");
}

test("I send a mail in Firefox, and the session is still there after a reload", async ({ firefox, host }) => {
  await firefox.open(host.url);
  await doTheMainJob(firefox);
  for (const address of await asked(firefox)) expect(address.startsWith(host.url), address).toBe(true);
  await firefox.open(host.url);
  await expectTranscript(firefox, "Subject: Lunch");
});

test("after one visit it works in Firefox without a network", async ({ firefox, host }) => {
  await firefox.open(host.url);
  await expect.poll(() => firefox.value("document.documentElement.dataset.offline"), { timeout: 30_000 }).toBe("ready");
  await host.stop();
  await firefox.open(host.url);
  await doTheMainJob(firefox);
  await decodeSomething(firefox);
  await firefox.open(`${host.url}#/reference/codes/550`);
  await expect.poll(() => firefox.text("#reader-text h1")).toContain("550");
});

test("the single file opens from disk in Firefox and asks for nothing", async ({ firefox }) => {
  expect(SINGLE_FILE && existsSync(SINGLE_FILE)).toBe(true);
  await firefox.open(pathToFileURL(SINGLE_FILE!).href);
  await doTheMainJob(firefox);
  await decodeSomething(firefox);
  expect((await asked(firefox)).filter((address) => !/^(blob|data):/.test(address))).toEqual([]);
});
