// The page's way to the demo's own doors. Never throws: a failure comes back as `{ok: false, error}` in plain words.

const LOST = { ok: false, error: "The demo did not answer. Is it still running?" };

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
export async function send(door, body) {
  try {
    const response = await fetch(`/demo/${door}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json().catch(() => null);
    return typeof answer?.ok === "boolean" ? answer : { ok: false, error: `The demo answered ${response.status}.` };
  } catch {
    return LOST;
  }
}
