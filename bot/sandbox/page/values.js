// What stands in the inputs of each message, modal and Home, in the shape of Slack's `state.values`.
// It is kept apart from the page's nodes, so typed words survive every redraw under the same block_id and action_id.

const SINGLE = {
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  users_select: ["selected_user", "initial_user"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  channels_select: ["selected_channel", "initial_channel"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
};
const MULTIPLE = {
  checkboxes: ["selected_options", "initial_options"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  multi_channels_select: ["selected_channels", "initial_channels"],
};

const surfaces = new Map();

/** Elements whose value belongs to `state.values` (a button has none). */
export const hasValue = (element) =>
  Object.hasOwn(SINGLE, element?.type ?? "") || Object.hasOwn(MULTIPLE, element?.type ?? "");

/** The present value of an element: an option, an id, a text, or a list of them; null or [] when empty. */
export function recall(surface, blockId, element) {
  const kept = surfaces.get(surface.key)?.[blockId]?.[element.action_id];
  const [selected] = fieldsOf(element);
  if (kept && kept.type === element.type) return kept[selected];
  const first = startingValue(surface, blockId, element);
  remember(surface, blockId, element, first);
  return first;
}

export function remember(surface, blockId, element, value) {
  const blocks = surfaces.get(surface.key) ?? {};
  const [selected] = fieldsOf(element);
  blocks[blockId] = { ...blocks[blockId], [element.action_id]: { type: element.type, [selected]: value } };
  surfaces.set(surface.key, blocks);
}

/** Forget a surface, or (with a prefix) all of them: another person took the seat. */
export function forget(prefix) {
  for (const key of [...surfaces.keys()]) if (key.startsWith(prefix)) surfaces.delete(key);
}

/** `{block_id: {action_id: {…}}}` of the inputs that stand in `surface.blocks` now. */
export function stateOf(surface) {
  const state = {};
  for (const [blockId, element] of inputsOf(surface.blocks)) {
    recall(surface, blockId, element);
    state[blockId] = { ...state[blockId], [element.action_id]: surfaces.get(surface.key)[blockId][element.action_id] };
  }
  return state;
}

/** Pairs of block id and element for everything in `blocks` that holds a value, also inside containers. */
export function inputsOf(blocks) {
  return blocks.flatMap((block, index) => {
    const elements = [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])];
    const own = elements.filter(hasValue).map((element) => [blockIdOf(block, index), element]);
    return [...own, ...inputsOf(block.child_blocks ?? [])];
  });
}

export const blockIdOf = (block, index) => block.block_id || `#${index}`;

export const isEmpty = (value) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

const fieldsOf = (element) => SINGLE[element.type] ?? MULTIPLE[element.type];

function startingValue(surface, blockId, element) {
  const [selected, initial] = fieldsOf(element);
  const given = surface.state?.[blockId]?.[element.action_id]?.[selected];
  return given ?? element[initial] ?? (Object.hasOwn(MULTIPLE, element.type) ? [] : null);
}
