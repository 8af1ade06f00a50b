// Lists that are one tab stop: the arrows move inside, Home and End to the ends.

export const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/**
 * Let the arrows move the focus among the elements that match `selector` under `root`. Returns what has to be called
 * after a redraw: it makes the element in focus, else the chosen one, else the first, the only tab stop.
 */
export function rove(root, selector) {
  const all = () => [...root.querySelectorAll(selector)].filter((node) => !node.closest("[hidden]"));
  const settle = () => {
    const nodes = all();
    const stop = nodes.find((node) => node === document.activeElement) ?? nodes.find(isChosen) ?? nodes[0];
    for (const node of nodes) node.tabIndex = node === stop ? 0 : -1;
  };
  root.addEventListener("focusin", settle);
  root.addEventListener("keydown", (event) => {
    const nodes = all();
    const at = nodes.indexOf(event.target);
    if (at < 0 || !Object.hasOwn(STEPS, event.key)) return;
    event.preventDefault();
    step(nodes, at, STEPS[event.key]);
  });
  return settle;
}

const isChosen = (node) => node.hasAttribute("aria-current") || node.getAttribute("aria-selected") === "true";

/** The focus `by` further from the node at `at`, within the list. */
export function step(nodes, at, by) {
  nodes[Math.max(0, Math.min(nodes.length - 1, at + by))]?.focus();
}

/**
 * The keys of a list of messages. On the list the arrows lead to a message; on a message they lead to the next, Enter
 * to its first button, T to its thread, Escape back to `home()`; inside a message Escape leads back to it.
 */
export function messageKeys(scroller, home) {
  scroller.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    const isDone =
      target === scroller
        ? enter(scroller, key)
        : target.matches("article.message")
          ? onMessage(scroller, target, key, home)
          : inMessage(target, key);
    if (isDone) event.preventDefault();
  });
}

const messagesIn = (scroller) => [...scroller.querySelectorAll("article.message")];
const ENTRIES = { ArrowUp: -1, End: -1, ArrowDown: 0, Home: 0 };

function enter(scroller, key) {
  if (!Object.hasOwn(ENTRIES, key)) return false;
  const found = messagesIn(scroller).at(ENTRIES[key]);
  found?.focus();
  return Boolean(found);
}

function onMessage(scroller, message, key, home) {
  const nodes = messagesIn(scroller);
  const moves = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
  if (Object.hasOwn(moves, key)) step(nodes, nodes.indexOf(message), moves[key]);
  else if (key === "Enter") firstControl(message)?.focus();
  else if (key.toLowerCase() === "t") message.querySelector("[data-testid^=reply-]")?.click();
  else if (key === "Escape") home();
  else return false;
  return true;
}

// What a card asks to be decided comes before the links in its text.
const firstControl = (message) =>
  message.querySelector(".actions :is(button, a[href], select, input)") ??
  message.querySelector(".message-body :is(button, select, input, a[href])");

function inMessage(target, key) {
  const message = target.closest("article.message");
  if (key !== "Escape" || !message || target.closest(":popover-open")) return false;
  message.focus();
  return true;
}
