// A dialog of the demo's own: a head with a title and a way out, a body, and a foot with buttons.

import { h, icon, uniqueId } from "./dom.js";

/** Open a dialog. Gives its body and foot to fill, and `close`; whoever opened it has the focus again afterwards. */
export function popup({ title, testid, wide = false }) {
  const id = uniqueId("popup");
  const body = h("div", { class: "dialog-body", tabIndex: -1 });
  const foot = h("div", { class: "dialog-foot" });
  const close = () => dialog.close();
  const dialog = h(
    "dialog",
    { class: wide ? "dialog dialog-wide" : "dialog", "aria-labelledby": id, data: { testid } },
    h(
      "div",
      { class: "dialog-head" },
      h("h2", { id, class: "dialog-title" }, title),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Close",
          data: { testid: `${testid}-close` },
          onclick: close,
        },
        icon("close"),
      ),
    ),
    body,
    foot,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("dialogs").append(dialog);
  dialog.showModal();
  return { dialog, body, foot, close };
}

/** A button of a dialog's foot. */
export function footButton(words, testid, onclick, more = {}) {
  const { primary = false, ...props } = more;
  return h(
    "button",
    { type: "button", class: primary ? "button button-primary" : "button", data: { testid }, onclick, ...props },
    h("span", { class: "button-words" }, words),
    h("span", { class: "spinner", "aria-hidden": "true" }),
  );
}

/** Do `act` once at a time, with the button shown as busy meanwhile. */
export async function busily(button, act) {
  if (button.hasAttribute("data-busy")) return;
  button.setAttribute("data-busy", "");
  button.setAttribute("aria-disabled", "true");
  try {
    await act();
  } finally {
    button.removeAttribute("data-busy");
    button.removeAttribute("aria-disabled");
  }
}

/** Words about what went wrong, said aloud to whoever listens; empty says nothing. */
export const problemLine = () => h("p", { class: "popup-problem", role: "alert", data: { testid: "popup-problem" } });
