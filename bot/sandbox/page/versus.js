// Replies side by side: the figures on top, then each complaint with what was answered and what Amends would draft.

import { h, icon, visible } from "./dom.js";

/** The nodes for the answer to a paste. */
export function versus({ rows, figures, brand, tone }) {
  const hasReplies = figures.replies > 0;
  return [
    hasReplies ? summary(figures) : alone(figures),
    h(
      "table",
      { class: hasReplies ? "versus versus-two" : "versus", data: { testid: "versus" } },
      h("thead", {}, h("tr", {}, heads(hasReplies, brand, tone))),
      h(
        "tbody",
        {},
        rows.map((row) => line(row, hasReplies)),
      ),
    ),
  ];
}

const heads = (hasReplies, brand, tone) =>
  ["Complaint", hasReplies && "Your reply", `Draft, as ${visible(brand)}, ${tone}`]
    .filter(Boolean)
    .map((words) => columns(words));

function columns(...names) {
  return names.map((words) => h("th", { scope: "col" }, words));
}

function summary(figures) {
  const { pairs, rules, unsound_theirs: theirs, unsound_ours: ours } = figures;
  const row = (said, one, other) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, said),
      h("td", { class: one ? "much" : null }, `${one} of ${pairs}`),
      h("td", { class: other ? "much" : null }, `${other} of ${pairs}`),
    );
  return h(
    "section",
    { class: "figures", data: { testid: "figures" } },
    h(
      "table",
      { class: "figure-table" },
      h("thead", {}, h("tr", {}, columns("How many …", "Yours", "Drafts"))),
      h(
        "tbody",
        {},
        row("break a rule that would stop a draft", theirs, ours),
        rules.map((one) => row(one.said, one.theirs, one.ours)),
      ),
    ),
    h("p", { class: "quiet" }, ...HONEST),
  );
}

const HONEST = [
  "Drafts are made to keep these rules, so they were bound to do well by them. The rules judge words: they cannot ",
  "tell whether anybody was helped, and they can be wrong. Times, links and facts are held against neither side, ",
  "because nobody can check them here. Read the replies themselves.",
];

const alone = ({ drafts, complaints }) =>
  h(
    "p",
    { class: "quiet", data: { testid: "figures" } },
    `${drafts} of ${complaints} have a draft. There are no replies of yours in it: `,
    "with a column “reply” they stand side by side.",
  );

function line(row, hasReplies) {
  return h(
    "tr",
    { data: { testid: "versus-row" } },
    h("th", { scope: "row", data: { label: "Complaint" } }, words(row.text), h("p", { class: "quiet" }, about(row))),
    hasReplies && h("td", { data: { label: "Your reply" } }, side(row.theirs, "No reply of yours is known.", row)),
    h("td", { data: { label: "Draft" } }, side(row.ours, row.why_none, row)),
  );
}

function about({ author, platform, stars, category, severity, is_complaint: isComplaint }) {
  const known = [author, platform, stars && `${stars} of 5 stars`, isComplaint && `${category}, ${severity}`];
  return visible(known.filter(Boolean).join(" · "));
}

const words = (text) => h("p", { class: "versus-words", dir: "auto" }, visible(text));

function side(reply, otherwise, { is_complaint: isComplaint }) {
  if (!reply) return h("p", { class: "quiet" }, otherwise ?? "");
  return [words(reply.text), isComplaint && findings(reply.findings)];
}

function findings(found) {
  if (!found.length) return h("p", { class: "sound" }, icon("check"), "No rule is broken");
  const reasons = [...new Set(found.map((one) => one.why))];
  return h(
    "ul",
    { class: "findings" },
    reasons.map((why) => finding(found.filter((one) => one.why === why))),
  );
}

// All words that break a rule for one reason, under that reason.
const finding = (found) =>
  h(
    "li",
    { class: "finding", data: { level: found[0].level } },
    icon(found[0].level === "hard" ? "warning" : "info"),
    h(
      "span",
      {},
      visible(found[0].why),
      found.filter((one) => one.words).map((one) => [" ", h("q", {}, visible(one.words))]),
    ),
  );
