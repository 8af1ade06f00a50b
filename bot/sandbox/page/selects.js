// Select menus. A single choice is the browser's own <select>: every keyboard and screen reader knows it.

import { actionKey, bindBusy } from "./acting.js";
import { fill, h, icon } from "./dom.js";
import { hooks } from "./hooks.js";
import { popup } from "./menu.js";
import { wordsOf } from "./mrkdwn.js";
import { recall, remember } from "./values.js";

/** Choices as `{label, id, value}`; value is what the app is told: the option object, or an id. */
function choicesOf(element, directory) {
  if (element.type.endsWith("users_select")) return people(directory);
  if (element.type.endsWith("conversations_select") || element.type.endsWith("channels_select"))
    return channels(directory);
  const options = element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
  const known = options.length ? options : [element.initial_option, ...(element.initial_options ?? [])].filter(Boolean);
  return known.map((option) => ({ label: labelOf(option), id: option.value, value: option }));
}

const people = (directory) =>
  [...directory.people.values()].map((person) => ({ label: person.name, id: person.id, value: person.id }));
const channels = (directory) =>
  [...directory.channels.values()]
    .filter((channel) => channel.kind === "channel")
    .map((channel) => ({ label: `#${channel.name}`, id: channel.id, value: channel.id }));
const labelOf = (option) =>
  [wordsOf(option.text), option.description && wordsOf(option.description)].filter(Boolean).join(" · ");
const idOf = (value) => value?.value ?? value;

export function singleSelect(element, blockId, surface, onValue, labels) {
  const choices = choicesOf(element, surface.directory);
  const chosen = idOf(recall(surface, blockId, element));
  const placeholder = wordsOf(element.placeholder ?? "Choose an option");
  const select = h(
    "select",
    {
      id: labels.id,
      class: "field select",
      "aria-label": labels.id ? null : placeholder,
      "aria-describedby": labels.describedBy,
      "aria-required": labels.required ? "true" : null,
      data: hooks(element, blockId),
    },
    h("option", { value: "", selected: !chosen }, placeholder),
    grouped(element, choices, chosen),
  );
  select.addEventListener("change", () => {
    const before = recall(surface, blockId, element);
    const value = choices.find((choice) => choice.id === select.value)?.value ?? null;
    const takeBack = () => {
      remember(surface, blockId, element, before);
      select.value = idOf(before) ?? "";
    };
    remember(surface, blockId, element, value);
    if (value !== null) onValue(value, "change", takeBack);
  });
  return bindBusy(select, actionKey(surface, blockId, element));
}

function grouped(element, choices, chosen) {
  const node = (choice) => h("option", { value: choice.id, selected: choice.id === chosen }, choice.label);
  if (!element.option_groups) return choices.map(node);
  return element.option_groups.map((group) => {
    const ids = new Set(group.options.map((option) => option.value));
    return h("optgroup", { label: wordsOf(group.label) }, choices.filter((choice) => ids.has(choice.id)).map(node));
  });
}

const SEARCH_FROM = 8;

/** Several choices: a field that lists what is chosen and opens a list of ticks. */
export function multiSelect(element, blockId, surface, onValue, labels) {
  const choices = choicesOf(element, surface.directory);
  const chosen = new Set([recall(surface, blockId, element)].flat().map(idOf));
  const face = h("span", { class: "chosen" });
  const placeholder = wordsOf(element.placeholder ?? "Choose options");
  const paint = () =>
    fill(
      face,
      chosen.size
        ? choices.filter(({ id }) => chosen.has(id)).map(({ label }) => h("span", { class: "chip" }, label))
        : h("span", { class: "placeholder" }, placeholder),
    );
  let before = [];
  const keep = () => {
    const values = choices.filter((choice) => chosen.has(choice.id)).map((choice) => choice.value);
    remember(surface, blockId, element, values);
    paint();
  };
  const toggle = (id, on) => {
    if (on) chosen.add(id);
    else chosen.delete(id);
    keep();
  };
  const takeBack = () => {
    chosen.clear();
    for (const id of before) chosen.add(id);
    keep();
  };
  const settle = () =>
    [...chosen].join() !== before.join() && onValue(recall(surface, blockId, element), "change", takeBack);
  const build = () => {
    before = [...chosen];
    return ticks(choices, chosen, element.max_selected_items ?? Infinity, toggle);
  };
  paint();
  const panel = popup({
    label: labels.text ?? placeholder,
    face,
    className: "field select multi",
    panelClass: "menu ticks",
    role: "group",
    build,
    onClose: settle,
    data: hooks(element, blockId),
  });
  if (labels.id) panel.button.id = labels.id;
  return panel.node;
}

function ticks(choices, chosen, most, toggle) {
  const rows = choices.map((choice) => tick(choice, chosen, most, toggle));
  if (choices.length < SEARCH_FROM) return rows;
  const search = h("input", { type: "search", class: "field", placeholder: "Find", "aria-label": "Find" });
  search.addEventListener("input", () =>
    rows.forEach((row) => {
      row.hidden = !row.textContent.toLowerCase().includes(search.value.toLowerCase());
    }),
  );
  return [search, ...rows];
}

function tick(choice, chosen, most, toggle) {
  const box = h("input", { type: "checkbox", checked: chosen.has(choice.id), data: { value: choice.id } });
  box.addEventListener("change", () => {
    if (box.checked && chosen.size >= most) box.checked = false;
    else toggle(choice.id, box.checked);
  });
  return h("label", { class: "option" }, box, h("span", {}, choice.label), icon("check"));
}
