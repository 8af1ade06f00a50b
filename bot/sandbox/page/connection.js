// Is the page linked to the sandbox, and the app to it? The banner says so; a lost link is tried again by itself.

import { h, icon } from "./dom.js";
import { toast } from "./toast.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;

/** Watches the link; `retry()` asks for a snapshot. Returns `note(isLinked, isAppThere)`. */
export function createConnection(node, retry) {
  let [wasLinked, timer, wait] = [true, 0, FIRST_WAIT_MS];
  return (isLinked, isAppThere) => {
    clearTimeout(timer);
    if (!isLinked) timer = setTimeout(retry, wait);
    wait = isLinked ? FIRST_WAIT_MS : Math.min(2 * wait, LONGEST_WAIT_MS);
    // What was missed meanwhile stands on the page before the person is told that it is back.
    if (isLinked && !wasLinked) toast("The sandbox answers again. This is how things stand now.");
    wasLinked = isLinked;
    document.body.classList.toggle("is-lost", !isLinked);
    show(node, isLinked, isAppThere, retry);
  };
}

function show(node, isLinked, isAppThere, retry) {
  const [state, words] = !isLinked
    ? ["lost", "The sandbox does not answer. Trying again…"]
    : isAppThere
      ? ["on", "The app is connected"]
      : ["off", "The app is not connected"];
  if (node.dataset.state === state) return;
  node.dataset.state = state;
  const now = h(
    "button",
    { type: "button", class: "link-button", data: { testid: "retry" }, onclick: retry },
    "Try now",
  );
  const said = h("span", { class: "connection-words" }, words);
  node.replaceChildren(...[icon(state === "on" ? "plug" : "warning"), said, state === "lost" && now].filter(Boolean));
}
