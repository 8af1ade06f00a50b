// Light or dark: as the system says, until somebody uses the switch. The choice stays in this browser.

import { h, icon } from "./dom.js";

const KEY = "amends-theme";
const THEMES = {
  system: ["contrast", "as your system"],
  light: ["sun", "light"],
  dark: ["moon", "dark"],
};
const NAMES = Object.keys(THEMES);

/** A button that goes through system, light and dark; the page already wears what was chosen last. */
export function themeSwitch() {
  const button = h("button", { type: "button", class: "icon-button theme-switch", data: { testid: "theme" } });
  const show = (name) => {
    wear(name);
    const [drawing, words] = THEMES[name];
    const label = `Colours: ${words}`;
    button.replaceChildren(icon(drawing));
    button.setAttribute("aria-label", `${label}. Change`);
    button.title = label;
    button.dataset.theme = name;
  };
  button.addEventListener("click", () => {
    const next = NAMES[(NAMES.indexOf(button.dataset.theme) + 1) % NAMES.length];
    keep(next);
    show(next);
  });
  show(kept());
  return button;
}

function wear(name) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}

// A page opened from disk may have no storage: the choice then lasts as long as the page.
function kept() {
  try {
    const name = localStorage.getItem(KEY);
    return Object.hasOwn(THEMES, name ?? "") ? name : "system";
  } catch {
    return "system";
  }
}

function keep(name) {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    return;
  }
}
