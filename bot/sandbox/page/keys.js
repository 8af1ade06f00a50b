// The keys that work everywhere, and the sheet that lists them.

import { h, icon } from "./dom.js";

const KEYS = [
  ["Ctrl K", "Jump to a channel, or act as somebody else"],
  ["F6", "On to the next part of the page (with Shift: back)"],
  ["↑ ↓", "From message to message, from channel to channel"],
  ["Enter", "On a message: to its first button"],
  ["T", "On a message: open its thread"],
  ["Esc", "Back: out of a menu, a form, a thread, a message"],
  ["/", "In the message box: commands; @ names people, : emoji"],
  ["?", "This list"],
];

const isWriting = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;
const isCovered = () => document.querySelector("dialog:modal") !== null;

/** `jump()` is Ctrl K, `escape()` what Escape does when nothing else wants it, `parts()` where F6 leads in turn. */
export function installKeys({ jump, escape, parts }) {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || isCovered()) return;
    if (key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) act(event, jump);
    else if (key === "F6") act(event, () => onward(parts(), event.shiftKey ? -1 : 1));
    else if (key === "Escape" && !target.closest(":popover-open")) escape();
    else if (key === "?" && !isWriting(target)) act(event, showKeys);
  });
}

function act(event, run) {
  event.preventDefault();
  run();
}

function onward(parts, by) {
  const seen = parts.filter((part) => part.within.checkVisibility());
  const at = seen.findIndex((part) => part.within.contains(document.activeElement));
  const next = seen[(at + by + seen.length) % seen.length] ?? seen[0];
  next.focus();
}

/** The button that shows the list of keys. */
export const keysButton = () =>
  h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "Keyboard",
      title: "Keyboard (?)",
      data: { testid: "keys" },
      onclick: showKeys,
    },
    icon("keys"),
  );

function showKeys() {
  const close = () => dialog.close();
  const rows = KEYS.map(([keys, words]) => [
    h(
      "dt",
      {},
      keys.split(" ").map((one) => h("kbd", {}, one)),
    ),
    h("dd", {}, words),
  ]);
  const dialog = h(
    "dialog",
    { class: "dialog dialog-small", "aria-labelledby": "keys-title", data: { testid: "keys-sheet" } },
    h("h2", { id: "keys-title", class: "dialog-title" }, "Keyboard"),
    h("div", { class: "dialog-body" }, h("dl", { class: "keys" }, rows)),
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "button button-primary", onclick: close }, "Close"),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("dialogs").append(dialog);
  dialog.showModal();
}
