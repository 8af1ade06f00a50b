// Building the page out of nodes. Words reach it as text nodes only, so nothing a stranger writes can become markup.

const PROPERTIES = new Set([
  "value",
  "checked",
  "disabled",
  "hidden",
  "selected",
  "open",
  "tabIndex",
  "htmlFor",
  "indeterminate",
]);

/** An element; children are nodes, strings (as text) or nothing. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...present(children));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "class") element.className = value;
  else if (name === "data") Object.assign(element.dataset, given(value));
  else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

const given = (data) =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined));

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function fill(element, ...children) {
  element.replaceChildren(...present(children));
  return element;
}

// Controls that turn the reading direction or hide (bidi, zero width, soft hyphen) are shown instead of obeyed:
// who tries a bot out wants to see that it let one through.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text with its invisible controls made visible, e.g. "[U+202E]". */
export function visible(text) {
  return String(text ?? "").replace(
    INVISIBLE,
    (mark) => `[U+${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  reply: "M4 5h16v11H10l-4 4v-4H4z",
  down: "M6 9l6 6 6-6",
  send: "M4 12l16-8-5 16-3-7z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  globe: "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  plug: "M9 3v6M15 3v6M6 9h12v3a6 6 0 01-12 0zM12 18v3",
  check: "M5 13l4 4L19 7",
  info: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5M12 8h.01",
  warning: "M12 4L2.5 20h19zM12 10v4M12 17h.01",
  up: "M7 11v9H4v-9zM7 11l4-8c2 0 2.5 1.500 2 3.500L12.500 9H19c1 0 1.500 1 1.300 2l-1.600 7c-.3 1-1 2-2.200 2H7",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4",
  hand: "M8 12V5.500a1.500 1.500 0 013 0V11V4.500a1.500 1.500 0 013 0V11V6a1.500 1.500 0 013 0v8c0 4-2 7-6 7-3 0-4.500-1.500-6-4l-2-3.500c-.6-1.100.8-2.200 1.800-1.300z",
  smile: "M12 3a9 9 0 100 18 9 9 0 000-18zM8 14c1 1.500 2.500 2.200 4 2.200s3-.7 4-2.200M9 9.500h.01M15 9.500h.01",
  back: "M15 5l-7 7 7 7",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.400 1.400M17.600 17.600L19 19M5 19l1.400-1.400M17.600 6.400L19 5",
  moon: "M20 14.500A8.500 8.500 0 119.500 4a7 7 0 0010.500 10.500z",
  contrast: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 3v18M15 4.500v15M18 6.500v11",
  search: "M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5",
  keys: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10",
  menu: "M4 7h16M4 12h16M4 17h16",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  people:
    "M9 11a3.500 3.500 0 100-7 3.500 3.500 0 000 7zM2 20c0-4 3-6 7-6s7 2 7 6M16 4.500a3.500 3.500 0 010 6.500M18 14.500c2.500.7 4 2.500 4 5.500",
};

/** A decorative line drawing; its meaning must stand beside it in words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24",
    class: `icon icon-${name}`,
    "aria-hidden": "true",
  }))
    svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name] ?? ICONS.info);
  svg.append(path);
  return svg;
}

/**
 * Make the children of `parent` match `items`, touching only what changed: `keyOf` names an item, `signatureOf` says
 * when it looks different. Untouched nodes keep their scroll position, selection and typed words.
 */
export function reconcile(parent, items, keyOf, signatureOf, build) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const kept = new Set();
  let at = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const node = current(old.get(key), item, key, signatureOf(item), build);
    kept.add(node);
    if (old.get(key) && old.get(key) !== node) at = swap(old.get(key), node, at);
    if (node !== at) parent.insertBefore(node, at);
    else at = at.nextElementSibling;
  }
  for (const node of [...parent.children]) if (!kept.has(node)) takeAway(node, parent);
}

// Whoever worked inside what goes away stands beside where it was.
function takeAway(node, parent) {
  const hadFocus = node.contains(document.activeElement);
  const beside = [node.nextElementSibling, node.previousElementSibling].find((one) => one?.hasAttribute("tabindex"));
  node.remove();
  if (hadFocus) (beside ?? parent).focus({ preventScroll: true });
}

function current(node, item, key, signature, build) {
  if (node && node.signature === signature) return node;
  const fresh = build(item);
  fresh.dataset.key = key;
  fresh.signature = signature;
  return fresh;
}

function swap(stale, fresh, at) {
  const focus = menuInside(stale) ?? focusInside(stale);
  stale.replaceWith(fresh);
  focus?.(fresh);
  return at === stale ? fresh : at;
}

// A menu that stood open opens again, at the choice that was in hand: nobody has to look for it twice.
function menuInside(stale) {
  const panel = stale.querySelector("[role=menu]:popover-open");
  const where = panel?.previousElementSibling?.dataset.focus;
  if (!where) return null;
  const at = [...panel.children].indexOf(document.activeElement);
  return (fresh) => {
    sameControl([...fresh.querySelectorAll("[data-focus]")], where)?.click();
    fresh.querySelector("[role=menu]:popover-open")?.children[at]?.focus();
  };
}

/**
 * How to give the focus back to the same element in a freshly drawn `fresh`, or to `fresh` itself when that element is
 * gone, as a button is that was pressed; null when the focus is elsewhere.
 */
export function focusInside(element) {
  const active = document.activeElement;
  if (!active || !element.contains(active)) return null;
  const where = active.dataset.focus;
  const caret = typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null;
  return (fresh) => {
    const target = sameControl([...fresh.querySelectorAll("[data-focus]")], where);
    (target ?? fresh).focus({ preventScroll: true });
    if (target && caret && target.setSelectionRange) target.setSelectionRange(...caret);
  };
}

// Apps give a block a new id at each update, so the action's own id decides when the whole name is gone.
function sameControl(nodes, where) {
  if (!where) return null;
  const action = where.split("|").at(-1);
  return (
    nodes.find((node) => node.dataset.focus === where) ??
    nodes.find((node) => node.dataset.focus.split("|").at(-1) === action) ??
    null
  );
}

let counter = 0;

/** An id that is unique on this page, to tie labels to controls. */
export const uniqueId = (prefix) => `${prefix}-${(counter += 1)}`;

const EDGE_PX = 48;

export function isAtBottom(scroller) {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < EDGE_PX;
}

/**
 * Run `change` on a scroller's content so that the reader keeps their place: the end where the news arrives, if they
 * were there (`newest` is "bottom" or "top"), else the first line in sight.
 */
export function keepingPlace(scroller, change, newest = "bottom") {
  const stick = newest === "bottom" ? isAtBottom(scroller) : scroller.scrollTop < EDGE_PX;
  const top = scroller.getBoundingClientRect().top;
  const anchor = stick ? null : [...scroller.children].find((node) => node.getBoundingClientRect().bottom > top);
  const key = anchor?.dataset.key;
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (stick) scroller.scrollTop = newest === "bottom" ? scroller.scrollHeight : 0;
  const after = key && [...scroller.children].find((node) => node.dataset.key === key);
  if (after) scroller.scrollTop += after.getBoundingClientRect().top - before;
}
