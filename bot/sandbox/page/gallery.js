// The gallery: everything that people see in Slack, once each, drawn by the same code as the sandbox's page.
// It stands in one file with its data, opens from disk, and asks nothing of any network.

import { takeSeat } from "./acting.js";
import { blockNode } from "./blocks.js";
import { h, visible } from "./dom.js";
import { messageNode } from "./messages.js";
import { themeSwitch } from "./theme.js";
import { keepTime } from "./time.js";
import { toast } from "./toast.js";
import { createDialog } from "./views.js";

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (items) => new Map(items.map((item) => [item.id, item]));
const directory = {
  me: data.me,
  people: byId(data.people),
  groups: byId(data.groups),
  channels: byId(data.channels),
  version: "",
};

function start() {
  keepTime(() => data.at);
  takeSeat({ me: () => data.me, send: onlyAPicture });
  const rooms = data.rooms.map(drawRoom);
  document.getElementById("pieces").append(
    h("p", { class: "gallery-lead" }, data.lead),
    ...rooms.map((room) => room.node),
    h("p", { class: "nothing", id: "nothing", hidden: true }, "Nothing here has these words."),
  );
  document.getElementById("contents").append(...contents(rooms));
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

async function onlyAPicture() {
  toast("This is only a picture. To try it, run: amends demo");
  return { ok: true };
}

// ---- the pictures ----

const slug = (words) => words.toLowerCase().replace(/[^a-z0-9]+/g, "-");

function drawRoom(room) {
  const pieces = room.pieces.map((piece) => drawPiece(room, piece));
  const id = slug(room.title);
  const heading = h("h2", { id: `${id}-title` }, room.title, h("span", { class: "quiet" }, ` ${pieces.length}`));
  const node = h(
    "section",
    { class: "gallery-room", id, "aria-labelledby": `${id}-title` },
    h("header", {}, heading, h("p", { class: "quiet" }, room.about)),
    pieces.map((piece) => piece.node),
  );
  return { room, id, node, pieces };
}

function drawPiece(room, piece) {
  const id = `${slug(room.title)}--${slug(piece.name)}`;
  const drawn = DRAWN[room.surface](piece, id);
  const node = h(
    "figure",
    { class: "gallery-piece", id, data: { testid: "piece", surface: room.surface, name: piece.name } },
    h("figcaption", {}, h("a", { href: `#${id}` }, visible(piece.name))),
    drawn,
  );
  return { piece, id, node, words: `${piece.name} ${node.textContent}`.toLowerCase() };
}

const DRAWN = {
  message: ({ view, text }, id) =>
    messageNode(
      {
        message: { ts: id, channel: data.channels[0].id, user: data.bot, text, blocks: view.blocks, at: data.at },
      },
      { directory, threads: {}, shortcuts: [], replyTools: false },
    ),
  home: ({ view }, id) => h("div", { class: "gallery-home" }, blocksOf(view, id)),
  modal: ({ view }, id) => {
    const { dialog } = createDialog({ ...view, id, state: {} }, directory);
    dialog.setAttribute("open", "");
    for (const field of dialog.querySelectorAll("[autofocus]")) field.removeAttribute("autofocus");
    return dialog;
  },
};

function blocksOf({ blocks }, id) {
  const surface = { kind: "home", key: `home:${id};`, channel: null, ts: null, viewId: id, blocks, state: {}, directory };
  return blocks.map((block, index) => blockNode(block, index, surface));
}

// ---- the way to them ----

// On narrow screens the contents stand before the pictures: folded, or nobody would find them.
const isNarrow = matchMedia("(max-width: 720px)").matches;

function contents(rooms) {
  const lists = rooms.map(({ room, id, pieces }) => {
    const links = pieces.map((one) => h("li", {}, h("a", { href: `#${one.id}` }, visible(one.piece.name))));
    const node = h(
      "details",
      { class: "gallery-list", open: !isNarrow },
      h("summary", {}, h("a", { href: `#${id}` }, room.title)),
      h("ul", {}, links),
    );
    return { node, links };
  });
  const search = h("input", {
    type: "search",
    class: "field",
    placeholder: "Find (press /)",
    "aria-label": "Find in the gallery",
    data: { testid: "find" },
  });
  const count = h("p", { class: "quiet", role: "status", data: { testid: "count" } });
  const find = () => filter(rooms, lists, search.value.trim().toLowerCase(), count);
  search.addEventListener("input", find);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea, select, dialog:modal")) return;
    event.preventDefault();
    search.focus();
  });
  find();
  return [
    h("header", { class: "gallery-head" }, h("h1", {}, "Amends"), themeSwitch()),
    search,
    count,
    ...lists.map((list) => list.node),
  ];
}

function filter(rooms, lists, wanted, count) {
  let found = 0;
  rooms.forEach(({ node, pieces }, at) => {
    const hits = pieces.map((piece) => piece.words.includes(wanted));
    pieces.forEach((piece, index) => {
      piece.node.hidden = lists[at].links[index].hidden = !hits[index];
    });
    node.hidden = lists[at].node.hidden = !hits.some(Boolean);
    found += hits.filter(Boolean).length;
  });
  count.textContent = `${found} of ${rooms.reduce((sum, room) => sum + room.pieces.length, 0)}`;
  document.getElementById("nothing").hidden = found > 0;
}

start();
