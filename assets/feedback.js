// Comments below a page of the reference (feedback.toml). Giscus is asked for nothing before the button is pressed.
// The button is hidden in the file: without this script it could do nothing.
/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("button.comments");
for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const place = document.createElement("div");
    place.className = "giscus";
    place.tabIndex = -1;
    const script = document.createElement("script");
    script.src = "https://giscus.app/client.js";
    script.async = true;
    script.crossOrigin = "anonymous";
    Object.assign(script.dataset, button.dataset);
    button.replaceWith(place, script);
    place.focus();
  });
}
