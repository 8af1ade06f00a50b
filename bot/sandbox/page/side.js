// The right column: the public timeline, and whatever panels other parts of the page add beside it.
//
// To add one, import `addPanel` in a module of your own and load it in index.html; nothing else has to know of it:
//   addPanel({ name: "brand", title: "Your brand", drawing: "people", node });
// It gets a tab here and, on narrow screens, one at the foot of the page. `openPanel("brand")` brings it to the front.

import { h, icon, reconcile } from "./dom.js";
import { rove } from "./roving.js";

const panels = [{ name: "public", title: "Public timeline", short: "Public", drawing: "globe" }];
let told = { added: () => {}, opened: () => {} };

/** A panel: `title` on its tab here, `short` on the narrow screen's, `node` what it shows. */
export function addPanel({ name, title, short = title, drawing = "info", node }) {
  panels.push({ name, title, short, drawing, node });
  told.added();
}

/** Show a panel, wherever the person is. */
export function openPanel(name) {
  told.opened(name);
}

/** All panels, in the order in which they came. */
export const allPanels = () => panels;

/** The column's head and body; `added()` and `opened(name)` are told of panels, `close()` of the way out. */
export function createSide(root, { added, opened, close }) {
  told = { added, opened };
  const tabs = h("div", { class: "side-tabs", role: "tablist", "aria-label": "Panels" });
  const settle = rove(tabs, "[role=tab]");
  const scroller = h("div", {
    class: "scroll posts",
    tabIndex: 0,
    role: "feed",
    "aria-label": "Public posts",
    data: { testid: "timeline-posts" },
  });
  const publicPanel = h(
    "section",
    { class: "timeline", id: "panel-public", "aria-label": "Public timeline", data: { testid: "timeline" } },
    scroller,
  );
  const away = h(
    "button",
    { type: "button", class: "icon-button side-close", "aria-label": "Close this column", onclick: close },
    icon("close"),
  );
  root.append(h("header", { class: "pane-head side-head" }, tabs, away), publicPanel);
  const show = (chosen) => {
    for (const panel of panels) hang(root, panel, panel.name === chosen);
    publicPanel.hidden = chosen !== "public";
    drawTabs(tabs, chosen);
    settle();
  };
  return { scroller, show, focus: () => tabs.querySelector("[tabindex='0']")?.focus() };
}

function hang(root, panel, isShown) {
  if (!panel.node) return;
  panel.frame ??= root.appendChild(
    h(
      "section",
      {
        class: "panel scroll",
        id: `panel-${panel.name}`,
        "aria-label": panel.title,
        data: { testid: `panel-${panel.name}` },
      },
      panel.node,
    ),
  );
  panel.frame.hidden = !isShown;
}

function drawTabs(root, chosen) {
  reconcile(
    root,
    panels,
    (panel) => panel.name,
    (panel) => JSON.stringify([panel.title, panel.name === chosen]),
    (panel) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          class: "side-tab",
          "aria-selected": String(panel.name === chosen),
          "aria-controls": `panel-${panel.name}`,
          data: { testid: `side-tab-${panel.name}`, focus: `side|${panel.name}` },
          onclick: () => openPanel(panel.name),
        },
        icon(panel.drawing),
        panel.title,
      ),
  );
}
