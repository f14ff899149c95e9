// What is made of many measured values.
const sorted = (values) => [...values].sort((one, other) => one - other);

export const quantile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
export const median = (values) => quantile(values, 0.5);
export const round = (value) => Math.round(value * 100) / 100;
export const spread = (values) => ({ p50: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)) });
