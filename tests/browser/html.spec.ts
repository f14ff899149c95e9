// The pages are valid HTML: elements where they may stand, attributes with values that they may have, ids once.
import { HtmlValidate } from "html-validate";
import { expect, test } from "./support";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
  // These two are about style: a title is a whole question, and a server's line ends as the server ends it.
  rules: { "long-title": "off", "no-trailing-whitespace": "off" },
});

async function problems(path: string, html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map((message) => `${path}:${message.line}:${message.column}: ${message.message} (${message.ruleId})`),
  );
}

/** The pages that `html` links to in this folder or below it. */
function below(html: string): string[] {
  return [...html.matchAll(/href="([a-z0-9][^":#]*\.html)"/g)].map((match) => match[1]);
}

for (const language of ["en", "zh-CN"]) {
  test(`the reference is valid HTML: its lists and pages of each kind (${language})`, async ({ request }) => {
    const found: string[] = [];
    let pages = 0;
    const read = async (path: string): Promise<string> => {
      const answer = await request.get(path);
      expect(answer.status(), path).toBe(200);
      const html = await answer.text();
      found.push(...(await problems(path, html)));
      pages += 1;
      return html;
    };
    const home = `reference/${language}/`;
    for (const link of below(await read(`${home}index.html`))) {
      const list = await read(home + link);
      if (!link.endsWith("/index.html")) continue;
      const entries = below(list);
      // The first, the last and some between them: pages of one kind are made by the same code.
      const step = Math.ceil(entries.length / 4);
      for (const entry of new Set(entries.filter((_, number) => number % step === 0 || number === entries.length - 1))) {
        await read(home + link.replace("index.html", entry));
      }
    }
    expect(found).toEqual([]);
    expect(pages).toBeGreaterThan(50);
  });
}

test("the page of the playground and the choice of a language are valid HTML", async ({ request }) => {
  const found: string[] = [];
  for (const path of ["index.html", "reference/index.html"]) {
    found.push(...(await problems(path, await (await request.get(path)).text())));
  }
  expect(found).toEqual([]);
});

test("a mistake in HTML is found", async () => {
  const html = '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p><ul><li id="a"></li><dd id="a"></dd></ul></p></body></html>';
  const found = (await problems("x", html)).join("\n");
  expect(found).toContain("no-dup-id");
  expect(found).toContain("element-permitted-content");
});
