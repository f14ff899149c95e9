// Lists what a simulated server offers in its answer to EHLO, with one line about each.
import { readFile } from "node:fs/promises";

const [place, server] = process.argv.slice(2);
if (!place || !server) {
  console.error("usage: keywords.mjs PLACE SERVER");
  process.exit(1);
}

const remote = /^https?:/.test(place);
const text = remote ? await (await fetch(`${place}/keywords.json`)).text() : await readFile(`${place}/keywords.json`, "utf8");
const { entries } = JSON.parse(text);
const offered = entries.filter((keyword) => keyword.offered_by.includes(server));
for (const { id, words } of offered) console.log(`${id}: ${words.en.title}`);
if (offered.length === 0) process.exitCode = 1;
