// Short notices in the corner. They go by themselves, and stay while the pointer or the focus rests on them.

import { fill, h, icon, visible } from "./dom.js";

const SHOWN_MS = 7000;
const MOST_SHOWN = 4;

/** Say something in passing; `onOpen` makes the words a button. */
export function toast(text, { kind = "info", title = null, onOpen = null } = {}) {
  const region = document.getElementById("toasts");
  const words = [title && h("strong", {}, visible(title)), h("span", {}, visible(text))];
  const note = h(
    "div",
    { class: `toast toast-${kind}`, data: { testid: "toast", kind } },
    icon(kind === "error" ? "warning" : "info"),
  );
  const open = () => {
    onOpen();
    note.remove();
  };
  note.append(
    onOpen
      ? h("button", { type: "button", class: "toast-words", onclick: open }, words)
      : h("div", { class: "toast-words" }, words),
  );
  note.append(
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: () => note.remove() },
      icon("close"),
    ),
  );
  fill(region, [...region.children].slice(1 - MOST_SHOWN), note);
  raise(region);
  expire(note);
}

// An open dialog covers the page, so the notices are lifted into the top layer above it.
function raise(region) {
  if (!region.showPopover) return;
  region.setAttribute("popover", "manual");
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
}

function expire(note) {
  const leave = () => (note.matches(":hover, :focus-within") ? setTimeout(leave, SHOWN_MS / 2) : note.remove());
  setTimeout(leave, SHOWN_MS);
}
