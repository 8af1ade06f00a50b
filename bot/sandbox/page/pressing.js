// A click is a press that begins and ends on the same node: whatever is drawn anew between the two takes it away. So
// nothing that arrives is drawn while a mouse button, a finger or the space bar is down.

const SETTLE_MS = 50; // the click of a tap comes a moment after the finger is up
const MOST_MS = 5000; // some releases are never told, as above one of the browser's own menus

let pressed = Promise.resolve();
let settle = () => {};

document.addEventListener("pointerdown", (event) => event.isPrimary && event.button === 0 && hold(), true);
document.addEventListener("keydown", (event) => event.key === " " && !event.repeat && hold(), true);
for (const end of ["pointerup", "pointercancel", "keyup"]) document.addEventListener(end, letGo, true);

function hold() {
  settle();
  pressed = new Promise((resolve) => {
    settle = resolve;
    setTimeout(resolve, MOST_MS);
  });
}

function letGo() {
  setTimeout(settle, SETTLE_MS);
}

/** Resolves once nobody presses anything: at once, as a rule. */
export async function untouched() {
  for (let seen = null; seen !== pressed;) {
    seen = pressed;
    await seen;
  }
}
