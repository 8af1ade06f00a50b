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
    const entry = shown.get(view.id) ?? open(view, directory, stack[index - 1] ?? null);
    entry.dialog.dataset.testid = index === stack.length - 1 ? "modal" : "modal-below";
    draw(entry, view);
  });
}

function open(view, directory, below) {
  const entry = createDialog(view, directory, below);
  shown.set(view.id, entry);
  document.getElementById("dialogs").append(entry.dialog);
  entry.dialog.showModal();
  startingPoint(entry)?.focus();
  return entry;
}

const startingPoint = ({ body, dialog }) =>
  body.querySelector("[autofocus]") ??
  body.querySelector(".field, .options input") ??
  dialog.querySelector("[data-submit], [data-leave]");

/** A view drawn into a dialog that is not open yet; `below` is the view that it stands on, if any. */
export function createDialog(view, directory, below = null) {
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
  const entry = { dialog, surface, view, below, errors: {}, opener: document.activeElement?.dataset?.focus };
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
  draw(entry, view);
  return entry;
}

function draw(entry, view) {
  entry.view = view;
  entry.surface.blocks = view.blocks;
  frame(entry, view);
  const items = view.blocks.map((block, index) => ({ block, index, id: blockIdOf(block, index) }));
  const hadFocus = entry.dialog.contains(document.activeElement);
  const signature = ({ block, id }) => JSON.stringify([block, entry.errors[id], entry.surface.directory.version]);
  reconcile(
    entry.body,
    items,
    ({ id }) => id,
    signature,
    ({ block, index, id }) => blockNode(block, index, entry.surface, entry.errors[id]),
  );
  if (hadFocus && !entry.dialog.contains(document.activeElement)) startingPoint(entry)?.focus();
}

// Title and buttons rarely change; drawing them afresh each time would take the focus from the button in hand.
function frame(entry, view) {
  const below = entry.below && wordsOf(entry.below.title);
  const signature = JSON.stringify([view.title, view.submit, view.close, below]);
  if (entry.frame === signature) return;
  entry.frame = signature;
  const id = `title-${view.id}`;
  const leave = () => close(entry);
  entry.dialog.setAttribute("aria-labelledby", id);
  const iconButton = (words, testid, drawing, onclick) =>
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": words, title: words, data: { testid }, onclick },
      icon(drawing),
    );
  entry.head.replaceChildren(
    ...[
      below !== null && iconButton(`Back to “${below}”`, "modal-back", "back", leave),
      h("h2", { id, class: "dialog-title" }, wordsOf(view.title)),
      below === null
        ? iconButton("Close", "modal-x", "close", leave)
        : iconButton("Close all", "modal-x", "close", closeAll),
    ].filter(Boolean),
  );
  entry.foot.replaceChildren(
    h(
      "button",
      { type: "button", class: "button", data: { testid: "modal-close", leave: "" }, onclick: leave },
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

/** From the top down, as somebody does who closes one after the other. */
async function closeAll() {
  for (const entry of [...shown.values()].reverse()) await close(entry);
}

function drop(id) {
  if (!shown.has(id)) return;
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
