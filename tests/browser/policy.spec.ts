// What the pages may do at all: their Content-Security-Policy, and what their files must hold.
import { expect, test } from "./support";
import { Playground } from "./page";

const policyOf = `document.querySelector("meta[http-equiv=Content-Security-Policy]").content`;

test("the page names all that it may do, and no other site is among it", async ({ page }) => {
  await page.goto("./");
  const policy: string = await page.evaluate(policyOf);
  expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'( 'sha256-[\w+/=]+')*; style-src 'self'( 'sha256-[\w+/=]+')*;/);
  for (const part of ["frame-src 'none'", "base-uri 'none'", "form-action 'none'", "object-src 'none'", "require-trusted-types-for 'script'"]) {
    expect(policy).toContain(part);
  }
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
});

test("a script or style that got into the page would not run", async ({ page, policyViolations }) => {
  await Playground.open(page);
  const refused = await page.evaluate(() => {
    const tries: Record<string, () => void> = {
      script: () => (document.createElement("script").text = "window.hacked = 1"),
      handler: () => (document.createElement("p").innerHTML = "<img src=x onerror='hacked=1'>"),
      frame: () => (document.createElement("iframe").srcdoc = "<script>top.hacked=1</script>"),
      address: () => (document.createElement("script").src = "https://elsewhere.example/x.js"),
      link: () => (document.createElement("p").innerHTML = "<a href='javascript:hacked=1'>x</a>"),
    };
    return Object.keys(tries).filter((name) => {
      try {
        tries[name]();
        return false;
      } catch {
        return true;
      }
    });
  });
  expect(refused).toEqual(["script", "handler", "frame", "address", "link"]);
  await page.evaluate(() => {
    const styled = document.createElement("p");
    styled.setAttribute("style", "color: red");
    document.body.append(styled);
  });
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  const told = () => [...new Set(policyViolations.map((violation) => violation.split(" ")[0]))].sort();
  await expect.poll(told).toEqual(["require-trusted-types-for", "style-src-attr"]);
  policyViolations.splice(0);
});

test("each file that a tag brings is held to what it must hold", async ({ page }) => {
  await page.goto("./");
  const unsealed = await page.evaluate(() =>
    [...document.querySelectorAll("script[src], link:is([rel=stylesheet], [rel=modulepreload], [rel=preload])")]
      .filter((tag) => !tag.getAttribute("integrity")?.startsWith("sha384-"))
      .map((tag) => tag.outerHTML),
  );
  expect(unsealed).toEqual([]);
});

test("a page of the reference may run its own search and nothing else", async ({ page }) => {
  await page.goto("./reference/en/commands/ehlo.html");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await page.evaluate(policyOf)).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(await page.evaluate(policyOf)).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
  const scripts = await page.evaluate(() => [...document.scripts].map((script) => script.getAttribute("src") ?? script.text));
  expect(scripts).toEqual(["../../search.js"]);
  // The style is there.
  expect(await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 0))).toBe(true);
});
