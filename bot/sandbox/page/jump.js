// "Jump to…": every place and every seat by a few letters of its name.

import { fill, h, icon, visible } from "./dom.js";
import { avatar } from "./messages.js";

const MOST_SHOWN = 9;

/** Ask where to; `targets` are `{words, note, face, go}`, those first that a person is likely to want. */
export function jump(targets) {
  if (document.querySelector("dialog.jump-dialog")) return;
  const list = h("div", { id: "jump-list", class: "jump-list", role: "listbox", "aria-label": "Places and people" });
  const field = h("input", {
    type: "search",
    class: "field",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "jump-list",
    "aria-label": "Jump to",
    placeholder: "A channel, or somebody to act as",
    autocomplete: "off",
    data: { testid: "jump-field" },
  });
  const dialog = h("dialog", { class: "dialog dialog-small jump-dialog", "aria-label": "Jump to" }, field, list);
  const box = { field, list, dialog, found: [], at: 0 };
  field.addEventListener("input", () => offer(box, targets));
  dialog.addEventListener("keydown", (event) => {
    if (onKey(event, box)) event.preventDefault();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("dialogs").append(dialog);
  offer(box, targets);
  dialog.showModal();
}

function offer(box, targets) {
  const wanted = box.field.value.trim().toLowerCase();
  box.found = targets.filter((one) => `${one.words} ${one.note}`.toLowerCase().includes(wanted)).slice(0, MOST_SHOWN);
  const nodes = box.found.map((one, index) => row(box, one, index));
  fill(box.list, nodes.length ? nodes : h("p", { class: "quiet" }, "Nothing has this name."));
  mark(box, 0);
}

function row(box, one, index) {
  return h(
    "div",
    { id: `jump-${index}`, class: "offer", role: "option", onclick: () => take(box, one) },
    one.face,
    h("strong", {}, visible(one.words)),
    h("small", {}, visible(one.note)),
  );
}

function mark(box, at) {
  box.at = at;
  [...box.list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
  box.field.setAttribute("aria-activedescendant", `jump-${at}`);
  box.list.children[at]?.scrollIntoView({ block: "nearest" });
}

function onKey(event, box) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const most = box.found.length;
  if (step && most) mark(box, (box.at + step + most) % most);
  else if (event.key === "Enter" && most) take(box, box.found[box.at]);
  else return false;
  return true;
}

function take(box, one) {
  box.dialog.close();
  one.go();
}

/** Targets out of a snapshot: unread places first, then the other places, then the seats. */
export function targetsOf(snapshot, directory, { go, seat }) {
  const elsewhere = snapshot.channels.filter((place) => place.id !== snapshot.channel);
  const places = elsewhere.map((place) => {
    const peer = directory.people.get(place.peer);
    const face = peer ? avatar(peer, "avatar-small") : h("span", { class: "hash" }, "#");
    const note = place.unread ? `${place.unread} unread` : "";
    return { words: peer?.name ?? place.name, note, face, go: () => go(place.id), unread: place.unread };
  });
  const seats = snapshot.people
    .filter((person) => !person.is_bot && person.id !== snapshot.me)
    .map((person) => ({
      words: `Act as ${person.name}`,
      note: person.title ?? "",
      face: icon("people"),
      go: () => seat(person.id),
      unread: 0,
    }));
  return [...places.sort((one, other) => Math.sign(other.unread) - Math.sign(one.unread)), ...seats];
}
