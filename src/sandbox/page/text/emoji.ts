/* The emoji an app for work uses. A name that is missing here is shown as it was written, as Slack does. */
const table = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|eyes 👀|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎
raised_hands 🙌|pray 🙏|wave 👋|clap 👏|ok_hand 👌|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|raised_hand ✋|muscle 💪|handshake 🤝|writing_hand ✍️
smile 😄|smiley 😃|grinning 😀|slightly_smiling_face 🙂|simple_smile 🙂|wink 😉|joy 😂|sweat_smile 😅|thinking_face 🤔|face_with_monocle 🧐|sob 😭|cry 😢|scream 😱|heart_eyes 😍|sunglasses 😎|tired_face 😫|relieved 😌|neutral_face 😐|upside_down_face 🙃|zipper_mouth_face 🤐|robot_face 🤖|facepalm 🤦|shrug 🤷
heart ❤️|broken_heart 💔|sparkles ✨|star ⭐|star2 🌟|tada 🎉|confetti_ball 🎊|fire 🔥|boom 💥|100 💯|zap ⚡|bulb 💡|rocket 🚀|trophy 🏆|medal 🏅|dart 🎯|crown 👑
warning ⚠️|rotating_light 🚨|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|sos 🆘|exclamation ❗|heavy_exclamation_mark ❗|grey_exclamation ❕|question ❓|grey_question ❔|bangbang ‼️|interrobang ⁉️|information_source ℹ️|new 🆕|free 🆓|up 🆙|cool 🆒|ok 🆗|id 🆔
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|large_brown_circle 🟤|black_circle ⚫|white_circle ⚪|red_square 🟥|large_red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦|large_purple_square 🟪|black_large_square ⬛|white_large_square ⬜|small_red_triangle 🔺|small_red_triangle_down 🔻|small_blue_diamond 🔹|small_orange_diamond 🔸|large_blue_diamond 🔷|radio_button 🔘
clock1 🕐|clock2 🕑|clock3 🕒|clock4 🕓|clock5 🕔|clock6 🕕|clock7 🕖|clock8 🕗|clock9 🕘|clock10 🕙|clock11 🕚|clock12 🕛|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚|calendar 📆|date 📅|spiral_calendar_pad 🗓️|spiral_calendar 🗓️
bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣|speech_balloon 💬|left_speech_bubble 🗨️|thought_balloon 💭|envelope ✉️|email 📧|e-mail 📧|incoming_envelope 📨|inbox_tray 📥|outbox_tray 📤|telephone_receiver 📞|phone ☎️|telephone ☎️|iphone 📱|satellite_antenna 📡|headphones 🎧
memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|lock 🔒|unlock 🔓|key 🔑|mag 🔍|mag_right 🔎|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|nut_and_bolt 🔩|toolbox 🧰|shield 🛡️|fire_extinguisher 🧯|adhesive_bandage 🩹|package 📦|file_folder 📁|open_file_folder 📂|card_index_dividers 🗂️|bookmark 🔖|label 🏷️|books 📚|book 📖|notebook 📓|page_facing_up 📄|scroll 📜|newspaper 📰|wastebasket 🗑️
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|moneybag 💰|dollar 💵|credit_card 💳|euro 💶|receipt 🧾|bank 🏦|office 🏢|house 🏠|factory 🏭|computer 💻|desktop_computer 🖥️|floppy_disk 💾|electric_plug 🔌|battery 🔋|bug 🐛|ghost 👻|turtle 🐢|snail 🐌|dog 🐶|cat 🐱|bee 🐝|honeybee 🐝|unicorn_face 🦄|owl 🦉
arrow_up ⬆️|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_upper_right ↗️|arrow_lower_right ↘️|left_right_arrow ↔️|arrow_up_down ↕️|arrows_counterclockwise 🔄|repeat 🔁|leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|arrow_forward ▶️|black_right_pointing_triangle_with_double_vertical_bar ⏯️|double_vertical_bar ⏸️|pause_button ⏸️|black_square_for_stop ⏹️|fast_forward ⏩|rewind ⏪|arrow_double_up ⏫|arrow_double_down ⏬|heavy_plus_sign ➕|heavy_minus_sign ➖|heavy_multiplication_x ✖️
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟|hash #️⃣
bust_in_silhouette 👤|busts_in_silhouette 👥|technologist 🧑‍💻|female-technologist 👩‍💻|male-technologist 👨‍💻|firefighter 🧑‍🚒|fire_engine 🚒|ambulance 🚑|police_car 🚓|construction 🚧|checkered_flag 🏁|triangular_flag_on_post 🚩|white_flag 🏳️|globe_with_meridians 🌐|earth_africa 🌍|earth_americas 🌎|earth_asia 🌏|sunny ☀️|cloud ☁️|rainbow 🌈|snowflake ❄️|ocean 🌊|thermometer 🌡️|coffee ☕|pizza 🍕|birthday 🎂|beers 🍻|taco 🌮|gift 🎁|balloon 🎈|crystal_ball 🔮|magic_wand 🪄|thread 🧵|test_tube 🧪|microscope 🔬|dna 🧬|scales ⚖️|art 🎨|movie_camera 🎥|camera 📷|musical_note 🎵
seedling 🌱|evergreen_tree 🌲|four_leaf_clover 🍀|sunflower 🌻|mortar_board 🎓|briefcase 💼|necktie 👔|jigsaw 🧩|game_die 🎲|anchor ⚓|airplane ✈️|ship 🚢|car 🚗|bike 🚲|vertical_traffic_light 🚦|traffic_light 🚥`;

const emoji = new Map(
  table
    .trim()
    .split(/[|\n]/)
    .map((entry) => entry.split(' ') as [string, string]),
);

/** The character of a name without its colons; skin tones are ignored. */
export function emojiOf(name: string): string | undefined {
  return emoji.get(name.replace(/::skin-tone-\d$/, ''));
}

const quick = ['+1', 'eyes', 'white_check_mark', 'raised_hands', 'pray', 'tada', 'heart', 'fire'];

/** What is offered before anything is typed: the usual ones, then others, each picture once. */
export function startingEmoji(): { name: string; text: string }[] {
  const usual = quick.map((name) => ({ name, text: emoji.get(name) ?? '' }));
  const pictures = new Map(
    [...usual, ...searchEmoji('', 60)].map(({ name, text }) => [text, name] as const).reverse(),
  );
  return [...pictures]
    .reverse()
    .map(([text, name]) => ({ name, text }))
    .slice(0, 48);
}

/** Names that start with the query, then those that contain it, at most `limit`. */
export function searchEmoji(query: string, limit: number): { name: string; text: string }[] {
  const matches = [...emoji].filter(([name]) => name.includes(query.toLowerCase()));
  const rank = (name: string): number => (name.startsWith(query.toLowerCase()) ? 0 : 1);
  return matches
    .sort(([a], [b]) => rank(a) - rank(b))
    .slice(0, limit)
    .map(([name, text]) => ({ name, text }));
}
