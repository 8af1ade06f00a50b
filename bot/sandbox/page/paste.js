// "Paste your own complaints": drafts beside the replies one really gave, both held to the same rules.

import { send } from "./demo.js";
import { fill, h, icon, visible } from "./dom.js";
import { busily, footButton, popup, problemLine } from "./popup.js";
import { versus } from "./versus.js";

const EXAMPLE = `complaint,reply,author,platform
"The parcel came four days late and the vase in it was broken.","We're sorry if you were disappointed. The courier is to blame.",Nina P.,Google
"Fifty minutes on hold about my order, then the line went dead.","Hi, please DM us.",Omar,X
"You charged me twice for one subscription and the refund is still not here.","We apologise for any inconvenience. Unfortunately our policy does not allow refunds.",Tess,Trustpilot
"My table was given away although I had booked it.","I'm sorry your table was gone when you came, Ruth. I'll ask our host tonight and write to you in a DM.",Ruth,Facebook
"Great place, lovely people!","Thank you so much!",Uma,Google
`;
const HINT =
  "One complaint for each line or paragraph. Or CSV with a header, such as:\ncomplaint,reply,author,platform,stars";
const MOST_BYTES = 256 * 1024;

// Typed words stay while the page is open, so that a closed box loses nothing.
let typed = "";

/** Open the box; `brand` is whom the drafts speak as. */
export function openPaste(brand) {
  const box = popup({ title: "Paste your own complaints", testid: "paste", wide: true });
  showInput(box, brand);
}

function showInput(box, brand) {
  const problem = problemLine();
  const area = h("textarea", {
    class: "field paste-field",
    rows: "12",
    "aria-label": "Complaints",
    placeholder: HINT,
    value: typed,
    spellcheck: "false",
    data: { testid: "paste-text" },
    oninput: () => {
      typed = area.value;
    },
  });
  const put = (text) => {
    typed = area.value = text;
    area.focus();
  };
  takeDrops(area, put, problem);
  const go = () => busily(compare, () => run(box, brand, problem));
  const compare = footButton("Compare", "paste-go", go, { primary: true });
  fill(
    box.body,
    h(
      "p",
      { class: "quiet" },
      "Up to 200 complaints, with the replies that you gave if you have them. They go to the Amends on this machine ",
      `and back; nothing is kept and nothing is sent anywhere. The drafts speak as ${visible(brand.name)}.`,
    ),
    area,
    h("div", { class: "paste-ways" }, filePicker(put, problem), useExample(put)),
    problem,
  );
  fill(box.foot, footButton("Cancel", "paste-cancel", box.close), compare);
  area.focus();
}

function filePicker(put, problem) {
  const input = h("input", {
    type: "file",
    class: "spoken",
    accept: ".csv,.tsv,.txt,text/csv,text/plain",
    tabIndex: -1,
    "aria-label": "A file of complaints",
    data: { testid: "paste-file" },
    onchange: () => input.files[0] && readInto(input.files[0], put, problem),
  });
  return [
    h("button", { type: "button", class: "button button-compact", onclick: () => input.click() }, "Choose a file…"),
    input,
  ];
}

const useExample = (put) =>
  h(
    "button",
    { type: "button", class: "link-button", data: { testid: "paste-example" }, onclick: () => put(EXAMPLE) },
    "Fill in an example",
  );

// Without this the browser leaves the page for a file that is dropped on it.
function takeDrops(area, put, problem) {
  area.addEventListener("dragover", (event) => event.preventDefault());
  area.addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    readInto(file, put, problem);
  });
}

async function readInto(file, put, problem) {
  problem.textContent = "";
  if (file.size > MOST_BYTES) {
    problem.textContent = "This file is more than 256 KiB. Please take a part of it.";
    return;
  }
  put(decoded(new Uint8Array(await file.arrayBuffer())));
}

// Spreadsheets save UTF-8, UTF-16 or the old Windows alphabet.
function decoded(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

async function run(box, brand, problem) {
  problem.textContent = "";
  const answer = await send("paste", { text: typed });
  if (answer.ok) showResult(box, brand, answer);
  else problem.textContent = answer.error;
}

function showResult(box, brand, answer) {
  fill(box.body, taken(answer), ...versus(answer));
  fill(
    box.foot,
    footButton("Back to the text", "paste-back", () => showInput(box, brand)),
    footButton("Close", "paste-done", box.close, { primary: true }),
  );
  box.body.scrollTop = 0;
  box.body.focus();
}

function taken({ rows, read_as: readAs, columns, unused, skipped }) {
  const source = ([ours, theirs]) => (ours === theirs.toLowerCase() ? ours : `${ours} from “${theirs}”`);
  const names = Object.entries(columns).map(source);
  const words = [
    `Taken: ${rows.length === 1 ? "1 complaint" : `${rows.length} complaints`}, read as ${readAs}.`,
    names.length > 0 && ` Columns: ${names.join(", ")}.`,
    unused.length > 0 && ` Left alone: ${unused.join(", ")}.`,
  ];
  const why = ({ line, why: reason }) => h("li", {}, line === null ? reason : `Line ${line}: ${reason}`);
  return h(
    "div",
    { class: "paste-taken", data: { testid: "paste-taken" } },
    h("p", { class: "quiet" }, visible(words.filter(Boolean).join(""))),
    skipped.length > 0 &&
      h(
        "details",
        { class: "paste-skipped", open: skipped.length < 4 },
        h("summary", {}, icon("warning"), `Skipped: ${skipped.length}`),
        h("ul", {}, skipped.map(why)),
      ),
  );
}
