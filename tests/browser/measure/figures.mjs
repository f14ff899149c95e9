// What is made of many measured values, and where they were measured.
import { availableParallelism, cpus, loadavg } from "node:os";

const sorted = (values) => [...values].sort((one, other) => one - other);

export const quantile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
export const median = (values) => quantile(values, 0.5);
export const round = (value) => Math.round(value * 100) / 100;
export const spread = (values) => ({ p50: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)) });

/** When and where; `load` is what else the machine had to do just before, in programs that ran at once. */
export const circumstances = (browser) => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  load: round(loadavg()[0]),
  browser,
});
