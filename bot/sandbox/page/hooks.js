// What tests, focus and the busy mark find an interactive element by.

export const hooks = (element, blockId) => ({
  actionId: element.action_id,
  blockId,
  focus: `${blockId}|${element.action_id}`,
});
