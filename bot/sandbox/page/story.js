// The demo's tour: three steps, ticked by what the service has on record, and the ways to one's own brand and Slack.

import { openBrand } from "./brand.js";
import { look, send } from "./demo.js";
import { focusInside, h, icon, visible } from "./dom.js";
import { openNext } from "./next.js";
import { openPaste } from "./paste.js";
import { untouched } from "./pressing.js";
import { toast } from "./toast.js";

const DOOR = "demo";
const PLACE = "amends-tour";
const OUTSIDER = "U0OUT";
const STAFF = "U0STAFF";
const NEXT = 3;
const WHILE_PLAYING_MS = 1500;

const STEPS = [
  { title: "Approve one", isDone: (tour) => tour.approved, lead: approveOne },
  { title: "Try it as an outsider", isDone: (tour) => tour.refused, lead: asOutsider },
  { title: "Play a bad day", isDone: (tour) => tour.incident !== null, lead: badDay },
];

/**
 * The tour in `root`; call what comes back with each snapshot. `seat(id)` changes who acts, `visit(channel, tab)` goes
 * somewhere and resolves once it is there, `showMessage(ts)` brings a message into view.
 */
export function createTour(root, { seat, visit, showMessage }) {
  const kept = remembered();
  const known = { tour: null, me: null, snapshot: null, chosen: null, last: null };
  const state = { ...known, closed: kept.closed, skipped: new Set(kept.skipped) };
  const redraw = () => draw(root, state, ways);
  const ways = { seat, visit, showMessage, redraw, refresh: () => catchUp(root, state, ways) };
  return (snapshot) => {
    if (!snapshot.doors?.includes(DOOR)) return;
    Object.assign(state, { me: snapshot.me, snapshot });
    if (state.tour) draw(root, state, ways);
    catchUp(root, state, ways);
  };
}

// ---- what the service says ----

let isLooking = false;
let isDue = false;
let again = null;

// One look at a time; what changes meanwhile is looked at once more.
async function catchUp(root, state, ways) {
  if (isLooking) {
    isDue = true;
    return;
  }
  isLooking = true;
  do {
    isDue = false;
    state.tour = (await look("tour")) ?? state.tour;
    await untouched();
    if (state.tour) draw(root, state, ways);
  } while (isDue);
  isLooking = false;
  clearTimeout(again);
  if (state.tour?.bad_day.is_playing) again = setTimeout(() => catchUp(root, state, ways), WHILE_PLAYING_MS);
}

function remembered() {
  try {
    return { closed: false, skipped: [], ...JSON.parse(sessionStorage.getItem(PLACE)) };
  } catch {
    return { closed: false, skipped: [] };
  }
}

function remember({ closed, skipped }) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ closed, skipped: [...skipped] }));
  } catch {
    // A browser that keeps nothing shows the tour from its beginning after a reload.
  }
}

// ---- drawing ----

function draw(root, state, ways) {
  stayWhereItHappened(state);
  const { tour, me, closed, skipped, chosen } = state;
  const signature = JSON.stringify([tour, me, closed, [...skipped], chosen]);
  if (root.dataset.signature === signature) return;
  root.dataset.signature = signature;
  const refocus = focusInside(root);
  root.hidden = false;
  root.classList.toggle("story-closed", closed);
  root.replaceChildren(...(closed ? [tools(state, ways)] : [head(state, ways), lead(state, ways)]));
  refocus?.(root);
}

const stepNow = ({ tour, skipped }) => {
  const open = STEPS.findIndex((step, place) => !step.isDone(tour) && !skipped.has(place));
  return open < 0 ? NEXT : open;
};

const shownStep = (state) => state.chosen ?? stepNow(state);

// A step that is done in front of somebody stays in sight with what came of it, until they press Next.
function stayWhereItHappened(state) {
  const { tour, skipped, last } = state;
  if (state.chosen === null && last !== null && last !== stepNow(state) && !skipped.has(last)) {
    if (STEPS[last]?.isDone(tour)) state.chosen = last;
  }
  state.last = shownStep(state);
}

const LAST = { title: "Now in your Slack", isDone: () => false };

function head(state, ways) {
  return h(
    "div",
    { class: "story-head" },
    h(
      "ol",
      { class: "story-steps", "aria-label": "Tour" },
      [...STEPS, LAST].map((step, place) => stepNode(step, place, state, ways)),
    ),
    tools(state, ways),
  );
}

function stepNode(step, place, state, ways) {
  const isDone = step.isDone(state.tour);
  const isHere = shownStep(state) === place;
  return h(
    "li",
    { class: "story-step", data: { done: String(isDone), here: String(isHere) } },
    h(
      "button",
      {
        type: "button",
        "aria-current": isHere ? "step" : null,
        data: { testid: `tour-step-${place + 1}`, done: String(isDone), focus: `tour|step${place}` },
        onclick: () => {
          state.chosen = place;
          ways.redraw();
        },
      },
      h("span", { class: "story-mark", "aria-hidden": "true" }, isDone ? icon("check") : String(place + 1)),
      step.title,
      isDone && h("span", { class: "spoken" }, " (done)"),
    ),
  );
}

function tools(state, ways) {
  const one = (words, testid, onclick) =>
    h(
      "button",
      { type: "button", class: "button button-compact", data: { testid, focus: `tour|${testid}` }, onclick },
      words,
    );
  const close = (closed) => () => {
    Object.assign(state, { closed, chosen: null });
    remember(state);
    ways.redraw();
  };
  return h(
    "div",
    { class: "story-tools" },
    state.closed && one("Show the tour", "tour-open", close(false)),
    one("Your brand", "tour-brand", () => openBrand(state.tour.brand, ways.refresh)),
    one("Paste your own complaints", "tour-paste", () => openPaste(state.tour.brand)),
    !state.closed &&
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Close the tour",
          data: { testid: "tour-close", focus: "tour|close" },
          onclick: close(true),
        },
        icon("close"),
      ),
  );
}

function lead(state, ways) {
  const place = shownStep(state);
  const { words, buttons = [], progress = null } = place === NEXT ? closing() : STEPS[place].lead(state, ways);
  const isOpen = place !== NEXT && !STEPS[place].isDone(state.tour);
  const skip = () => {
    state.skipped.add(place);
    Object.assign(state, { chosen: null, last: null });
    remember(state);
    ways.redraw();
  };
  const onward = () => {
    Object.assign(state, { chosen: null, last: null });
    ways.redraw();
  };
  return h(
    "div",
    { class: "story-lead", data: { testid: "tour-lead" } },
    h("p", { class: "story-words", role: "status" }, words),
    progress,
    h(
      "span",
      { class: "story-buttons" },
      buttons,
      isOpen && leadButton("Skip", "tour-skip", skip, { quiet: true }),
      place !== stepNow(state) && leadButton("Next", "tour-on", onward, { quiet: isOpen || buttons.length > 1 }),
    ),
  );
}

function leadButton(words, testid, onclick, { quiet = false } = {}) {
  const look = quiet ? "link-button" : "button button-primary button-compact";
  return h("button", { type: "button", class: look, data: { testid, focus: `tour|${testid}` }, onclick }, words);
}

// ---- the steps ----

function approveOne(state, ways) {
  if (state.tour.approved)
    return { words: "A person has approved one. In a few seconds exactly that text stands on the public timeline." };
  return {
    words: "Read a card and press Approve. A few seconds later it stands on the public timeline, word for word.",
    buttons: [leadButton("Show me a card", "tour-card", () => showCard(state, ways))],
  };
}

function asOutsider(state, ways) {
  const beSam = () => leadButton("Be Sam again", "tour-back", () => ways.seat(STAFF), { quiet: true });
  if (state.tour.refused)
    return {
      words: "Refused: only she reads why, at the end of the channel. Rights are asked for at every click.",
      buttons: state.me === OUTSIDER ? [beSam()] : [],
    };
  if (state.me === OUTSIDER)
    return {
      words: "You are Olive from Sales now, who has no rights here. Press Approve on any card.",
      buttons: [leadButton("Show me a card", "tour-card", () => showCard(state, ways))],
    };
  return {
    words: "Olive from Sales sits in the channel, but may not approve. Act as her and press the same button.",
    buttons: [leadButton("Act as Olive", "tour-olive", () => ways.seat(OUTSIDER))],
  };
}

function badDay({ tour, me }, ways) {
  const { bad_day: day, incident } = tour;
  const buttons = [
    incident?.ts && leadButton("Show me the incident", "tour-incident", () => showIncident(incident, ways)),
    !day.is_over && playButton(day, ways),
    me === OUTSIDER && leadButton("Be Sam again", "tour-back", () => ways.seat(STAFF), { quiet: true }),
  ];
  const progress = day.told > 0 && !day.is_over && progressOf(day);
  return { words: dayWords(day, incident), buttons: buttons.filter(Boolean), progress };
}

function dayWords(day, incident) {
  if (day.problem) return day.problem;
  const out = day.is_over ? "" : `${day.told} of ${day.total} posts are out. `;
  if (incident) return `${out}An incident is open: “${visible(incident.title)}”, ${sizeOf(incident)}.`;
  if (day.told)
    return `${out}So far they are single complaints; as soon as they are one thing, they stand on one card.`;
  const span = `${day.total} posts in about ${spell(day.seconds)}`;
  return `A checkout breaks: ${span}, faster and faster, by signed webhook like all others.`;
}

const LEVELS = { watch: "", spike: ": far more than usual", crisis: ": it may be a crisis, a person decides" };
const sizeOf = ({ mentions, authors, level }) => `${mentions} posts by ${authors} people${LEVELS[level] ?? ""}`;

function spell(seconds) {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} seconds` : `${Math.round(seconds / 60)} minutes`;
}

function playButton(day, ways) {
  const act = async (play) => {
    const answer = await send("bad-day", { play });
    if (!answer.ok) toast(answer.error, { kind: "error" });
    ways.refresh();
  };
  if (day.is_playing) return leadButton("Stop", "tour-stop", () => act(false), { quiet: true });
  return leadButton(day.told ? "Play on" : "Play a bad day", "tour-play", () => act(true));
}

const progressOf = ({ told, total }) =>
  h("progress", { class: "story-progress", max: String(total), value: told, "aria-label": "Posts that are out" });

const closing = () => ({
  words: "What is left is your own Slack: one link makes the app, one command sets it up.",
  buttons: [leadButton("Now in your Slack", "tour-next", openNext)],
});

// ---- showing the way ----

async function showCard({ snapshot }, { visit }) {
  await visit(snapshot.channels.find((place) => place.kind === "channel").id, "messages");
  const buttons = [...document.querySelectorAll("#messages button")].filter(approves);
  const button = buttons.findLast(isEveryday) ?? buttons.at(-1);
  if (!button) return toast("No card waits for an approval just now. The next complaint brings one.");
  const card = cardOf(button);
  card.scrollIntoView({ block: "center" });
  card.classList.add("message-found");
  button.focus({ preventScroll: true });
  return setTimeout(() => card.classList.remove("message-found"), 2500);
}

const approves = (button) => /^Approve( text)?$/.test(button.textContent.trim());
const cardOf = (button) => button.closest("[data-testid^=message-]");
// What is risky needs two people, and what is posted by hand does not appear by itself.
const isEveryday = (button) => button.textContent.trim() === "Approve" && !/Careful:/.test(cardOf(button).textContent);

async function showIncident({ channel, ts }, { visit, showMessage }) {
  await visit(channel, "messages");
  showMessage(ts);
}
