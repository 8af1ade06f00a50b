// Modals: the person's stack of views as native dialogs, which give the focus trap, Escape and the inert page behind.

import { bindBusy, perform } from "./acting.js";
import { blockNode } from "./blocks.js";
import { h, icon, reconcile } from "./dom.js";
import { wordsOf } from "./mrkdwn.js";
import { blockIdOf, forget, isEmpty, recall, stateOf } from "./values.js";

const shown = new Map();
const closing = new Set();

/** Make the open dialogs match the snapshot's stack, bottom first. */
export function renderViews(views, directory) {
  const stack = views.filter((view) => !closing.has(view.id));
  for (const id of [...shown.keys()]) if (!stack.some((view) => view.id === id)) drop(id);
  stack.forEach((view, index) => {
    const entry = shown.get(view.id) ?? open(view, directory);
    entry.dialog.dataset.testid = index === stack.length - 1 ? "modal" : "modal-below";
    draw(entry, view);
  });
}

function open(view, directory) {
  const dialog = h("dialog", { class: "dialog", data: { viewId: view.id } });
  const surface = {
    kind: "view",
    key: `view:${view.id};`,
    viewId: view.id,
    channel: null,
    ts: null,
    blocks: view.blocks,
    state: view.state,
    directory,
  };
  const entry = { dialog, surface, view, errors: {}, opener: document.activeElement?.dataset?.focus };
  entry.body = h("div", { class: "dialog-body" });
  entry.head = h("div", { class: "dialog-head" });
  entry.foot = h("div", { class: "dialog-foot" });
  dialog.append(
    h(
      "form",
      {
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          submit(entry);
        },
      },
      entry.head,
      entry.body,
      entry.foot,
    ),
  );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close(entry);
  });
  shown.set(view.id, entry);
  document.getElementById("dialogs").append(dialog);
  draw(entry, view);
  dialog.showModal();
  (
    entry.body.querySelector("[autofocus]") ??
    entry.body.querySelector(".field, .options input") ??
    dialog.querySelector("[data-submit]")
  )?.focus();
  return entry;
}

function draw(entry, view) {
  entry.view = view;
  entry.surface.blocks = view.blocks;
  frame(entry, view);
  const items = view.blocks.map((block, index) => ({ block, index, id: blockIdOf(block, index) }));
  const signature = ({ block, id }) => JSON.stringify([block, entry.errors[id], entry.surface.directory.version]);
  reconcile(
    entry.body,
    items,
    ({ id }) => id,
    signature,
    ({ block, index, id }) => blockNode(block, index, entry.surface, entry.errors[id]),
  );
}

// Title and buttons rarely change; drawing them afresh each time would take the focus from the button in hand.
function frame(entry, view) {
  const signature = JSON.stringify([view.title, view.submit, view.close]);
  if (entry.frame === signature) return;
  entry.frame = signature;
  const id = `title-${view.id}`;
  const leave = () => close(entry);
  entry.dialog.setAttribute("aria-labelledby", id);
  entry.head.replaceChildren(
    h("h2", { id, class: "dialog-title" }, wordsOf(view.title)),
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Close", data: { testid: "modal-x" }, onclick: leave },
      icon("close"),
    ),
  );
  entry.foot.replaceChildren(
    h(
      "button",
      { type: "button", class: "button", data: { testid: "modal-close" }, onclick: leave },
      wordsOf(view.close ?? (view.submit ? "Cancel" : "Close")),
    ),
  );
  if (view.submit) entry.foot.append(submitButton(view));
}

function submitButton(view) {
  const words = [
    h("span", { class: "button-words" }, wordsOf(view.submit)),
    h("span", { class: "spinner", "aria-hidden": "true" }),
  ];
  return bindBusy(
    h(
      "button",
      { type: "submit", class: "button button-primary", data: { testid: "modal-submit", submit: "" } },
      words,
    ),
    submitKey(view.id),
  );
}

const submitKey = (id) => `submit:${id}`;

async function submit(entry) {
  showErrors(entry, missing(entry));
  if (Object.keys(entry.errors).length) return;
  const answer = await perform(submitKey(entry.view.id), {
    kind: "view_submission",
    view_id: entry.view.id,
    state: stateOf(entry.surface),
  });
  if (answer?.errors && shown.get(entry.view.id) === entry) showErrors(entry, answer.errors);
}

function showErrors(entry, errors) {
  entry.errors = errors;
  draw(entry, entry.view);
  const first = entry.body.querySelector(".input-wrong");
  first?.querySelector("input, textarea, select, button")?.focus();
  first?.scrollIntoView({ block: "nearest" });
}

/** What Slack's own client refuses before it asks the app: empty required inputs and too short texts. */
function missing(entry) {
  const errors = {};
  entry.view.blocks.forEach((block, index) => {
    if (block.type !== "input") return;
    const value = recall(entry.surface, blockIdOf(block, index), block.element);
    const least = block.element.min_length ?? 0;
    if (isEmpty(value)) {
      if (!block.optional) errors[blockIdOf(block, index)] = "Please fill this in.";
    } else if (value.length < least) errors[blockIdOf(block, index)] = `Please write at least ${least} characters.`;
  });
  return errors;
}

async function close(entry) {
  const { id } = entry.view;
  closing.add(id);
  drop(id);
  await perform(`close:${id}`, { kind: "view_closed", view_id: id });
  closing.delete(id);
}

function drop(id) {
  const { dialog, surface, opener } = shown.get(id);
  shown.delete(id);
  dialog.close();
  dialog.remove();
  forget(surface.key);
  giveFocusBack(opener);
}

// The control that opened the modal may have been redrawn meanwhile: find its successor by name.
function giveFocusBack(opener) {
  if (!opener || document.activeElement !== document.body) return;
  [...document.querySelectorAll("[data-focus]")]
    .find((node) => node.dataset.focus === opener)
    ?.focus({ preventScroll: true });
}
