// The names of the emoji that staff and the app are likely to write. An unknown name stays as it was typed.

import { h } from "./dom.js";

const NAMES = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 clap 👏 wave 👋 pray 🙏 raised_hands 🙌 muscle 💪 point_right 👉 point_left 👈
point_up ☝️ point_down 👇 raised_hand ✋ hand ✋ handshake 🤝 writing_hand ✍️ eyes 👀 brain 🧠 bust_in_silhouette 👤
busts_in_silhouette 👥 speaking_head_in_silhouette 🗣️ smile 😄 smiley 😃 grinning 😀 slightly_smiling_face 🙂 blush 😊 joy 😂 wink 😉
sweat_smile 😅 thinking_face 🤔 neutral_face 😐 confused 😕 slightly_frowning_face 🙁 worried 😟 disappointed 😞 cry 😢 sob 😭
angry 😠 rage 😡 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 sleeping 😴 zzz 💤 scream 😱 partying_face 🎉 tada 🎉
heart ❤️ broken_heart 💔 blue_heart 💙 green_heart 💚 yellow_heart 💛 star ⭐ star2 🌟 sparkles ✨ fire 🔥 100 💯 boom 💥 zap ⚡
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ no_entry ⛔ no_entry_sign 🚫
octagonal_sign 🛑 warning ⚠️ rotating_light 🚨 exclamation ❗ bangbang ‼️ question ❓ grey_question ❔ information_source ℹ️
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣
large_brown_circle 🟤 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨
large_green_square 🟩 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛ small_red_triangle 🔺 small_orange_diamond 🔸
small_blue_diamond 🔹 large_orange_diamond 🔶 large_blue_diamond 🔷 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speaker 🔈 mute 🔇 pager 📟
telephone ☎️ telephone_receiver 📞 phone ☎️ iphone 📱 computer 💻 email 📧 envelope ✉️ incoming_envelope 📨 outbox_tray 📤 inbox_tray 📥
mailbox 📫 package 📦 memo 📝 pencil 📝 pencil2 ✏️ clipboard 📋 page_facing_up 📄 page_with_curl 📃 bookmark_tabs 📑 books 📚 book 📖
bookmark 🔖 label 🏷️ paperclip 📎 pushpin 📌 round_pushpin 📍 scissors ✂️ file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️
calendar 📆 date 📅 spiral_calendar_pad 🗓️ chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 hourglass ⌛
hourglass_flowing_sand ⏳ stopwatch ⏱️ timer_clock ⏲️ alarm_clock ⏰ watch ⌚ clock1 🕐 clock3 🕒 clock4 🕓 clock5 🕔 clock9 🕘 clock12 🕛
lock 🔒 unlock 🔓 key 🔑 closed_lock_with_key 🔐 shield 🛡️ link 🔗 mag 🔍 mag_right 🔎 bulb 💡 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️
toolbox 🧰 robot_face 🤖 ghost 👻 ambulance 🚑 fire_engine 🚒 police_car 🚓 airplane ✈️ train 🚆 bus 🚌 car 🚗 taxi 🚕 ship 🚢 rocket 🚀
moneybag 💰 money_with_wings 💸 credit_card 💳 receipt 🧾 gift 🎁 shopping_trolley 🛒 coffee ☕ pizza 🍕 cake 🍰 scales ⚖️
newspaper 📰 microphone 🎤 studio_microphone 🎙️ camera 📷 video_camera 📹 movie_camera 🎥 globe_with_meridians 🌐 earth_africa 🌍
arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_forward ▶️ arrow_backward ◀️ fast_forward ⏩ rewind ⏪
leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ arrows_counterclockwise 🔄 repeat 🔁 recycle ♻️ twisted_rightwards_arrows 🔀
double_vertical_bar ⏸️ pause_button ⏸️ black_square_for_stop ⏹️ heavy_plus_sign ➕ heavy_minus_sign ➖ wastebasket 🗑️ ledger 📒
snowflake ❄️ sunny ☀️ cloud ☁️ umbrella ☔ ocean 🌊 seedling 🌱 four_leaf_clover 🍀 crossed_fingers 🤞 hugging_face 🤗 trophy 🏆 dart 🎯
medal 🏅 crown 👑 gem 💎 balloon 🎈 checkered_flag 🏁 triangular_flag_on_post 🚩 waving_white_flag 🏳️ black_flag 🏴 construction 🚧
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ hash #️⃣ new 🆕 sos 🆘 ok 🆗 up 🆙 cool 🆒 free 🆓 id 🆔 speech_balloon 💬 left_speech_bubble 🗨️
thought_balloon 💭 lightning ⚡ thread 🧵 puzzle_piece 🧩 compass 🧭 world_map 🗺️ door 🚪 house 🏠 office 🏢 hospital 🏥 bank 🏦`;

const words = NAMES.trim().split(/\s+/);
const CHARACTERS = new Map(
  Array.from({ length: words.length / 2 }, (_, index) => [words[2 * index], words[2 * index + 1]]),
);

/** The character of an emoji name, or null. */
export const characterOf = (name) => CHARACTERS.get(name.split("::")[0]) ?? null;

/** What people reach for most at work. */
export const OFTEN = (
  "+1 pray raised_hands clap wave eyes heart smile joy thinking_face sob tada white_check_mark x warning rotating_light " +
  "fire hourglass_flowing_sand memo pushpin bulb speech_balloon mega question"
).split(" ");

/** Names that begin like this, each with its character. */
export const emojiLike = (start, most) => [...CHARACTERS].filter(([name]) => name.startsWith(start)).slice(0, most);

/** An emoji by name; `code` are its hexadecimal code points when the name is not known here. */
export function emojiNode(name, code = null) {
  const character = characterOf(name) ?? fromCode(code);
  if (!character) return document.createTextNode(`:${name}:`);
  return h(
    "span",
    { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
    character,
  );
}

function fromCode(code) {
  if (!code || !/^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(code)) return null;
  const points = code.split("-").map((part) => parseInt(part, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}
