// Block Kit's interactive elements: buttons and menus here; the ones that hold a value in inputs.js and selects.js.

import { actionKey, bindBusy, blockAction } from "./acting.js";
import { h, icon } from "./dom.js";
import { confirmed } from "./confirm.js";
import { hooks } from "./hooks.js";
import { dateInput, optionList, textInput } from "./inputs.js";
import { choiceMenu } from "./menu.js";
import { leaving, safeAddress, textObject, wordsOf } from "./mrkdwn.js";
import { multiSelect, singleSelect } from "./selects.js";

/**
 * An interactive element. `onValue(value, trigger, takeBack)` is told of each new value; by default it is an act of its own
 * (as in actions and sections), in an input block it is only kept.
 */
export function interactive(element, blockId, surface, onValue = null, labels = {}) {
  const build = Object.hasOwn(ELEMENTS, element.type) ? ELEMENTS[element.type] : unsupported;
  const act = (value, trigger, takeBack) =>
    trigger === "change" && sendAction(surface, blockId, element, value, takeBack);
  const send = onValue ?? act;
  return build(element, blockId, surface, send, labels);
}

const ELEMENTS = {
  button,
  overflow,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  static_select: singleSelect,
  external_select: singleSelect,
  users_select: singleSelect,
  conversations_select: singleSelect,
  channels_select: singleSelect,
  multi_static_select: multiSelect,
  multi_external_select: multiSelect,
  multi_users_select: multiSelect,
  multi_conversations_select: multiSelect,
  multi_channels_select: multiSelect,
  radio_buttons: optionList,
  checkboxes: optionList,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  datepicker: dateInput,
  timepicker: dateInput,
  datetimepicker: dateInput,
};

const unsupported = (element) => h("span", { class: "unsupported" }, `(${element.type} is not shown in the sandbox)`);

// `takeBack` undoes the choice on the page when the person says no to the question about it.
async function sendAction(surface, blockId, element, value, takeBack = () => {}) {
  if (element.confirm && !(await confirmed(element.confirm, surface.directory))) return takeBack();
  return blockAction(surface, blockId, element, value);
}

function button(element, blockId, surface) {
  const act = () => sendAction(surface, blockId, element, null);
  const words = [
    h("span", { class: "button-words" }, textObject(element.text, surface.directory)),
    h("span", { class: "spinner", "aria-hidden": "true" }),
  ];
  const props = {
    class: `button ${STYLES[element.style] ?? ""}`,
    data: hooks(element, blockId),
    "aria-label": element.accessibility_label,
    onclick: act,
  };
  const href = element.url && safeAddress(element.url);
  const away = href && leaving(href);
  const node = href
    ? h("a", { ...props, href, ...away, data: { ...props.data, ...away.data } }, words)
    : h("button", { ...props, type: "button" }, words);
  return bindBusy(node, actionKey(surface, blockId, element));
}

const STYLES = { primary: "button-primary", danger: "button-danger" };

function overflow(element, blockId, surface) {
  const items = () =>
    element.options.map((option) => ({
      label: wordsOf(option.text),
      description: option.description && wordsOf(option.description),
      href: option.url && safeAddress(option.url),
      onChoose: () => sendAction(surface, blockId, element, option),
    }));
  const menu = choiceMenu({
    label: "More actions",
    items,
    className: "button button-square",
    data: hooks(element, blockId),
  });
  bindBusy(menu.button, actionKey(surface, blockId, element));
  return menu.node;
}

function feedbackButtons(element, blockId, surface) {
  const one = (choice, drawing) =>
    h(
      "button",
      {
        type: "button",
        class: "feedback",
        "aria-label": choice.accessibility_label,
        title: wordsOf(choice.text),
        data: { ...hooks(element, blockId), value: choice.value },
        onclick: () => blockAction(surface, blockId, element, choice),
      },
      icon(drawing),
      h("span", {}, wordsOf(choice.text)),
    );
  const pair = h(
    "span",
    { class: "feedback-pair", role: "group", "aria-label": "Feedback" },
    one(element.positive_button, "up"),
    one(element.negative_button, "up"),
  );
  return bindBusy(pair, actionKey(surface, blockId, element));
}

function iconButton(element, blockId, surface) {
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(surface.directory.me)) return null;
  const act = () => sendAction(surface, blockId, element, null);
  const words = wordsOf(element.text);
  const node = h(
    "button",
    {
      type: "button",
      class: "feedback",
      "aria-label": element.accessibility_label ?? words,
      title: words,
      data: hooks(element, blockId),
      onclick: act,
    },
    icon(element.icon),
    h("span", {}, words),
  );
  return bindBusy(node, actionKey(surface, blockId, element));
}
