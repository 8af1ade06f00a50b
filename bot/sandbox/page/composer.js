// Where a person writes: messages, thread replies and slash commands, with completion of commands and names.

import { fill, h, icon, uniqueId, visible } from "./dom.js";
import { characterOf, emojiLike, OFTEN } from "./emoji.js";
import { grow } from "./inputs.js";
import { popup } from "./menu.js";
import { toast } from "./toast.js";

const drafts = new Map();
const MOST_OFFERED = 8;

/**
 * A composer. `use({key, label, commands, directory, send, slash})` points it at a place: what was typed for another
 * place is kept under that place's key. `send(text)` and `slash(command, text)` resolve to an answer with `ok`.
 */
export function createComposer(testid, extras = null) {
  const listId = uniqueId("offers");
  const field = h("textarea", {
    class: "compose-field",
    rows: "1",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    data: { testid, focus: testid },
  });
  const list = h("div", {
    id: listId,
    class: "offers",
    role: "listbox",
    "aria-label": "Suggestions",
    hidden: true,
    data: { testid: `${testid}-offers` },
  });
  const button = h(
    "button",
    { type: "submit", class: "icon-button send", "aria-label": "Send", title: "Send (Enter)" },
    icon("send"),
  );
  const form = h("form", { class: "composer" }, list, h("div", { class: "compose-row" }, extras, field, emojiMenu(field), button));
  const box = { field, list, form, place: null, offers: [], picked: 0 };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(box);
  });
  field.addEventListener("input", () => {
    drafts.set(box.place?.key, field.value);
    grow(field);
    offer(box);
  });
  field.addEventListener("keydown", (event) => onKey(event, box));
  field.addEventListener("blur", () => hideOffers(box));
  return { node: form, use: (place) => use(box, place), focus: () => field.focus() };
}

function emojiMenu(field) {
  const build = (close) =>
    OFTEN.map((name) => {
      const choose = () => {
        close();
        field.setRangeText(`:${name}: `, field.selectionStart, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input"));
        field.focus();
      };
      const words = name.replaceAll("_", " ");
      return h(
        "button",
        { type: "button", role: "menuitem", class: "emoji-choice", "aria-label": words, title: words, onclick: choose },
        characterOf(name),
      );
    });
  return popup({ label: "Emoji", face: icon("smile"), panelClass: "menu emoji-grid", build }).node;
}

function use(box, place) {
  const isNew = box.place?.key !== place.key;
  box.place = place;
  box.field.placeholder = place.label;
  box.field.setAttribute("aria-label", place.label);
  if (!isNew) return;
  box.field.value = drafts.get(place.key) ?? "";
  hideOffers(box);
  grow(box.field);
}

function onKey(event, box) {
  if (event.isComposing) return;
  if (box.offers.length && offerKeys(event, box)) return event.preventDefault();
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send(box);
  }
}

function offerKeys(event, box) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const most = box.offers.length;
  if (step) return pick(box, box.picked < 0 ? (step > 0 ? 0 : most - 1) : (box.picked + step + most) % most);
  if (event.key === "Escape") return hideOffers(box);
  const one = box.offers[box.picked];
  if (!one) return false;
  const isDone = box.field.value.slice(one.from).trim() === one.insert.trim();
  if (event.key === "Tab" || (event.key === "Enter" && !isDone)) return accept(box, one);
  return false;
}

function offer(box) {
  const typed = box.field.value.slice(0, box.field.selectionStart);
  box.offers = offersFor(typed, box.place);
  if (!box.offers.length) return hideOffers(box);
  fill(
    box.list,
    box.offers.map((one, index) => offerNode(box, one, index)),
  );
  box.list.hidden = false;
  box.field.setAttribute("aria-expanded", "true");
  return pick(box, box.offers[0].isOnlyListed ? -1 : 0);
}

function offersFor(typed, { commands, directory }) {
  const command = /^\/\S*$/.exec(typed);
  if (command)
    return commands
      .filter((one) => one.command.startsWith(command[0]))
      .map((one) => ({
        insert: `${one.command} `,
        from: 0,
        label: one.command,
        note: [one.usage_hint, one.description].filter(Boolean).join(" · "),
      }));
  return wordsAfter(typed, commands) ?? emojiAfter(typed) ?? namesAfter(typed, directory);
}

const HINT = /^\[?([\p{L}|]+)\]?/u;

/** What may follow a command, as its own hint says it: "[next|queue|pause]". */
function wordsAfter(typed, commands) {
  const [, first, begun] = /^(\/\S+) +(\S*)$/.exec(typed) ?? [];
  const command = commands.find((one) => one.command === first);
  const hint = HINT.exec(command?.usage_hint ?? "")?.[1];
  if (!hint) return null;
  return hint
    .split("|")
    .filter((word) => word.startsWith(begun))
    .map((word) => ({
      insert: `${word} `,
      from: typed.length - begun.length,
      label: `${first} ${word}`,
      note: "",
      isOnlyListed: !begun,
    }));
}

function emojiAfter(typed) {
  const begun = /(?:^|\s):([a-z0-9_+-]{2,30})$/.exec(typed)?.[1];
  if (!begun) return null;
  return emojiLike(begun, MOST_OFFERED).map(([name, character]) => ({
    insert: `:${name}: `,
    from: typed.length - begun.length - 1,
    label: `${character} :${name}:`,
    note: "",
  }));
}

function namesAfter(typed, directory) {
  const name = /(?:^|\s)@([\p{L}\p{N} ._-]{0,30})$/u.exec(typed);
  if (!name) return [];
  const wanted = name[1].toLowerCase();
  return mentionables(directory)
    .filter((one) => one.name.toLowerCase().startsWith(wanted))
    .slice(0, MOST_OFFERED)
    .map((one) => ({
      insert: `@${one.name} `,
      from: typed.length - wanted.length - 1,
      label: `@${one.name}`,
      note: one.note,
    }));
}

const mentionables = (directory) => [
  ...[...directory.people.values()].map((person) => ({
    name: person.name,
    note: person.title,
    code: `<@${person.id}>`,
  })),
  ...[...directory.groups.values()].map((group) => ({
    name: group.handle,
    note: group.name,
    code: `<!subteam^${group.id}>`,
  })),
];

function offerNode(box, one, index) {
  const node = h(
    "div",
    { id: `${box.list.id}-${index}`, class: "offer", role: "option" },
    h("strong", {}, visible(one.label)),
    h("small", {}, visible(one.note ?? "")),
  );
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    accept(box, one);
  });
  return node;
}

function pick(box, index) {
  box.picked = index;
  [...box.list.children].forEach((node, at) => node.setAttribute("aria-selected", String(at === index)));
  if (index < 0) box.field.removeAttribute("aria-activedescendant");
  else box.field.setAttribute("aria-activedescendant", `${box.list.id}-${index}`);
  box.list.children[index]?.scrollIntoView({ block: "nearest" });
  return true;
}

function accept(box, one) {
  box.field.setRangeText(one.insert, one.from, box.field.selectionStart, "end");
  drafts.set(box.place.key, box.field.value);
  return hideOffers(box);
}

function hideOffers(box) {
  box.offers = [];
  box.list.hidden = true;
  box.field.setAttribute("aria-expanded", "false");
  box.field.removeAttribute("aria-activedescendant");
  return true;
}

async function send(box) {
  const { field, place } = box;
  const typed = field.value.trim();
  if (!typed) return;
  const act = actOf(typed, place);
  if (!act) return;
  write(box, place, "");
  const answer = await act();
  if (answer && !answer.ok && !drafts.get(place.key)) write(box, place, typed);
}

function write(box, place, text) {
  drafts.set(place.key, text);
  hideOffers(box);
  if (box.place.key !== place.key) return;
  box.field.value = text;
  grow(box.field);
}

function actOf(typed, place) {
  const [first, ...rest] = typed.split(/\s+/);
  if (!first.startsWith("/")) return () => place.send(encode(typed, place.directory));
  if (place.commands.some((one) => one.command === first)) return () => place.slash(first, rest.join(" "));
  toast(`${first} is not a command here. Type / to see what is.`, { kind: "error" });
  return null;
}

/** What was typed as Slack sends it: the three control characters escaped, chosen names as ids. */
export function encode(typed, directory) {
  const escaped = typed.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const longestFirst = mentionables(directory).sort((one, other) => other.name.length - one.name.length);
  return longestFirst.reduce((text, one) => text.replaceAll(`@${one.name}`, one.code), escaped);
}
