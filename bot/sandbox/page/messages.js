// Messages of a channel and of a thread.

import { perform } from "./acting.js";
import { blockNodes } from "./blocks.js";
import { h, icon, keepingPlace, reconcile, visible } from "./dom.js";
import { choiceMenu } from "./menu.js";
import { mrkdwn, wordsOf } from "./mrkdwn.js";
import { clock, day, exact, timeNode } from "./time.js";

const GROUPED_WITHIN_S = 300;
const MOST_SPOKEN = 160;

/**
 * Draw `messages` into the scroller. `context` is `{directory, threads, shortcuts, openThread, replyTools, newAfter}`;
 * only messages that look different are drawn anew. After the message `newAfter` a line says that the rest is new.
 */
export function renderMessages(scroller, messages, context, before = []) {
  const items = [...before, ...rows(messages, firstNew(messages, context))];
  const signature = (item) =>
    item.signature ??
    JSON.stringify([
      item,
      context.directory.version,
      context.directory.me,
      lastReply(item, context),
      context.shortcuts,
    ]);
  const build = (item) =>
    item.build ? item.build() : item.divider ? divider(item) : messageNode(item, context);
  keepingPlace(scroller, () => reconcile(scroller, items, (item) => item.key, signature, build));
}

function firstNew(messages, { newAfter, directory }) {
  const first = newAfter && messages.find((message) => message.ts > newAfter && message.user !== directory.me);
  return first && first !== messages[0] ? first : null;
}

function rows(messages, fresh) {
  return messages.flatMap((message, index) => {
    const previous = messages[index - 1];
    const newDay = !previous || day(previous.at) !== day(message.at);
    const row = {
      key: `${message.ts}${message.ephemeral ? "-only-you" : ""}`,
      message,
      grouped: !newDay && message !== fresh && follows(message, previous),
    };
    return [
      newDay && { key: `day-${message.ts}`, divider: day(message.at) },
      message === fresh && { key: "new", divider: "New", isNew: true },
      row,
    ].filter(Boolean);
  });
}

const follows = (message, previous) =>
  message.user === previous.user &&
  message.at - previous.at < GROUPED_WITHIN_S &&
  !message.ephemeral &&
  !previous.ephemeral &&
  !message.blocks?.length &&
  !previous.blocks?.length;

const divider = ({ divider: words, isNew }) =>
  h("div", { class: isNew ? "day day-new" : "day", role: "separator" }, h("span", {}, words));
const lastReply = (item, { threads, replyTools }) =>
  item.message && replyTools ? threads[item.message.ts]?.at(-1)?.at : null;

export function avatar(person, size = "") {
  const face = h(
    "span",
    { class: `avatar ${size} ${person?.is_bot ? "avatar-bot" : ""}`, "aria-hidden": "true" },
    person?.initials ?? "?",
  );
  if (/^#?[0-9a-f]{6}$/i.test(person?.color ?? ""))
    face.style.setProperty("--seat", `#${person.color.replace("#", "")}`);
  return face;
}

/** One message; `grouped` under the one before it. */
export function messageNode({ message, grouped = false }, context) {
  const person = context.directory.people.get(message.user);
  const name = person?.name ?? message.user;
  const classes = ["message", grouped && "message-grouped", message.ephemeral && "message-ephemeral"]
    .filter(Boolean)
    .join(" ");
  return h(
    "article",
    {
      class: classes,
      tabIndex: -1,
      "aria-label": `${visible(name)}, ${clock(message.at)}: ${spoken(message.text, context.directory)}`,
      data: { testid: `message-${message.ts}`, ts: message.ts, ephemeral: message.ephemeral ? "true" : null },
    },
    h("div", { class: "gutter" }, grouped ? h("span", { class: "small-time" }, clock(message.at)) : avatar(person)),
    h(
      "div",
      { class: "message-body" },
      message.ephemeral && onlyYou(message),
      !grouped && head(message, person, name),
      content(message, context.directory),
      message.reply_count > 0 && context.replyTools && replyLine(message, context),
    ),
    tools(message, context),
  );
}

/** The words of a message in one line, as a notification or a screen reader says them. */
export const spoken = (text, directory) =>
  h("span", {}, mrkdwn(text, directory)).textContent.replace(/\s+/g, " ").slice(0, MOST_SPOKEN);

function onlyYou(message) {
  const dismiss = () =>
    perform(`dismiss:${message.ts}`, { kind: "dismiss", channel: message.channel, ts: message.ts });
  return h(
    "p",
    { class: "only-you" },
    icon("eye"),
    "Only visible to you",
    h(
      "button",
      {
        type: "button",
        class: "link-button",
        data: { testid: `dismiss-${message.ts}`, focus: `dismiss|${message.ts}` },
        onclick: dismiss,
      },
      "Dismiss",
    ),
  );
}

function head(message, person, name) {
  return h(
    "header",
    { class: "message-head" },
    h("strong", { class: "author" }, visible(name)),
    person?.is_bot && h("span", { class: "badge" }, "App"),
    person?.is_guest && h("span", { class: "badge" }, "Guest"),
    person?.is_stranger && h("span", { class: "badge" }, "Other workspace"),
    person?.title && !person.is_bot && h("span", { class: "title" }, visible(person.title)),
    h("time", { class: "when", title: exact(message.at) }, clock(message.at)),
    message.pinned_to?.length > 0 && h("span", { class: "badge", data: { testid: "pinned" } }, "Pinned"),
  );
}

function content(message, directory) {
  const edited = message.edited && h("span", { class: "edited" }, " (edited)");
  if (!message.blocks?.length)
    return h("div", { class: "words prose", dir: "auto" }, mrkdwn(message.text, directory), edited);
  const surface = {
    kind: "message",
    key: `message:${message.channel}:${message.ts};`,
    channel: message.channel,
    ts: message.ts,
    viewId: null,
    blocks: message.blocks,
    directory,
  };
  return h("div", { class: "blocks" }, blockNodes(surface), edited);
}

function replyLine(message, context) {
  const last = context.threads[message.ts]?.at(-1);
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  return h(
    "button",
    {
      type: "button",
      class: "reply-line",
      data: { testid: `replies-${message.ts}`, focus: `replies|${message.ts}` },
      onclick: () => context.openThread(message.ts),
    },
    h(
      "span",
      { class: "faces" },
      (message.reply_users ?? []).slice(0, 4).map((id) => avatar(context.directory.people.get(id), "avatar-small")),
    ),
    h("span", { class: "reply-count" }, count),
    last && h("span", { class: "quiet" }, "last ", timeNode("{ago}", last.at)),
  );
}

function tools(message, context) {
  if (message.ephemeral) return null;
  const reply =
    context.replyTools &&
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "Reply in thread",
        title: "Reply in thread",
        data: { testid: `reply-${message.ts}`, focus: `reply|${message.ts}` },
        onclick: () => context.openThread(message.ts),
      },
      icon("reply"),
    );
  const onMessages = (context.shortcuts ?? []).filter((shortcut) => shortcut.type !== "global");
  const more = onMessages.length > 0 && shortcutMenu(onMessages, message, "Message shortcuts").node;
  return (reply || more) && h("div", { class: "tools" }, reply, more);
}

/** A menu of the app's shortcuts, on a message or (message null) anywhere. */
export function shortcutMenu(shortcuts, message, label) {
  const items = () =>
    shortcuts.map((shortcut) => ({
      label: wordsOf(shortcut.name ?? shortcut.callback_id),
      description: shortcut.description,
      onChoose: () =>
        perform(`shortcut:${shortcut.callback_id}:${message?.ts ?? ""}`, {
          kind: "shortcut",
          callback_id: shortcut.callback_id,
          channel: message?.channel ?? null,
          ts: message?.ts ?? null,
        }),
    }));
  return choiceMenu({ label, face: icon(message ? "more" : "bolt"), items });
}
