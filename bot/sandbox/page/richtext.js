// rich_text blocks: structured words. Nothing in them is parsed, which makes them the safe carrier of a stranger's words.

import { h, visible } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { broadcastNode, channelNode, groupNode, link, personNode } from "./mrkdwn.js";
import { timeNode } from "./time.js";

/** The nodes of a `rich_text` block. */
export function richText(block, directory) {
  return (block.elements ?? []).map((element) => container(element, directory));
}

function container(element, directory) {
  const build = CONTAINERS[element.type] ?? section;
  return build(element, directory);
}

const section = (element, directory) => h("p", { class: "rich-section", dir: "auto" }, inline(element, directory));
const quote = (element, directory) => h("blockquote", { dir: "auto" }, inline(element, directory));
const preformatted = (element, directory) => h("pre", { dir: "auto" }, inline(element, directory));

const CONTAINERS = {
  rich_text_section: section,
  rich_text_quote: quote,
  rich_text_preformatted: preformatted,
  rich_text_list: list,
};

function list(element, directory) {
  const ordered = element.style === "ordered";
  const items = (element.elements ?? []).map((item) => h("li", {}, inline(item, directory)));
  const node = h(ordered ? "ol" : "ul", { class: `rich-list indent-${Math.min(element.indent ?? 0, 8)}` }, items);
  if (ordered && element.offset) node.start = element.offset + 1;
  return node;
}

const inline = (element, directory) =>
  (element.elements ?? []).map((part) => styled(piece(part, directory), part.style));

const PIECES = {
  text: (part) => document.createTextNode(visible(part.text)),
  link: (part) => link(part.url, [visible(part.text || part.url)]),
  user: (part, directory) => personNode(part.user_id, directory),
  usergroup: (part, directory) => groupNode(part.usergroup_id, directory),
  channel: (part, directory) => channelNode(part.channel_id, directory),
  broadcast: (part) => broadcastNode(part.range),
  emoji: (part) => emojiNode(part.name, part.unicode),
  date: (part) =>
    part.url ? link(part.url, [timeNode(part.format, part.timestamp)]) : timeNode(part.format, part.timestamp),
  color: (part) => h("code", {}, visible(part.value)),
};

function piece(part, directory) {
  const build = Object.hasOwn(PIECES, part.type)
    ? PIECES[part.type]
    : (other) => document.createTextNode(visible(other.text ?? `[${other.type}]`));
  return build(part, directory);
}

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function styled(node, style = {}) {
  return Object.entries(STYLES).reduce((inner, [name, tag]) => (style?.[name] ? h(tag, {}, inner) : inner), node);
}
