// Everything a person does goes through `perform`: one act at a time per control, shown as busy until the page has
// caught up.

import { postAct } from "./api.js";
import { toast } from "./toast.js";
import { stateOf } from "./values.js";

const busy = new Set();
let seat = { me: () => null, refresh: async () => {}, send: postAct };

/** Who acts, how the page catches up afterwards, and (unless it is the sandbox) what an act is sent to. */
export function takeSeat(next) {
  seat = { ...seat, ...next };
}

/**
 * Send an act and wait until its result stands on the page. `key` names the control: a second click on it while the
 * first is under way does nothing (null). Errors are said in a toast and returned.
 */
export async function perform(key, body) {
  if (busy.has(key)) return null;
  setBusy(key, true);
  const answer = await seat.send({ as: seat.me(), ...body });
  if (!answer.ok) toast(answer.error ?? "That did not work.", { kind: "error" });
  await seat.refresh();
  setBusy(key, false);
  return answer;
}

/** Say that `control` belongs to `key`, so that it shows when its act is under way, also after a redraw. */
export function bindBusy(control, key) {
  control.dataset.busyKey = key;
  paint(control, busy.has(key));
  return control;
}

function setBusy(key, isBusy) {
  if (isBusy) busy.add(key);
  else busy.delete(key);
  for (const control of document.querySelectorAll("[data-busy-key]")) {
    if (control.dataset.busyKey === key) paint(control, isBusy);
  }
}

// aria-disabled instead of disabled: the focus stays where the person left it.
function paint(control, isBusy) {
  control.toggleAttribute("data-busy", isBusy);
  if (isBusy) for (const name of ["aria-busy", "aria-disabled"]) control.setAttribute(name, "true");
  else for (const name of ["aria-busy", "aria-disabled"]) control.removeAttribute(name);
}

export const actionKey = (surface, blockId, element) => `${surface.key}|${blockId}|${element.action_id}`;

/** A block_action of an element on a message, a modal or the Home. */
export function blockAction(surface, blockId, element, value) {
  return perform(actionKey(surface, blockId, element), {
    kind: "block_action",
    container: surface.kind,
    channel: surface.channel,
    ts: surface.ts,
    view_id: surface.viewId,
    block_id: blockId,
    action_id: element.action_id,
    element,
    value,
    state: stateOf(surface),
  });
}
