// For everyone: what axe finds at WCAG 2.2 AA, asked in one way by all specs.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./support";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Where to look; everywhere, if nothing is said. */
type Where = { include?: string; exclude?: string };

/** Fails if axe finds anything; `what` says in the report what was looked at. The test goes on, so that it tells of all. */
export async function expectNothingFromAxe(page: Page, what: string, { include, exclude }: Where = {}) {
  const axe = new AxeBuilder({ page }).withTags(TAGS);
  if (include) axe.include(include);
  if (exclude) axe.exclude(exclude);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join("; ")}`);
  expect.soft(found, what).toEqual([]);
}
