// The frame round the panes: the conversation's head, the thread's head, the tabs of narrow screens.

import { h, icon, reconcile, visible } from "./dom.js";
import { allPanels } from "./side.js";
import { nameOf } from "./sidebar.js";

/** Name and topic of the open channel, the app's Home and Messages tabs, and the switch of the public timeline. */
export function renderHead(node, snapshot, view, actions) {
  const place = snapshot.channels.find((channel) => channel.id === snapshot.channel);
  const peer = snapshot.people.find((person) => person.id === place?.peer);
  const signature = JSON.stringify([place?.id, place?.name, peer, view.appTab, view.unseen, view.isSideOpen]);
  if (node.dataset.signature === signature) return;
  node.dataset.signature = signature;
  const note = place?.kind === "channel" ? "" : (peer?.title ?? "");
  node.replaceChildren(
    ...[
      h(
        "h1",
        { class: "pane-title", data: { testid: "channel-title" } },
        place?.kind === "channel" ? "# " : "",
        visible(nameOf(place, peer)),
      ),
      h("span", { class: "quiet pane-note" }, visible(note)),
      place?.kind === "app" && appTabs(view, actions),
      h(
        "button",
        {
          type: "button",
          class: "button button-compact side-switch",
          "aria-pressed": String(view.isSideOpen),
          data: { testid: "side-switch" },
          onclick: actions.toggleSide,
        },
        icon("globe"),
        "Public timeline",
      ),
    ].filter(Boolean),
  );
}

function appTabs(view, { showAppTab }) {
  const one = (name, words) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        class: "app-tab",
        "aria-selected": String(view.appTab === name),
        data: { testid: `app-${name}` },
        onclick: () => showAppTab(name),
      },
      words,
    );
  const news = view.unseen
    ? ["Messages", h("span", { class: "unread" }, String(view.unseen), h("span", { class: "spoken" }, " unread"))]
    : "Messages";
  return h("span", { class: "app-tabs", role: "tablist" }, one("home", "Home"), one("messages", news));
}

/** The thread pane's fixed parts, built once: head, scroller and room for a composer. */
export function createThread(root, onClose) {
  const scroller = h("div", {
    class: "scroll",
    role: "log",
    "aria-live": "off",
    "aria-label": "Thread messages",
    tabIndex: 0,
    data: { testid: "thread-messages" },
  });
  const where = h("span", { class: "quiet pane-note" });
  const head = h(
    "header",
    { class: "pane-head" },
    h("h2", { class: "pane-title" }, "Thread"),
    where,
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "Close thread",
        data: { testid: "thread-close" },
        onclick: onClose,
      },
      icon("close"),
    ),
  );
  const slot = h("div", { class: "composer-slot" });
  root.append(head, scroller, slot);
  return { scroller, slot, where };
}

const TABS = [
  ["workspace", "Workspace", "menu"],
  ["conversation", "Messages", "reply"],
  ["thread", "Thread", "reply"],
];

/** On narrow screens each pane is a tab; the thread has one while a thread is open. */
export function renderTabs(root, view, onTab) {
  const panes = TABS.filter(([name]) => name !== "thread" || view.thread);
  const tabs = [...panes, ...allPanels().map((panel) => [panel.name, panel.short, panel.drawing])];
  reconcile(
    root,
    tabs,
    ([name]) => name,
    ([name]) => String(view.tab === name),
    ([name, words, drawing]) =>
      h(
        "button",
        {
          type: "button",
          class: "tab",
          "aria-current": view.tab === name ? "true" : null,
          data: { testid: `tab-${name}`, focus: `tab|${name}` },
          onclick: () => onTab(name),
        },
        icon(drawing),
        words,
      ),
  );
}
