// "Your brand": who the drafts speak as. What is saved here is in force for every card that waits and nobody touched.

import { send } from "./demo.js";
import { h, uniqueId } from "./dom.js";
import { busily, footButton, popup, problemLine } from "./popup.js";
import { toast } from "./toast.js";

/** Open the box with what is in force now; `onSaved` is called once something else is. */
export function openBrand(brand, onSaved) {
  const { body, foot, close } = popup({ title: "Your brand", testid: "brand" });
  const name = field("Name", brand.name, { maxlength: 60, data: { testid: "brand-name" } });
  const places = h("datalist", { id: uniqueId("places") }, brand.places.map((one) => h("option", { value: one })));
  const place = field("Where a reply sends people", brand.place, {
    maxlength: 80,
    list: places.id,
    placeholder: "a DM",
    hint: "As in “send us a DM with your order number”.",
    data: { testid: "brand-place" },
  });
  const link = field("Its address, if that is a page of yours", brand.link, {
    maxlength: 200,
    type: "url",
    placeholder: "https://…",
    data: { testid: "brand-link" },
  });
  const tones = voices(brand);
  const problem = problemLine();
  const save = footButton(
    "Save and redraft",
    "brand-save",
    () => busily(save, () => keep({ name, place, link, tones, problem, close, onSaved })),
    { primary: true },
  );
  const form = h(
    "form",
    { class: "popup-form", onsubmit: (event) => (event.preventDefault(), save.click()) },
    h(
      "p",
      { class: "quiet" },
      "Saved as Maya Lind, the manager, in the same way as in Slack. Drafts that wait and that nobody has touched ",
      "are written anew; what a person edited or took stays as it is.",
    ),
    name.node,
    tones.node,
    place.node,
    link.node,
    places,
    h("button", { type: "submit", hidden: true }),
  );
  body.append(form, problem);
  foot.append(footButton("Cancel", "brand-cancel", close), save);
  name.input.select();
}

function field(label, value, { hint = null, ...props }) {
  const input = h("input", { class: "field", type: "text", value, autocomplete: "off", ...props });
  const node = h("label", { class: "popup-field" }, h("span", { class: "popup-label" }, label), input);
  if (hint) node.append(h("small", {}, hint));
  return { input, node };
}

function voices({ tones, tone }) {
  const group = uniqueId("voice");
  const radio = (name) =>
    h("input", { type: "radio", name: group, value: name, checked: name === tone, data: { testid: `voice-${name}` } });
  const one = ({ name, guide }) =>
    h(
      "label",
      { class: "voice" },
      radio(name),
      h("span", {}, h("strong", {}, name[0].toUpperCase() + name.slice(1)), h("small", {}, guide)),
    );
  const legend = h("legend", { class: "popup-label" }, "Voice");
  const node = h("fieldset", {}, legend, h("div", { class: "voices" }, tones.map(one)));
  return { node, chosen: () => node.querySelector(":checked")?.value ?? tone };
}

async function keep({ name, place, link, tones, problem, close, onSaved }) {
  problem.textContent = "";
  const answer = await send("brand", {
    name: name.input.value,
    tone: tones.chosen(),
    place: place.input.value,
    link: link.input.value,
  });
  if (!answer.ok) {
    problem.textContent = answer.error;
    return;
  }
  close();
  onSaved();
  toast(outcome(answer), { title: answer.changed ? "Your brand is saved" : "Nothing was changed" });
}

function outcome({ changed, renewed, kept }) {
  if (!changed) return "Drafts speak like this already.";
  const drafts = (count) => (count === 1 ? "1 draft" : `${count} drafts`);
  const anew = renewed
    ? `${drafts(renewed)} ${renewed === 1 ? "is" : "are"} being written anew, the newest first.`
    : "No draft waits that could be written anew.";
  return kept ? `${anew} ${kept} that somebody touched ${kept === 1 ? "stays as it is" : "stay as they are"}.` : anew;
}
