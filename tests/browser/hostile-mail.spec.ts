// A mail that tries everything: nothing in it runs, nothing is fetched, and it still looks as its sender wanted.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test as base } from "./support";
import { Playground } from "./page";

/** A server that wants to be asked for something, and tells for what. Chromium tells of requests that it then does not send. */
const test = base.extend<{ noRequestElsewhere: void; lure: { url: string; asked: string[] } }>({
  noRequestElsewhere: async ({}, use) => use(),
  lure: async ({}, use) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      response.end();
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked });
    server.close();
  },
});

const hostile = (lure: string) => `
<head><base href="${lure}base/" target="_top">
<link rel="stylesheet" href="${lure}style.css"><link rel="prefetch" href="${lure}prefetch"><link rel="preconnect" href="${lure}">
<link rel="dns-prefetch" href="${lure}"><link rel="modulepreload" href="${lure}module.js"><link rel="icon" href="${lure}icon">
<meta http-equiv="refresh" content="0;url=${lure}refresh">
<meta http-equiv="Content-Security-Policy" content="default-src *; script-src * 'unsafe-inline'">
<style>@import "${lure}import.css"; @font-face { font-family: x; src: url(${lure}font) }
h1 { color: rgb(1, 2, 3); background: url(${lure}background) } p { font-family: x; list-style-image: url(${lure}list) }</style>
<script>top.hacked = 1</script><script src="${lure}script.js"></script></head>
<body onload="top.hacked=1" background="${lure}body">
<h1>Sale</h1><p style="color: rgb(4, 5, 6); background: url(${lure}inline)">Dear customer</p>
<img src="${lure}pixel" srcset="${lure}set 2x" onerror="top.hacked=1"><img src=x onerror="top.hacked=1">
<picture><source srcset="${lure}source"><img src="${lure}picture" loading="lazy"></picture>
<svg onload="top.hacked=1"><script>top.hacked=1</script><image href="${lure}svg-image"/><use href="${lure}svg#use"/>
<a href="javascript:top.hacked=1"><text y="20">drawn</text></a></svg>
<iframe src="${lure}frame"></iframe><iframe srcdoc="<script>top.hacked=1</script>"></iframe>
<object data="${lure}object"></object><embed src="${lure}embed"><video src="${lure}video" poster="${lure}poster" autoplay></video>
<audio src="${lure}audio" autoplay></audio><input type="image" src="${lure}input"><details open ontoggle="top.hacked=1"></details>
<form action="${lure}form" target="_top"><input name="a" value="b" autofocus onfocus="top.hacked=1"><button>Send it</button></form>
<a href="${lure}top" target="_top">To the top</a> <a href="javascript:top.hacked=1">Run it</a> <a href="${lure}blank" target="_blank">New tab</a>
<a href="${lure}self" target="_self" ping="${lure}ping">Here</a> <a href="${lure}file" download>Download</a>
<math><maction actiontype="statusline" xlink:href="javascript:top.hacked=1">math</maction></math>
</body>`;

async function openMail(page: Page, html: string) {
  const playground = await Playground.open(page);
  const head = ["From: x@example.org", "Subject: Sale", "MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", ""];
  const lines = ["EHLO client.example.org", "MAIL FROM:<x@example.org>", "RCPT TO:<bob@example.com>", "DATA", ...head, html.trim(), "."];
  await playground.paste(lines.join("\n"));
  await page.keyboard.press("Enter");
  await playground.button("Open the mail").click();
  return page.getByRole("tabpanel", { name: "Mailbox" }).frameLocator("iframe");
}

test("a mail that tries everything is shown, and nothing in it runs or is fetched", async ({ page, lure }) => {
  const mail = await openMail(page, hostile(lure.url));
  await expect(mail.getByRole("heading", { name: "Sale" })).toBeVisible();
  for (const name of ["To the top", "Run it", "New tab", "Here", "Download"]) await mail.getByRole("link", { name }).click();
  await mail.getByRole("button", { name: "Send it" }).click({ timeout: 2_000 });
  // Long enough for a refresh, a form and a video.
  await page.waitForTimeout(1_000);
  expect(lure.asked, "what the mail has fetched").toEqual([]);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  expect(page.context().pages()).toHaveLength(1);
  expect(new URL(page.url()).port).not.toBe(new URL(lure.url).port);
  await expect(mail.getByRole("heading", { name: "Sale" })).toBeVisible();
});

test("the styles of a mail are seen, as far as they fetch nothing", async ({ page, lure }) => {
  const mail = await openMail(page, hostile(lure.url));
  await expect(mail.getByRole("heading", { name: "Sale" })).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(mail.getByText("Dear customer")).toHaveCSS("color", "rgb(4, 5, 6)");
  expect(lure.asked).toEqual([]);
});
