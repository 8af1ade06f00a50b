// The page: one snapshot of the sandbox as one person sees it, redrawn at each change, and the person's way through it.

import { perform, takeSeat } from "./acting.js";
import { fetchState, listen } from "./api.js";
import { createComposer } from "./composer.js";
import { createConnection } from "./connection.js";
import { h, isAtBottom } from "./dom.js";
import { createHome } from "./home.js";
import { jump, targetsOf } from "./jump.js";
import { installKeys, keysButton } from "./keys.js";
import { renderMessages, shortcutMenu, spoken } from "./messages.js";
import { untouched } from "./pressing.js";
import { messageKeys } from "./roving.js";
import { createThread, renderHead, renderTabs } from "./shell.js";
import { allPanels, createSide } from "./side.js";
import { createSidebar, nameOf } from "./sidebar.js";
import { speakNews } from "./speaking.js";
import { themeSwitch } from "./theme.js";
import { createTour } from "./story.js";
import { keepTicking } from "./time.js";
import { renderTimeline, showPost } from "./timeline.js";
import { toast } from "./toast.js";
import { forget } from "./values.js";
import { renderViews } from "./views.js";

const $ = (id) => document.getElementById(id);
const address = new URL(location.href).searchParams;

const view = {
  me: address.get("as"),
  channel: address.get("channel"),
  thread: address.get("thread"),
  tab: "conversation",
  panel: "public",
  appTab: address.get("tab") ?? "home",
  unseen: 0,
  newAfter: "",
  wentAt: Date.now() / 1000,
  isSideOpen: false,
  isArriving: true,
  round: 0,
};
// One directory for the whole page: old nodes that still hold it see people and names as they are now.
const directory = { me: null, people: new Map(), groups: new Map(), channels: new Map(), version: "" };
let snapshot = null;
let stopListening = () => {};

const drawSidebar = createSidebar($("sidebar"), { seat, go });
const drawHome = createHome($("messages"));
const noteLink = createConnection($("connection"), refresh);
const thread = createThread($("thread"), closeThread);
const side = createSide($("side"), { added: () => snapshot && render(), opened: openPanel, close: closeSide });
const tellTour = createTour($("story"), { seat, visit, showMessage });
const globalSlot = h("span", { class: "global-shortcuts" });
const composer = createComposer("composer", globalSlot);
const threadComposer = createComposer("thread-composer");

function start() {
  $("composer").append(composer.node);
  thread.slot.append(threadComposer.node);
  $("jump").addEventListener("click", () => {
    $("messages").scrollTop = $("messages").scrollHeight;
  });
  const seeEnd = () => {
    if (isAtBottom($("messages"))) $("jump").hidden = true;
  };
  $("messages").addEventListener("scroll", seeEnd, { passive: true });
  $("tools").append(keysButton(), themeSwitch());
  $("drawer-back").addEventListener("click", () => showTab("conversation"));
  messageKeys($("messages"), () => composer.focus());
  messageKeys(thread.scroller, () => threadComposer.focus());
  installKeys({ jump: () => snapshot && jump(targetsOf(snapshot, directory, { go, seat })), escape, parts });
  window.addEventListener("hashchange", followHash);
  document.addEventListener("click", followLink);
  takeSeat({ me: () => view.me, refresh });
  keepTicking();
  refresh();
}

// ---- catching up ----

let current = null;
let next = null;

/** Resolves once a snapshot that was asked for after this call stands on the page; never two requests at a time. */
function refresh() {
  if (!current) return load();
  next ??= current.then(() => {
    next = null;
    return load();
  });
  return next;
}

function load() {
  current = catchUp().finally(() => {
    current = null;
  });
  return current;
}

async function catchUp() {
  const round = view.round;
  try {
    const fresh = await fetchState(view.me, view.channel);
    await untouched();
    if (round === view.round) accept(fresh);
    noteLink(true, fresh.connected);
  } catch {
    noteLink(false);
  }
}

function accept(fresh) {
  const isFirst = directory.me !== fresh.me;
  const { isArriving } = view;
  const news = newsOf(fresh, isArriving);
  if (isArriving) view.newAfter = fresh.read_before;
  countUnseen(news.length, isArriving);
  snapshot = fresh;
  Object.assign(view, { me: fresh.me, channel: fresh.channel, isArriving: false });
  learn(fresh);
  if (isFirst) follow(fresh.me);
  render();
  if (isArriving) arrive();
  else if (!isHome()) speakNews($("spoken"), news, directory);
}

function newsOf(fresh, isArriving) {
  const seenUntil = isArriving ? view.wentAt : (snapshot.messages.at(-1)?.at ?? view.wentAt);
  return fresh.messages.filter((message) => message.at > seenUntil);
}

// The sandbox counts a direct message as read once its conversation is open; behind the Home tab nobody has seen it.
function countUnseen(news, isArriving) {
  view.unseen = view.appTab === "home" ? (isArriving ? 0 : view.unseen) + news : 0;
}

function learn({ me, people, usergroups, channels }) {
  const byId = (items) => new Map(items.map((item) => [item.id, item]));
  const names = channels.map(({ id, name, kind }) => ({ id, name, kind }));
  Object.assign(directory, {
    me,
    people: byId(people),
    groups: byId(usergroups),
    channels: byId(names),
    version: JSON.stringify([people, usergroups, names]),
  });
}

function follow(me) {
  stopListening();
  stopListening = listen(me, { onChanged: refresh, onNotify: announce, onLink: linked });
}

function linked(isLinked) {
  $("connection").dataset.listening = isLinked;
  if (isLinked) refresh();
  else noteLink(false);
}

function announce({ channel, text }) {
  const place = snapshot?.channels.find((one) => one.id === channel);
  if (place?.kind !== "channel" && channel === view.channel && view.tab === "conversation" && !isHome()) return;
  toast(spoken(text, directory), { title: place ? titleOf(place) : "New message", onOpen: () => go(channel, "messages") });
}

const peerOf = (place) => directory.people.get(place?.peer);
const titleOf = (place) => (place.kind === "channel" ? `#${place.name}` : nameOf(place, peerOf(place)));

// ---- going somewhere ----

function seat(me) {
  Object.assign(view, { me, thread: null, isArriving: true, wentAt: Date.now() / 1000, round: view.round + 1 });
  for (const prefix of ["view:", "message:", "home:"]) forget(prefix);
  refresh();
}

function go(channel, appTab = null) {
  const hasNews = snapshot.channels.some((one) => one.id === channel && one.unread > 0);
  visit(channel, appTab ?? (hasNews ? "messages" : "home"));
}

/** Resolves once the channel stands on the page. */
function visit(channel, appTab) {
  Object.assign(view, {
    channel,
    appTab,
    thread: null,
    tab: "conversation",
    isArriving: true,
    wentAt: Date.now() / 1000,
    round: view.round + 1,
  });
  return refresh();
}

const PERMALINK = /^\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})$/;

// Links to a message or a post of this sandbox move this page instead of opening another as somebody else.
function followLink(event) {
  const link = event.target.closest("a[data-here]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const url = new URL(link.href);
  const [, channel, seconds, micros] = PERMALINK.exec(url.pathname) ?? [];
  if (channel)
    visit(channel, "messages").then(() => showMessage(`${seconds}.${micros}`, url.searchParams.get("thread_ts")));
  else location.hash = url.hash;
}

function showMessage(ts, thread) {
  if (thread && thread !== ts) openThread(thread);
  const node = messageNow(ts);
  if (!node) return toast("This message is not among the newest 100 of its channel.");
  node.scrollIntoView({ block: "center" });
  node.classList.add("message-found");
  return setTimeout(() => node.classList.remove("message-found"), 2500);
}

const messageNow = (ts) => document.querySelector(`#messages [data-testid="message-${CSS.escape(ts)}"]`);

/** The first sight of a place: the newest message, the address bar, and the app told when its Home is opened. */
function arrive() {
  arriveAtEdge();
  if (isHome()) openHome();
  followHash();
}

function arriveAtEdge() {
  $("messages").scrollTop = isHome() ? 0 : $("messages").scrollHeight;
  $("jump").hidden = true;
}

const placeNow = () => snapshot.channels.find((channel) => channel.id === snapshot.channel);
const isHome = () => placeNow()?.kind === "app" && view.appTab === "home";
const openHome = () => perform("open_home", { kind: "open_home" });

function showAppTab(name) {
  Object.assign(view, { appTab: name, unseen: 0 });
  render();
  arriveAtEdge();
  if (name === "home") openHome();
}

function openThread(ts) {
  Object.assign(view, { thread: ts, tab: "thread" });
  render();
  thread.scroller.scrollTop = thread.scroller.scrollHeight;
  threadComposer.focus();
}

function closeThread() {
  const ts = view.thread;
  Object.assign(view, { thread: null, tab: "conversation" });
  render();
  messageNow(ts)?.focus({ preventScroll: true });
}

function followHash() {
  const id = /^#post-(.+)$/.exec(location.hash)?.[1];
  if (!id) return;
  Object.assign(view, { thread: null, tab: "public", panel: "public", isSideOpen: true });
  render();
  if (showPost(decodeURIComponent(id))) history.replaceState(null, "", location.pathname + location.search);
}

function rememberPlace() {
  const query = new URLSearchParams({ as: view.me, channel: view.channel });
  if (view.thread) query.set("thread", view.thread);
  history.replaceState(null, "", `?${query}${location.hash}`);
}

// ---- drawing ----

function render() {
  const context = {
    directory,
    threads: snapshot.threads,
    shortcuts: snapshot.shortcuts ?? [],
    openThread,
    replyTools: true,
  };
  drawSidebar(snapshot, view);
  renderHead($("channel-head"), snapshot, view, { toggleSide, showAppTab });
  if (isHome()) drawHome(snapshot, directory);
  else drawChannel(context);
  drawThread({ ...context, replyTools: false });
  renderTimeline(side.scroller, snapshot.timeline);
  side.show(view.panel);
  renderTabs($("tabs"), view, showTab);
  $("shell").dataset.tab = view.tab;
  $("shell").dataset.pane = ["workspace", "conversation"].includes(view.tab) ? view.tab : "side";
  $("shell").classList.toggle("side-open", view.isSideOpen || view.thread !== null);
  $("composer").hidden = isHome();
  renderViews(snapshot.views, directory);
  tellTour(snapshot);
  nameWindow();
  rememberPlace();
}

function showTab(tab) {
  view.tab = tab;
  if (allPanels().some((panel) => panel.name === tab)) view.panel = tab;
  render();
  if (tab === "workspace") $("sidebar").querySelector("[aria-current]")?.focus();
}

function openPanel(name) {
  Object.assign(view, { panel: name, tab: name, thread: null, isSideOpen: true });
  render();
  $(`panel-${name}`).scrollIntoView({ block: "nearest" });
}

function closeSide() {
  view.isSideOpen = false;
  render();
  $("channel-head").querySelector(".side-switch")?.focus();
}

// Escape where nothing nearer wants it: out of the drawer, the thread, the column, in this order.
function escape() {
  if (view.tab === "workspace") showTab("conversation");
  else if (view.thread) closeThread();
  else if (view.isSideOpen) closeSide();
}

/** Where F6 leads in turn. */
const parts = () => [
  { within: $("sidebar"), focus: () => $("sidebar").querySelector(".place[tabindex='0']")?.focus() },
  { within: $("messages"), focus: () => ($("messages").querySelector("article:last-of-type") ?? $("messages")).focus() },
  { within: $("composer"), focus: () => composer.focus() },
  { within: $("side"), focus: () => (view.thread ? threadComposer : side).focus() },
];

function toggleSide() {
  view.isSideOpen = !(view.isSideOpen && !view.thread);
  view.thread = null;
  render();
}

function drawChannel(context) {
  const scroller = $("messages");
  scroller.dataset.testid = "messages";
  const wasAtBottom = isAtBottom(scroller);
  const last = scroller.lastElementChild?.dataset.key;
  const before = snapshot.messages.length ? [] : [emptyChannel()];
  renderMessages(scroller, snapshot.messages, { ...context, newAfter: view.newAfter }, before);
  if (!wasAtBottom && last && scroller.lastElementChild.dataset.key !== last) $("jump").hidden = false;
  composer.use(place(snapshot.channel, null, `Message ${titleOf(placeNow())}`));
  drawGlobalShortcuts();
}

const emptyChannel = () => ({
  key: "empty",
  signature: "empty",
  build: () => h("p", { class: "nothing" }, "Nothing here yet."),
});

function drawThread(context) {
  const isOpen = view.thread !== null;
  $("thread").hidden = !isOpen;
  if (!isOpen) return;
  const parent = snapshot.messages.filter((message) => message.ts === view.thread);
  const replies = snapshot.threads[view.thread] ?? [];
  const line = {
    key: "count",
    signature: String(replies.length),
    build: () => h("p", { class: "thread-count" }, replies.length === 1 ? "1 reply" : `${replies.length} replies`),
  };
  thread.where.textContent = titleOf(placeNow());
  renderMessages(
    thread.scroller,
    [...parent, ...replies.filter((reply) => reply.ts !== view.thread)],
    context,
    parent.length ? [] : [line],
  );
  threadComposer.use(place(snapshot.channel, view.thread, "Reply…"));
}

function place(channel, threadTs, label) {
  const send = (text) =>
    perform(`message:${channel}:${threadTs}`, { kind: "message", channel, thread_ts: threadTs, text });
  const slash = (command, text) => perform(`slash:${channel}`, { kind: "slash", channel, command, text });
  return { key: `${view.me}:${channel}:${threadTs}`, label, commands: snapshot.commands ?? [], directory, send, slash };
}

function drawGlobalShortcuts() {
  const everywhere = (snapshot.shortcuts ?? []).filter((shortcut) => shortcut.type === "global");
  const signature = JSON.stringify(everywhere);
  if (globalSlot.dataset.signature === signature) return;
  globalSlot.dataset.signature = signature;
  globalSlot.replaceChildren(...(everywhere.length ? [shortcutMenu(everywhere, null, "Shortcuts").node] : []));
}

function nameWindow() {
  const unread = snapshot.channels.reduce(
    (sum, channel) => sum + (channel.id === view.channel ? 0 : channel.mentions),
    0,
  );
  document.title = `${unread ? `(${unread}) ` : ""}${titleOf(placeNow())} · Sandbox`;
}

start();
