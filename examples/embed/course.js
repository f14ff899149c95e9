// Makes each frame as high as what it shows (docs/embedding.md).
const LEAST = 200;
const MOST = 1200;

addEventListener("message", (event) => {
  const frame = [...document.querySelectorAll("iframe")].find(({ contentWindow }) => contentWindow === event.source);
  const isOurs = frame && event.origin === new URL(frame.src).origin;
  const { type, height } = event.data ?? {};
  if (!isOurs || type !== "smtp-playground:size" || !Number.isFinite(height)) return;
  frame.style.blockSize = `${Math.min(Math.max(height, LEAST), MOST)}px`;
});
