// The public timeline: what the pretend network's readers see, with the brand's answers under each post.

import { bindBusy, perform } from "./acting.js";
import { h, icon, keepingPlace, reconcile, visible } from "./dom.js";
import { grow } from "./inputs.js";
import { timeNode } from "./time.js";

const replies = new Map();

/** Draw the posts (newest first) into the scroller. */
export function renderTimeline(scroller, posts) {
  const items = posts.length ? posts : [{ platform: "", id: "none", empty: true }];
  const build = (post) => (post.empty ? nothingYet() : postNode(post));
  keepingPlace(
    scroller,
    () => reconcile(scroller, items, (post) => `${post.platform}:${post.id}`, JSON.stringify, build),
    "top",
  );
}

const nothingYet = () => h("p", { class: "nothing" }, "No posts yet. What customers write in public shows up here.");

function postNode(post) {
  return h(
    "article",
    {
      id: `post-${post.id}`,
      class: post.deleted ? "post post-deleted" : "post",
      tabIndex: -1,
      "aria-label": `Post by ${visible(post.author)}`,
      data: { testid: `post-${post.id}` },
    },
    h(
      "header",
      { class: "post-head" },
      h("span", { class: "post-face", "aria-hidden": "true" }, initial(post.author)),
      h(
        "span",
        { class: "post-author" },
        h("bdi", {}, visible(post.author)),
        h("bdi", { class: "quiet" }, visible(handleOf(post.handle))),
      ),
      h("span", { class: "platform", data: { platform: post.platform } }, visible(platformName(post.platform))),
    ),
    post.deleted
      ? h("p", { class: "quiet post-gone" }, icon("trash"), "Deleted by its author")
      : h("p", { class: "post-words", dir: "auto" }, visible(post.text)),
    h(
      "p",
      { class: "post-meta" },
      timeNode("{ago}", post.at),
      post.edited && h("span", { class: "edited" }, "edited by its author"),
    ),
    (post.replies ?? []).map(replyNode),
    !post.deleted && replyBox(post),
  );
}

const initial = (name) => [...(name ?? "?").replace(/^@/, "")][0]?.toUpperCase() ?? "?";
const handleOf = (handle) => (handle ? `@${handle.replace(/^@/, "")}` : "");

const PLATFORMS = {
  x: "X",
  bluesky: "Bluesky",
  mastodon: "Mastodon",
  reddit: "Reddit",
  facebook: "Facebook",
  instagram: "Instagram",
  google_business: "Google Business",
  google_play: "Google Play",
  app_store: "App Store",
  hacker_news: "Hacker News",
  discourse: "Discourse",
  trustpilot: "Trustpilot",
  youtube: "YouTube",
  tiktok: "TikTok",
  linkedin: "LinkedIn",
};
const platformName = (platform) => (Object.hasOwn(PLATFORMS, platform) ? PLATFORMS[platform] : platform);

const HOW = { api: ["bolt", "posted by Amends"], hand: ["hand", "posted by hand"] };

function replyNode(reply) {
  const [drawing, words] = HOW[reply.how] ?? HOW.hand;
  return h(
    "div",
    { class: "brand-reply", data: { testid: "brand-reply", how: reply.how } },
    h(
      "p",
      { class: "brand-head" },
      h("strong", {}, visible(reply.by)),
      h("span", { class: `how how-${reply.how}` }, icon(drawing), words),
      h("span", { class: "quiet" }, timeNode("{ago}", reply.at)),
    ),
    h("p", { class: "post-words", dir: "auto" }, visible(reply.text)),
  );
}

function replyBox(post) {
  const slot = h("div", { class: "brand-box" });
  if (replies.has(post.id)) slot.append(replyForm(post, slot));
  else slot.append(opener(post, slot));
  return slot;
}

function opener(post, slot) {
  const open = () => {
    replies.set(post.id, "");
    slot.replaceChildren(replyForm(post, slot));
    slot.querySelector("textarea").focus();
  };
  return h(
    "button",
    {
      type: "button",
      class: "link-button",
      data: { testid: `reply-as-brand-${post.id}`, focus: `brand|${post.id}` },
      onclick: open,
    },
    icon("reply"),
    "Reply as the brand",
  );
}

function replyForm(post, slot) {
  const field = h("textarea", {
    class: "field",
    rows: "3",
    "aria-label": "Reply as the brand",
    placeholder: "Write in public, as the brand, by hand",
    value: replies.get(post.id),
    data: { focus: `brandtext|${post.id}`, testid: `brand-text-${post.id}` },
  });
  field.addEventListener("input", () => {
    replies.set(post.id, field.value);
    grow(field);
  });
  const cancel = () => {
    replies.delete(post.id);
    slot.replaceChildren(opener(post, slot));
  };
  const button = bindBusy(
    h(
      "button",
      { type: "submit", class: "button button-primary button-compact", data: { testid: `brand-send-${post.id}` } },
      h("span", { class: "button-words" }, "Post by hand"),
      h("span", { class: "spinner", "aria-hidden": "true" }),
    ),
    `timeline:${post.id}`,
  );
  const onsubmit = (event) => {
    event.preventDefault();
    send(post, field, cancel);
  };
  return h(
    "form",
    { class: "brand-form", onsubmit },
    field,
    h(
      "div",
      { class: "brand-buttons" },
      h("button", { type: "button", class: "button button-compact", onclick: cancel }, "Cancel"),
      button,
    ),
  );
}

async function send(post, field, done) {
  const text = field.value.trim();
  if (!text) return;
  const answer = await perform(`timeline:${post.id}`, { kind: "timeline_reply", post: post.id, text });
  if (!answer?.ok) return;
  done();
  replies.delete(post.id);
  closeFormOf(post);
}

// The new reply redrew the post while its form was still open: close the redrawn form too.
function closeFormOf(post) {
  const slot = document.getElementById(`post-${post.id}`)?.querySelector(".brand-box");
  if (slot?.querySelector("form")) slot.replaceChildren(opener(post, slot));
}

/** Bring a post into view, for links such as "/#post-42". */
export function showPost(id) {
  const node = document.getElementById(`post-${id}`);
  if (!node) return false;
  node.scrollIntoView({ block: "center" });
  node.classList.add("post-found");
  node.focus({ preventScroll: true });
  setTimeout(() => node.classList.remove("post-found"), 2500);
  return true;
}
