// The left column: who one acts as, and where one can go.

import { h, icon, reconcile, visible } from "./dom.js";
import { avatar } from "./messages.js";
import { rove } from "./roving.js";

/** The column; `render(snapshot, view)` redraws what changed. `seat(id)` and `go(channel)` are told of choices. */
export function createSidebar(root, { seat, go }) {
  const people = h("div", { class: "people" });
  const lists = { channel: listOf("Channels"), im: listOf("Direct messages"), app: listOf("App") };
  root.append(
    h("p", { class: "workspace" }, h("span", { class: "workspace-mark", "aria-hidden": "true" }, "S"), "Sandbox"),
    h("fieldset", { class: "act-as", data: { testid: "act-as" } }, h("legend", {}, "Act as"), people),
    ...Object.values(lists).map((list) => list.node),
  );
  const settle = rove(root, ".place");
  return (snapshot, view) => {
    const seats = snapshot.people.filter((person) => !person.is_bot);
    reconcile(
      people,
      seats,
      (person) => person.id,
      (person) => JSON.stringify([person, person.id === snapshot.me]),
      (person) => seatNode(person, person.id === snapshot.me, seat),
    );
    for (const [kind, list] of Object.entries(lists)) renderList(list, kind, snapshot, view, go);
    settle();
  };
}

function listOf(title) {
  const items = h("ul", { class: "places" });
  return { node: h("section", { class: "place-group", "aria-label": title }, h("h2", {}, title), items), items };
}

const roleOf = ({ title, is_guest: isGuest, is_stranger: isStranger }) =>
  [title, isGuest && !/guest/i.test(title ?? "") && "guest", isStranger && "other workspace"]
    .filter(Boolean)
    .join(" · ");

function seatNode(person, checked, seat) {
  const radio = h("input", {
    type: "radio",
    name: "act-as",
    checked,
    value: person.id,
    "aria-label": `${person.name}, ${roleOf(person)}`,
    data: { testid: `act-as-${person.id}`, focus: `seat|${person.id}` },
    onchange: () => seat(person.id),
  });
  const words = h(
    "span",
    { class: "seat-words" },
    h("span", { class: "seat-name" }, visible(person.name)),
    h("small", {}, visible(roleOf(person))),
  );
  return h("label", { class: "seat" }, radio, avatar(person, "avatar-small"), words, icon("check"));
}

function renderList(list, kind, snapshot, view, go) {
  const places = snapshot.channels.filter((channel) => channel.kind === kind);
  list.node.hidden = places.length === 0;
  const isHere = (place) => place.id === view.channel;
  const peer = (place) => snapshot.people.find((person) => person.id === place.peer);
  const signature = (place) => JSON.stringify([place, isHere(place), peer(place)]);
  reconcile(
    list.items,
    places,
    (place) => place.id,
    signature,
    (place) => h("li", {}, placeNode(place, peer(place), isHere(place), go)),
  );
}

function placeNode(place, peer, isHere, go) {
  const unread = isHere ? 0 : place.unread;
  return h(
    "button",
    {
      type: "button",
      class: unread ? "place place-unread" : "place",
      "aria-current": isHere ? "page" : null,
      data: { testid: `channel-${place.id}`, focus: `place|${place.id}` },
      onclick: () => go(place.id),
    },
    markOf(place, peer),
    h("span", { class: "place-name" }, visible(nameOf(place, peer))),
    unread > 0 && unreadMark(place),
  );
}

// As in Slack: bold says that there is something new, a number that it is meant for you.
function unreadMark({ id, unread, mentions }) {
  const data = { testid: `unread-${id}` };
  if (!mentions) return h("span", { class: "spoken", data }, `${unread} unread`);
  const [count, what] = [mentions > 99 ? "99+" : String(mentions), mentions === unread ? "unread" : "for you"];
  return h("span", { class: "unread", data }, count, h("span", { class: "spoken" }, ` ${what}`));
}

function markOf(place, peer) {
  if (place.kind === "channel") return h("span", { class: "hash", "aria-hidden": "true" }, "#");
  return place.kind === "app" && !peer ? icon("home") : avatar(peer, "avatar-small");
}

export const nameOf = (place, peer) => peer?.name ?? place?.name ?? "";
