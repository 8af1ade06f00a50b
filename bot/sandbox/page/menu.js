// Pop-up panels: overflow menus, multi selects, message menus. The browser's own popover closes them on Escape or a
// click elsewhere.

import { h, icon, uniqueId } from "./dom.js";
import { leaving } from "./mrkdwn.js";
import { STEPS, step } from "./roving.js";

const GAP_PX = 4;

/** A button that opens `panel` (drawn afresh each time by `build(close)`); `onClose` runs when it is gone. */
export function popup({
  label,
  face,
  className = "icon-button",
  panelClass = "menu",
  role = "menu",
  build,
  onClose = () => {},
  data = {},
}) {
  const id = uniqueId("panel");
  const panel = h("div", { id, popover: "auto", class: panelClass, role, "aria-label": label });
  const button = h(
    "button",
    {
      type: "button",
      class: className,
      "aria-label": label,
      "aria-haspopup": role === "menu" ? "menu" : "dialog",
      "aria-expanded": "false",
      data,
    },
    face,
  );
  button.addEventListener("click", () =>
    panel.matches(":popover-open") ? panel.hidePopover() : show(panel, button, build),
  );
  panel.addEventListener("toggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "closed") onClose();
  });
  panel.addEventListener("keydown", arrows);
  return { button, panel, node: h("span", { class: "popup" }, button, panel) };
}

function show(panel, button, build) {
  if (button.getAttribute("aria-disabled") === "true") return;
  panel.replaceChildren(...build(() => panel.hidePopover()));
  panel.showPopover();
  place(panel, button.getBoundingClientRect());
  focusables(panel)[0]?.focus();
}

function place(panel, at) {
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = at.bottom + GAP_PX + height < window.innerHeight;
  panel.style.left = `${Math.max(GAP_PX, Math.min(at.left, window.innerWidth - width - GAP_PX))}px`;
  panel.style.top = `${Math.max(GAP_PX, below ? at.bottom + GAP_PX : at.top - height - GAP_PX)}px`;
}

const focusables = (panel) =>
  [...panel.querySelectorAll("button, input, a[href]")].filter((node) => !node.closest("[hidden]"));

// In a menu a letter leads to the next choice that begins with it, and Tab leads out, as menus do everywhere.
function arrows(event) {
  const { key, currentTarget: panel } = event;
  const isMenu = panel.getAttribute("role") === "menu";
  if (Object.hasOwn(STEPS, key)) return moveBy(STEPS[key], event, panel);
  if (isMenu && key === "Tab") return panel.hidePopover();
  if (isMenu && key.length === 1 && key !== " " && !event.ctrlKey && !event.metaKey) return moveTo(key, event, panel);
  return null;
}

function moveBy(by, event, panel) {
  if (event.target.type === "search" && !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const items = focusables(panel);
  step(items, items.indexOf(document.activeElement), by);
}

function moveTo(letter, event, panel) {
  event.preventDefault();
  const items = focusables(panel);
  const at = items.indexOf(document.activeElement) + 1;
  const begins = (item) =>
    (item.getAttribute("aria-label") ?? item.textContent).trim().toLowerCase().startsWith(letter.toLowerCase());
  [...items.slice(at), ...items.slice(0, at)].find(begins)?.focus();
}

/** A menu of plain choices: `items` are `{label, description, onChoose, danger}`. */
export function choiceMenu({ label, face = icon("more"), items, data, className }) {
  const build = (close) => items().map((item) => menuItem(item, close));
  return popup({ label, face, build, data, className });
}

function menuItem(item, close) {
  const choose = () => {
    close();
    item.onChoose();
  };
  const words = [h("span", {}, item.label), item.description && h("small", {}, item.description)];
  if (!item.href) return h("button", { type: "button", role: "menuitem", class: "menu-item", onclick: choose }, words);
  return h(
    "a",
    { href: item.href, role: "menuitem", class: "menu-item", ...leaving(item.href), onclick: choose },
    words,
  );
}
