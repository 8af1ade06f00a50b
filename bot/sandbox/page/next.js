// "Now in your Slack": the link that makes the real app, the next command, and what is set up here already.

import { look } from "./demo.js";
import { fill, h, icon } from "./dom.js";
import { footButton, popup } from "./popup.js";

/** Open the closing page of the tour. */
export async function openNext() {
  const { body, foot, close } = popup({ title: "Now in your Slack", testid: "next" });
  fill(body, h("p", { class: "quiet" }, "Looking at what is set up here…"));
  foot.append(footButton("Back to the demo", "next-done", close, { primary: true }));
  const told = await look("next");
  if (!told) return fill(body, h("p", { class: "quiet" }, "The demo did not answer. Is it still running?"));
  return fill(body, h("ol", { class: "next-steps" }, makeApp(told), runCommand(told)), settings(told));
}

function makeApp({ link }) {
  const open = h(
    "a",
    {
      class: "button button-primary",
      href: link,
      target: "_blank",
      rel: "noopener noreferrer",
      data: { testid: "next-link" },
    },
    "Make the app in Slack",
  );
  return h(
    "li",
    {},
    h("strong", {}, "Make the app. "),
    "The link opens Slack with everything filled in: choose your workspace, press Create, then Install. ",
    "Your Slack admin may have to agree.",
    h("p", {}, open, h("small", {}, " This one link leaves your machine.")),
  );
}

function runCommand({ next }) {
  const code = h("code", { class: "next-command", data: { testid: "next-command" } }, next);
  const copy = h(
    "button",
    {
      type: "button",
      class: "button button-compact",
      onclick: async () => {
        await navigator.clipboard?.writeText(next).catch(() => {});
        copy.textContent = "Copied";
      },
    },
    "Copy",
  );
  return h(
    "li",
    {},
    h("strong", {}, "Run the next command. "),
    "It asks for the two tokens, and takes the rest from Slack once you invite the app to a channel.",
    h("p", {}, code, " ", copy),
  );
}

function settings({ found }) {
  const line = ({ status, what, advice }) =>
    h(
      "li",
      { class: "found", data: { status } },
      icon(status === "ok" ? "check" : "warning"),
      h("span", {}, what, advice && h("small", {}, ` ${advice}`)),
    );
  return h(
    "section",
    { data: { testid: "next-found" } },
    h("h3", { class: "popup-label" }, "What the demo found on this machine"),
    h("ul", { class: "found-list" }, found.map(line)),
    h("p", { class: "quiet" }, "It looked at .env and the environment here, and asked nobody."),
  );
}
