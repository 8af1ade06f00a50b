// The page's only door to the sandbox: the snapshot, the events, and what a person does.

/** The snapshot as `me` sees it in `channel`; both may be null at the start (the sandbox then chooses). */
export async function fetchState(me, channel, signal) {
  const query = new URLSearchParams();
  if (me) query.set("as", me);
  if (channel) query.set("channel", channel);
  const response = await fetch(`/sandbox/state?${query}`, { signal, cache: "no-store" });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
  return response.json();
}

/** What a person did. */
export const postAct = (body) => post("/sandbox/act", body, "The sandbox");

/** Send an object. Never throws: a failure comes back as `{ok: false, error}` in plain words about `whom`. */
export async function post(url, body, whom) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json().catch(() => null);
    return typeof answer?.ok === "boolean" ? answer : { ok: false, error: `${whom} answered ${response.status}.` };
  } catch {
    return { ok: false, error: `${whom} did not answer. Is it still running?` };
  }
}

const REOPEN_MS = 2000;

/**
 * Listen for changes. The browser reconnects by itself when the line is cut, and does not when another program answers
 * in the sandbox's place: then a new line is opened. Returns a function that stops listening.
 */
export function listen(me, handlers) {
  let [source, timer] = [null, 0];
  const open = () => {
    source = lineTo(me, handlers);
    source.addEventListener("error", () => {
      handlers.onLink(false);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function lineTo(me, { onChanged, onNotify, onLink }) {
  const source = new EventSource(`/sandbox/events?${new URLSearchParams({ as: me })}`);
  source.addEventListener("changed", () => onChanged());
  source.addEventListener("notify", (event) => onNotify(JSON.parse(event.data)));
  source.addEventListener("open", () => onLink(true));
  return source;
}
