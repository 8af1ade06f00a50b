// The page's way to the demo's own doors. Never throws: a failure comes back as `{ok: false, error}` in plain words.

import { post } from "./api.js";

/** What a door shows; null when it does not answer. */
export async function look(door) {
  try {
    const response = await fetch(`/demo/${door}`, { cache: "no-store" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Send an object to a door. */
export const send = (door, body) => post(`/demo/${door}`, body, "The demo");
