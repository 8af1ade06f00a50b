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

/** What a person did. Never throws: a failure comes back as `{ok: false, error}` in plain words. */
export async function postAct(body) {
  try {
    const response = await fetch("/sandbox/act", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return await answerOf(response);
  } catch {
    return { ok: false, error: "The sandbox did not answer. Is it still running?" };
  }
}

async function answerOf(response) {
  const answer = await response.json().catch(() => null);
  if (answer && typeof answer.ok === "boolean") return answer;
  return { ok: false, error: `The sandbox answered ${response.status}.` };
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
