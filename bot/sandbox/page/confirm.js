// "Are you sure?" as Block Kit's confirm object asks it.

import { h, uniqueId } from "./dom.js";
import { textObject, wordsOf } from "./mrkdwn.js";

/** Ask; resolves to true only when the person says yes. Escape means no. */
export function confirmed(confirm, directory) {
  return new Promise((resolve) => {
    const dialog = confirmDialog(confirm, directory, (isYes) => dialog.close(isYes ? "yes" : ""));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.getElementById("dialogs").append(dialog);
    dialog.showModal();
  });
}

function confirmDialog(confirm, directory, answer) {
  const id = uniqueId("confirm");
  const yes = h(
    "button",
    {
      type: "button",
      class: `button ${confirm.style === "danger" ? "button-danger" : "button-primary"}`,
      data: { testid: "confirm-yes" },
      onclick: () => answer(true),
    },
    wordsOf(confirm.confirm ?? "Yes"),
  );
  const no = h(
    "button",
    { type: "button", class: "button", data: { testid: "confirm-no" }, onclick: () => answer(false) },
    wordsOf(confirm.deny ?? "Cancel"),
  );
  return h(
    "dialog",
    { class: "dialog dialog-small", role: "alertdialog", "aria-labelledby": id, data: { testid: "confirm" } },
    h("h2", { id, class: "dialog-title" }, wordsOf(confirm.title ?? "Are you sure?")),
    h("div", { class: "dialog-body prose" }, textObject(confirm.text, directory)),
    h("div", { class: "dialog-foot" }, no, yes),
  );
}
