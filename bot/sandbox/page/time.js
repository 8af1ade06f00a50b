// Times in words, in the reader's own zone, and Slack's date tokens. Relative times keep ticking.

import { h } from "./dom.js";

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86400;
const TICK_MS = 5000;

let present = () => Date.now() / 1000;

/** What time it is here, in seconds; pages that show a day of the past stop their clock. */
export function keepTime(now) {
  present = now;
}

const format = (options) => new Intl.DateTimeFormat("en-GB", options);
const CLOCK = format({ hour: "2-digit", minute: "2-digit" });
const CLOCK_SECONDS = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const SHORT = format({ day: "numeric", month: "short", year: "numeric" });
const LONG = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const PLAIN = format({ day: "numeric", month: "long", year: "numeric" });
const NUMBERS = format({ year: "numeric", month: "2-digit", day: "2-digit" });

export const clock = (seconds) => CLOCK.format(seconds * 1000);
export const exact = (seconds) => `${LONG.format(seconds * 1000)}, ${CLOCK_SECONDS.format(seconds * 1000)}`;

/** "just now", "3 min ago", "in 2 hours". */
export function ago(seconds, now = present()) {
  const distance = Math.abs(now - seconds);
  if (distance < 45) return now >= seconds ? "just now" : "in a moment";
  const words = spell(distance);
  return now >= seconds ? `${words} ago` : `in ${words}`;
}

function spell(distance) {
  if (distance < 45 * MINUTE_S) return `${Math.max(1, Math.round(distance / MINUTE_S))} min`;
  if (distance < 22 * HOUR_S) return plural(Math.max(1, Math.round(distance / HOUR_S)), "hour");
  return plural(Math.max(1, Math.round(distance / DAY_S)), "day");
}

const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

/** "Today", "Yesterday", "Tomorrow" or `otherwise`. */
export function day(seconds, otherwise = LONG, now = present()) {
  const midnight = (at) => new Date(at * 1000).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(seconds) - midnight(now)) / (DAY_S * 1000));
  return { 0: "Today", 1: "Tomorrow", [-1]: "Yesterday" }[days] ?? otherwise.format(seconds * 1000);
}

const TOKENS = {
  date_num: (at) =>
    NUMBERS.format(at * 1000)
      .split("/")
      .reverse()
      .join("-"),
  date_slash: (at) => NUMBERS.format(at * 1000),
  date: (at) => PLAIN.format(at * 1000),
  date_short: (at) => SHORT.format(at * 1000),
  date_long: (at) => LONG.format(at * 1000),
  date_pretty: (at) => inSentence(day(at, PLAIN)),
  date_short_pretty: (at) => inSentence(day(at, SHORT)),
  date_long_pretty: (at) => inSentence(day(at, LONG)),
  day_divider_pretty: (at) => day(at, LONG),
  time: clock,
  time_secs: (at) => CLOCK_SECONDS.format(at * 1000),
  ago,
};

const inSentence = (words) => (/^(Today|Tomorrow|Yesterday)$/.test(words) ? words.toLowerCase() : words);

/** Slack's date pattern ("{date_short_pretty} at {time}") for a moment in seconds. */
export function dateTokens(pattern, seconds) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(TOKENS, name) ? TOKENS[name](seconds) : whole));
}

/** A <time> that follows `pattern`; ticks when the pattern is relative. */
export function timeNode(pattern, seconds) {
  const node = h(
    "time",
    { datetime: new Date(seconds * 1000).toISOString(), title: exact(seconds) },
    dateTokens(pattern, seconds),
  );
  Object.assign(node.dataset, { pattern, seconds });
  return node;
}

export function keepTicking() {
  setInterval(tick, TICK_MS);
}

/** Say every relative time anew. */
export function tick() {
  for (const node of document.querySelectorAll("time[data-pattern]")) {
    const words = dateTokens(node.dataset.pattern, Number(node.dataset.seconds));
    if (node.textContent !== words) node.textContent = words;
  }
}
