// Elements that hold words, dates or ticks.

import { h, uniqueId } from "./dom.js";
import { hooks } from "./hooks.js";
import { textObject, wordsOf } from "./mrkdwn.js";
import { recall, remember } from "./values.js";

const KINDS = { number_input: "number", email_text_input: "email", url_text_input: "url" };
const CHARACTERS_PAUSE_MS = 400;

/** A one-line or multi-line text field with a counter when it has a limit. */
export function textInput(element, blockId, surface, onValue, labels) {
  const props = {
    id: labels.id,
    class: "field",
    value: recall(surface, blockId, element) ?? "",
    placeholder: element.placeholder ? wordsOf(element.placeholder) : null,
    "aria-describedby": labels.describedBy,
    "aria-required": labels.required ? "true" : null,
    autocomplete: "off",
    data: hooks(element, blockId),
  };
  const field = element.multiline
    ? h("textarea", { ...props, rows: "4" })
    : h("input", { ...props, type: KINDS[element.type] ?? "text" });
  if (element.max_length) field.maxLength = element.max_length;
  if (element.focus_on_load) field.setAttribute("autofocus", "");
  listen(field, element, (value) => remember(surface, blockId, element, value), onValue);
  return element.max_length ? counted(field, element.max_length) : field;
}

function listen(field, element, keep, onValue) {
  let pause = 0;
  field.addEventListener("input", () => {
    keep(field.value || null);
    if (element.multiline) grow(field);
    clearTimeout(pause);
    pause = setTimeout(() => onValue(field.value, "on_character_entered"), CHARACTERS_PAUSE_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (element.multiline && !event.ctrlKey && !event.metaKey)) return;
    if (onValue(field.value, "on_enter_pressed")) event.preventDefault(); // the app hears of it; the form stays open
  });
  if (element.multiline) requestAnimationFrame(() => grow(field));
}

/** Let a textarea be as tall as its words, within what the style sheet allows. */
export function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

function counted(field, most) {
  const counter = h("span", { class: "counter", "aria-hidden": "true", data: { testid: "counter" } });
  const count = () => {
    counter.textContent = `${field.value.length} / ${most}`;
    counter.classList.toggle("counter-close", field.value.length > most * 0.9);
  };
  field.addEventListener("input", count);
  count();
  return h("div", { class: "counted" }, field, counter);
}

const TYPES = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

export function dateInput(element, blockId, surface, onValue, labels) {
  const moment = element.type === "datetimepicker";
  const now = recall(surface, blockId, element);
  const field = h("input", {
    id: labels.id,
    type: TYPES[element.type],
    class: "field field-short",
    value: moment ? toLocal(now) : (now ?? ""),
    "aria-label": labels.id ? null : wordsOf(element.placeholder ?? "Date or time"),
    "aria-describedby": labels.describedBy,
    data: hooks(element, blockId),
  });
  field.addEventListener("change", () => {
    const before = recall(surface, blockId, element);
    const value = moment ? Math.floor(new Date(field.value).getTime() / 1000) : field.value || null;
    const takeBack = () => {
      remember(surface, blockId, element, before);
      field.value = moment ? toLocal(before) : (before ?? "");
    };
    remember(surface, blockId, element, value);
    onValue(value, "change", takeBack);
  });
  return field;
}

function toLocal(seconds) {
  if (!seconds) return "";
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

/** Radio buttons or checkboxes, each with its description. */
export function optionList(element, blockId, surface, onValue, labels) {
  const many = element.type === "checkboxes";
  const chosen = [recall(surface, blockId, element)]
    .flat()
    .filter(Boolean)
    .map((option) => option.value);
  const name = uniqueId("options");
  const row = (option) =>
    optionRow(option, {
      many,
      name,
      surface,
      checked: chosen.includes(option.value),
      data: {
        ...hooks(element, blockId),
        focus: `${blockId}|${element.action_id}:${option.value}`,
        value: option.value,
      },
    });
  const node = h(
    "div",
    {
      class: "options",
      role: many ? "group" : "radiogroup",
      "aria-labelledby": labels.labelledBy,
      "aria-describedby": labels.describedBy,
      data: { group: element.action_id },
    },
    element.options.map(row),
  );
  const boxes = () => [...node.querySelectorAll("input")];
  node.addEventListener("change", () => {
    const before = recall(surface, blockId, element);
    const picked = element.options.filter((option, index) => boxes()[index].checked);
    const value = many ? picked : (picked[0] ?? null);
    const takeBack = () => {
      remember(surface, blockId, element, before);
      const kept = [before].flat().map((option) => option?.value);
      boxes().forEach((box, index) => {
        box.checked = kept.includes(element.options[index].value);
      });
    };
    remember(surface, blockId, element, value);
    onValue(value, "change", takeBack);
  });
  return node;
}

function optionRow(option, { many, name, surface, checked, data }) {
  const input = h("input", { type: many ? "checkbox" : "radio", name, checked, data });
  const description = option.description && h("small", {}, textObject(option.description, surface.directory));
  return h("label", { class: "option" }, input, h("span", {}, textObject(option.text, surface.directory), description));
}
