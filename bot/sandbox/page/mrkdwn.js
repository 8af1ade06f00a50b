// Slack's mrkdwn as nodes. Only what the app or a colleague wrote is parsed; a stranger's words arrive escaped or as
// rich text.

import { h, visible } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { timeNode } from "./time.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const unescape = (text) => text.replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** A text object's words: `plain_text` with its emoji, or mrkdwn. `directory` knows people, groups and channels. */
export function textObject(object, directory) {
  if (!object) return [];
  if (typeof object === "string") return plain(object);
  if (object.type === "mrkdwn") return mrkdwn(object.text, directory, { verbatim: object.verbatim === true });
  return plain(object.text, object.emoji !== false);
}

/** A text object as one line of words, for labels and titles. */
export function wordsOf(object) {
  const text = typeof object === "string" ? object : (object?.text ?? "");
  const holder = h("span", {}, plain(text));
  return holder.textContent;
}

function plain(text, withEmoji = true) {
  if (!withEmoji) return [visible(unescape(text))];
  return scan(text, [EMOJI], {});
}

/** mrkdwn as a list of nodes. `verbatim` leaves bare addresses alone, as Slack does. */
export function mrkdwn(text, directory, { verbatim = false } = {}) {
  const rules = verbatim ? RULES : [...RULES, BARE_LINK];
  return String(text ?? "")
    .split(/```/)
    .flatMap((part, index, all) => {
      const isCode = index % 2 === 1 && index < all.length - 1;
      if (isCode) return [h("pre", {}, visible(unescape(part.replace(/^\n|\n$/g, ""))))];
      return paragraphs(index % 2 === 1 ? "```" + part : part, rules, directory);
    });
}

const QUOTE_MARK = /^(&gt;|>) ?/;

function paragraphs(text, rules, directory) {
  const groups = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTE_MARK.test(line);
    const last = groups.at(-1);
    if (last && last.quoted === quoted) last.lines.push(line.replace(quoted ? QUOTE_MARK : "", ""));
    else groups.push({ quoted, lines: [line.replace(quoted ? QUOTE_MARK : "", "")] });
  }
  return groups.flatMap(({ quoted, lines }) => {
    const nodes = scan(lines.join("\n"), rules, directory);
    return quoted ? [h("blockquote", {}, nodes)] : nodes;
  });
}

const wrap = (tag) => (match, directory, rules) => h(tag, {}, scan(match[1], rules, directory));
const around = (mark) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}${mark}])${mark}(?![\\s${mark}])([^\\n]*?[^\\s${mark}])${mark}(?![\\p{L}\\p{N}${mark}])`,
    "u",
  );

const EMOJI = { pattern: /:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/, node: (match) => emojiNode(match[1]) };
const BARE_LINK = {
  pattern: /\bhttps?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"]/,
  node: (match) => link(unescape(match[0]), [unescape(match[0])]),
};
const RULES = [
  { pattern: /`([^`\n]+)`/, node: (match) => h("code", {}, visible(unescape(match[1]))) },
  { pattern: /<([^<>\n]+)>/, node: (match, directory) => angled(match[1], directory) },
  { pattern: around("\\*"), node: wrap("strong") },
  { pattern: around("_"), node: wrap("em") },
  { pattern: around("~"), node: wrap("s") },
  EMOJI,
];

/** The earliest rule wins; what lies before and after it is scanned again. */
function scan(text, rules, directory) {
  const nodes = [];
  let rest = String(text ?? "");
  while (rest) {
    const found = earliest(rest, rules);
    if (!found) break;
    nodes.push(visible(unescape(rest.slice(0, found.match.index))), found.rule.node(found.match, directory, rules));
    rest = rest.slice(found.match.index + found.match[0].length);
  }
  nodes.push(visible(unescape(rest)));
  return nodes.filter((node) => node !== "");
}

function earliest(text, rules) {
  let best = null;
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match && (!best || match.index < best.match.index)) best = { rule, match };
  }
  return best;
}

function angled(inner, directory) {
  const [target, ...labels] = inner.split("|");
  const label = labels.length ? unescape(labels.join("|")) : null;
  if (target.startsWith("@")) return personNode(target.slice(1), directory, label);
  if (target.startsWith("#")) return channelNode(target.slice(1), directory, label);
  if (target.startsWith("!")) return special(target.slice(1), label, directory);
  return link(unescape(target), [visible(label ?? unescape(target))]);
}

function special(target, label, directory) {
  const [kind, ...parts] = target.split("^");
  if (kind === "date") return dateNode(parts, label);
  if (kind === "subteam") return groupNode(parts[0], directory, label);
  return broadcastNode(kind);
}

function dateNode([seconds, pattern, url], fallback) {
  if (!Number.isFinite(Number(seconds)) || !pattern) return document.createTextNode(visible(fallback ?? ""));
  const node = timeNode(unescape(pattern), Number(seconds));
  return url ? link(unescape(url), [node]) : node;
}

export function personNode(id, directory, label = null) {
  const name = directory.people?.get(id)?.name ?? label?.replace(/^@/, "") ?? id;
  return h(
    "span",
    { class: id === directory.me ? "mention mention-me" : "mention", data: { user: id } },
    `@${visible(name)}`,
  );
}

export function groupNode(id, directory, label = null) {
  const group = directory.groups?.get(id);
  const mine = group?.users?.includes(directory.me);
  return h(
    "span",
    { class: mine ? "mention mention-me" : "mention" },
    `@${visible(group?.handle ?? label?.replace(/^@/, "") ?? id)}`,
  );
}

export function channelNode(id, directory, label = null) {
  return h("span", { class: "mention" }, `#${visible(directory.channels?.get(id)?.name ?? label ?? id)}`);
}

export function broadcastNode(range) {
  return h("span", { class: "mention mention-me", data: { broadcast: range } }, `@${visible(range)}`);
}

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Where a link may lead, or null: other schemes (javascript:, data:) are shown as words. */
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function link(address, children) {
  const href = safeAddress(address);
  if (!href) return h("span", {}, children);
  return h("a", { href, title: visible(address), ...leaving(href) }, children);
}

/** How a link leaves: to a message or a post of this sandbox on this page, anywhere else beside it and without a trace. */
export function leaving(href) {
  return href.startsWith(`${location.origin}/`)
    ? { data: { here: "" } }
    : { target: "_blank", rel: "noopener noreferrer nofollow" };
}
