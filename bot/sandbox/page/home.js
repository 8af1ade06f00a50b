// The app's Home tab.

import { blockNode } from "./blocks.js";
import { h, keepingPlace, reconcile } from "./dom.js";
import { blockIdOf } from "./values.js";

/** Draws the Home of whoever sits here into `scroller`: `(snapshot, directory)`. */
export function createHome(scroller) {
  // Kept between redraws, because blocks that did not change still point at it.
  const surface = { kind: "home", channel: null, ts: null };
  return (snapshot, directory) => {
    const blocks = snapshot.home?.blocks ?? [];
    const { id = null, state } = snapshot.home ?? {};
    Object.assign(surface, { key: `home:${snapshot.me};`, viewId: id, blocks, state, directory });
    const items = blocks.length ? blocks.map((block, index) => ({ block, index })) : [{ empty: true, index: 0 }];
    const signature = ({ block }) => JSON.stringify([block, directory.version]);
    const build = (item) => (item.empty ? notYet() : blockNode(item.block, item.index, surface));
    const key = (item) => `home-${item.empty ? "empty" : blockIdOf(item.block, item.index)}`;
    scroller.dataset.testid = "home";
    keepingPlace(scroller, () => reconcile(scroller, items, key, signature, build), "top");
  };
}

const notYet = () => h("p", { class: "nothing" }, "The app has not drawn its Home yet.");
