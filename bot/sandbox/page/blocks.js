// Block Kit blocks as nodes. Every block kind that Slack shows and the sandbox does not gets one honest line instead.

import { h, icon, uniqueId, visible } from "./dom.js";
import { interactive } from "./elements.js";
import { safeAddress, textObject, wordsOf } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { blockIdOf, remember } from "./values.js";
import { blockAction } from "./acting.js";

/**
 * One block. `surface` is `{kind, key, blocks, channel, ts, viewId, state, directory}`;
 * `error` is shown at an input block.
 */
export function blockNode(block, index, surface, error = null) {
  const build = Object.hasOwn(BLOCKS, block.type) ? BLOCKS[block.type] : unsupported;
  const node = build(block, blockIdOf(block, index), surface, error);
  node.classList.add("block");
  node.dataset.block = block.type;
  node.dataset.blockId = blockIdOf(block, index);
  return node;
}

/** All blocks of a message, in Slack's order: a table stands at the end. */
export function blockNodes(surface) {
  const nodes = surface.blocks.map((block, index) => blockNode(block, index, surface));
  const isTable = (node) => node.dataset.block === "table";
  return [...nodes.filter((node) => !isTable(node)), ...nodes.filter(isTable)];
}

const BLOCKS = {
  section,
  header: (block) => h("h3", { class: "block-header" }, wordsOf(block.text)),
  context,
  divider: () => h("hr"),
  actions,
  input: inputBlock,
  rich_text: (block, blockId, surface) => h("div", { class: "prose" }, richText(block, surface.directory)),
  image: (block) => picture(block),
  table,
  data_table: table,
  container,
  context_actions: (block, blockId, surface) =>
    h(
      "div",
      { class: "context-actions" },
      block.elements.map((element) => interactive(element, blockId, surface)),
    ),
  alert: alertBlock,
  markdown: (block) => h("div", { class: "prose" }, visible(block.text)),
};

const unsupported = (block) =>
  h("p", { class: "unsupported" }, `(A block of the kind “${visible(block.type)}” is not shown in the sandbox.)`);

function section(block, blockId, surface) {
  const words = [
    block.text && h("div", { class: "prose", dir: "auto" }, textObject(block.text, surface.directory)),
    block.fields &&
      h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("div", { class: "prose" }, textObject(field, surface.directory))),
      ),
  ];
  return h(
    "div",
    { class: "section" },
    h("div", { class: "section-words" }, words),
    block.accessory && h("div", { class: "accessory" }, accessory(block.accessory, blockId, surface)),
  );
}

const accessory = (element, blockId, surface) =>
  element.type === "image" ? picture(element, "thumb") : interactive(element, blockId, surface);

function context(block, blockId, surface) {
  const item = (element) =>
    element.type === "image"
      ? picture(element, "tiny")
      : h("span", { class: "prose" }, textObject(element, surface.directory));
  return h("div", { class: "context" }, block.elements.map(item));
}

function actions(block, blockId, surface) {
  return h(
    "div",
    { class: "actions", role: "group", "aria-label": "Actions" },
    block.elements.map((element) => interactive(element, blockId, surface)),
  );
}

// Pictures from elsewhere are named, not fetched: the banner promises that nothing leaves this machine.
function picture(block, size = "full") {
  const words = wordsOf(block.alt_text ?? "");
  const address = safeAddress(block.image_url ?? "");
  const isOurs = address !== null && new URL(address).origin === location.origin;
  if (isOurs)
    return h(
      "figure",
      { class: `picture picture-${size}` },
      block.title && h("figcaption", {}, wordsOf(block.title)),
      h("img", { src: address, alt: words }),
    );
  const label = words || "Picture";
  return h(
    "figure",
    { class: `picture picture-${size} picture-absent`, role: "img", "aria-label": label, title: label },
    icon("image"),
    size === "full" && h("span", {}, `Picture not loaded: ${label}`),
  );
}

function table(block, blockId, surface) {
  const align = (column) => block.column_settings?.[column]?.align ?? "left";
  const cell = (tag) => (value, column) =>
    h(tag, { class: `cell-${align(column)}`, scope: tag === "th" ? "col" : null }, cellWords(value, surface));
  const [head, ...rows] = block.rows;
  return h(
    "div",
    { class: "table-frame", tabIndex: 0, role: "region", "aria-label": "Table" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, head.map(cell("th")))),
      h(
        "tbody",
        {},
        rows.map((row) => h("tr", {}, row.map(cell("td")))),
      ),
    ),
  );
}

const cellWords = (cell, surface) =>
  cell.type === "rich_text" ? richText(cell, surface.directory) : visible(cell.text ?? cell.value ?? "");

/** A titled group of blocks; folded up when the app says so. */
function container(block, blockId, surface) {
  const children = (block.child_blocks ?? []).map((child, index) => blockNode(child, index, surface));
  const title = block.title && wordsOf(block.title);
  if (!block.is_collapsible)
    return h("section", { class: "container" }, title && h("h4", { class: "container-title" }, title), children);
  return h(
    "details",
    { class: "container", open: !block.default_collapsed },
    h("summary", { class: "container-title" }, title || "Details"),
    children,
  );
}

const LEVELS = { info: "Note", default: "Note", warning: "Warning", error: "Problem", success: "Done" };
const LEVEL_ICONS = { warning: "warning", error: "warning", success: "check" };

function alertBlock(block, blockId, surface) {
  const level = Object.hasOwn(LEVELS, block.level ?? "") ? block.level : "default";
  return h(
    "div",
    { class: `alert alert-${level}`, role: level === "error" ? "alert" : "note" },
    icon(LEVEL_ICONS[level] ?? "info"),
    h(
      "div",
      { class: "prose" },
      h("strong", { class: "alert-level" }, `${LEVELS[level]}: `),
      textObject(block.text, surface.directory),
    ),
  );
}

function inputBlock(block, blockId, surface, error) {
  const [id, labelId, noteId] = [uniqueId("input"), uniqueId("label"), uniqueId("note")];
  const { element } = block;
  const isGroup = ["radio_buttons", "checkboxes"].includes(element.type);
  const label = [wordsOf(block.label), block.optional && h("span", { class: "optional" }, " (optional)")];
  const labels = {
    id: isGroup ? null : id,
    labelledBy: labelId,
    describedBy: noteId,
    text: wordsOf(block.label),
    required: !block.optional,
  };
  return h(
    "div",
    { class: error ? "input input-wrong" : "input", data: { inputBlock: blockId } },
    h("label", { id: labelId, class: "input-label", htmlFor: isGroup ? null : id }, label),
    interactive(element, blockId, surface, keepOrSend(block, blockId, surface), labels),
    h(
      "div",
      { id: noteId, class: "input-notes" },
      error &&
        h(
          "p",
          { class: "input-error", role: "alert", data: { testid: "input-error" } },
          icon("warning"),
          visible(error),
        ),
      block.hint && h("p", { class: "hint" }, textObject(block.hint, surface.directory)),
    ),
  );
}

// An input only keeps its value until the modal is submitted, unless the app asked to hear of it (`dispatch_action`).
function keepOrSend(block, blockId, surface) {
  const { element } = block;
  const wanted = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  return (value, trigger) => {
    if (!block.dispatch_action || (trigger !== "change" && !wanted.includes(trigger))) return null;
    if (trigger !== "change") remember(surface, blockId, element, value || null);
    return blockAction(surface, blockId, element, value);
  };
}
