// What the scripted provider of the gallery answers: two questions with a text for every model of mixed.json, one for models at
// home. A model has a text for its first layer, one for further layers where it is asked there, and what it thinks before.

const SOLAR = {
  question: 'Why does my solar array lose power at 10:40 every day?',
  answers: {
    'openai/gpt-oss-120b': {
      think: 'Same minute every day, so the cause keeps time as well: the sun, a timer, or the load on the grid. Faults of a panel follow heat or light, not the clock. A shadow is a sharp dip on one string. A limit of the inverter is a flat top on all of them, and 10:40 is early for that. The best test is one that tells one string from all strings.',
      first: 'The minute is the clue: a broken panel does not keep to the clock.\n\n- **Shadow:** a pole or a chimney crosses one string. The minute drifts with the season.\n- **Inverter limit:** a flat top at rated power, earlier on cold, clear days.\n- **Grid voltage:** above 253 V the inverter throttles or drops out.\n\nCompare the strings first. If only one falls, the cause is on the roof; if all fall together, it is the inverter or the grid.',
      further: 'All six agree that the cause keeps time, and that the strings tell roof from grid. Two of them add a check that costs nothing: is the clock of the portal right?\n\n1. Read the log from 10:30 to 10:50.\n2. One string falls: **shadow**.\n3. All fall at 253 V: **grid**.\n4. All fall at calm volts: **a setting**.',
    },
    'meta-llama/Llama-3.3-70B-Instruct-Turbo': {
      first: 'A fault that keeps to the clock tells a lot, so use the clock.\n\n1. **Ask what else keeps to it.** The sun does, and so do timers, tariffs and neighbours. A loose connector does not.\n2. **Look at the shape.** A dip that recovers points to a shadow, a flat top to the inverter, a drop to zero with a slow restart to a protective shutdown.\n3. **Watch it for two weeks.** The time of a shadow wanders with the season; that of a timer does not.\n4. **Compare the strings.** That costs nothing and removes half of the suspects.',
      further: 'The shape of the curve decides more than its depth. Keep the table of causes, and put the log first, since it is free:\n\n| Shape | Cause |\n|---|---|\n| sharp dip, one string | shadow |\n| flat top, all strings | inverter limit |\n| step and slow return | grid voltage |\n\nThe season settles what is left: shadows drift by minutes in a fortnight, timers stand.',
    },
    'deepseek-ai/DeepSeek-V4-Pro': {
      think: 'Causes, signs, tests: a table fits. Then one command that reads the log.',
      first: '| Cause | Sign | Test |\n|---|---|---|\n| Shading | dip, moves by season | photo at 10:40 |\n| Inverter limit | flat top at rated power | read the nameplate |\n| Grid voltage | step, then recovery | log AC volts |\n| Export limit | same minute all year | read the settings |\n\nMost inverters export their log. This prints time, watts and volts around the event:\n\n```sh\nawk -F, \'$1 >= "10:30" && $1 <= "10:50" { print $1, $2, $5 }\' inverter.csv\n```\n\nIf the volts climb before the watts fall, it is the grid.',
      further: 'Nothing in the answers contradicts the table. What they leave open is the order of work: first what can be read, then what can be photographed, and only then what has to be climbed to.\n\n> A portal that averages over a quarter of an hour can shift the event. Check the clock before the roof.',
    },
    'moonshotai/Kimi-K2.6': {
      think: 'A fixed time usually has a cause outside: a shadow on schedule, or a street full of roofs that begin to feed in.',
      first: 'A loss at a fixed time usually has a cause outside: a shadow that arrives on schedule, or a grid whose voltage rises when all the roofs in the street begin to feed in. In the second case the inverter protects itself and comes back after some minutes.\n\nNote the time today and again in three weeks. A shadow will have moved by some minutes, a rule will not.',
    },
    'Qwen/Qwen3.5-9B': {
      first: 'Something casts a shadow on one string at that time, or the inverter throttles because the voltage of the grid climbs in mid-morning. Look at the log at 10:40: one string means shade, volts near 253 mean the grid.',
    },
    'qwen3:8b': {
      first: 'Be careful with "every day".\n\n- Some portals average over 15 minutes, so 10:40 may really be 10:25.\n- Does it happen under an overcast sky, too? A shadow needs the sun; grid and timers do not.\n- Is the clock of the inverter set for summer time?\n\nThe cheap suspects in order: shadow, grid voltage, an export limit.',
    },
    'Qwen/Qwen3-235B-A22B-Instruct-2507-tput': {
      further: '## What falls at 10:40\n\nA loss at the same minute every day points to geometry or to a schedule, rarely to a broken panel. Three causes fit:\n\n| Cause | Sign | Test |\n|---|---|---|\n| Shading | one string dips, moves by season | photo at 10:40 |\n| Inverter limit | flat top at rated power | read the nameplate |\n| Grid voltage | step, then recovery | log AC volts |\n\nStart with the log; it costs nothing:\n\n```sh\nawk -F, \'$1 >= "10:30" && $1 <= "10:50" {\n  print $1, $2, $5\n}\' inverter.csv\n```\n\n- **One string falls:** it is a shadow. Trim, move, or fit optimisers.\n- **All fall near 253 V:** the inverter protects itself. Ask the grid operator about the transformer tap.\n- **All fall at calm volts:** look for an export limit or a timer in the settings.\n\nCheck the clock of the portal first: one that averages over a quarter of an hour can shift the event.',
    },
  },
};

const SCRIPTS = {
  question: 'Say in your own script how writing began, and how it looks today 🖋️',
  answers: {
    'openai/gpt-oss-120b': { first: '**中文。** 最早的漢字刻在龜甲和獸骨上，距今約三千三百年。「文」與「字」後來寫在竹簡、絲綢和紙上。\n\n今天，人們在螢幕上輸入拼音或筆畫，例如：`你好，世界`。全形標點「，。！」佔一格。', further: '' },
    'meta-llama/Llama-3.3-70B-Instruct-Turbo': { first: '**العربية.** تُكتب من اليمين إلى اليسار، وتتصل حروفها: «كتب، كاتب، مكتوب». نشأت من الخط النبطي في القرن الرابع تقريبًا.\n\n- الأرقام: ١٢٣٤٥ أو 12345\n- مزيج: اكتب `print(x)` ثم اضغط Enter' },
    'deepseek-ai/DeepSeek-V4-Pro': { first: '**हिन्दी।** देवनागरी बाएँ से दाएँ लिखी जाती है, और अक्षर ऊपर की रेखा से जुड़ते हैं: क + ् + ष = क्ष, श + ् + र = श्र।\n\nयह लिपि ब्राह्मी से निकली, जो लगभग 2300 वर्ष पुरानी है।' },
    'moonshotai/Kimi-K2.6': { first: '**日本語。** 漢字・ひらがな・カタカナの三つを混ぜて書きます。東京（とうきょう）、コーヒー☕、可愛い。\n\n**한국어.** 한글은 1443년에 만들어졌습니다. ㄱ + ㅏ + ㅇ = 강.' },
    'Qwen/Qwen3.5-9B': { first: '**Ελληνικά, кириллица, עברית.** Το αλφάβητο γεννήθηκε γύρω στο 800 π.Χ. Из него выросла кириллица: «Съешь же ещё этих мягких булок». אלפבית: נכתב מימין לשמאל, 22 אותיות.\n\n**ไทย** ไม่เว้นวรรคระหว่างคำ แต่ตัดบรรทัดได้' },
    'qwen3:8b': { first: 'Emoji: 👩‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇯🇵 ❤️‍🔥 — each is one character to the reader.\n\nMaths: ∀ε>0 ∃δ>0: |x−a|<δ ⇒ |f(x)−f(a)|<ε, √2 ≈ 1.414, 1/λ⁴.' },
    'Qwen/Qwen3-235B-A22B-Instruct-2507-tput': { further: '## How writing began, in its own words ✍️\n\nWriting was invented at least three times. Each script tells it in its own way:\n\n| Script | In its own words | Age in years |\n|---|---|---|\n| 漢字 | 刻在龜甲和獸骨上 | 3300 |\n| देवनागरी | ब्राह्मी से निकली | 2300 |\n| العربية | من الخط النبطي | 1650 |\n| 한글 | 1443년에 만들어졌습니다 | 580 |\n\n**中文。** 最早的漢字刻在龜甲和獸骨上，距今約三千三百年，後來寫在竹簡、絲綢和紙上。\n\n**العربية.** تُكتب من اليمين إلى اليسار، وتتصل حروفها: «كتب، كاتب، مكتوب». اكتب `print(x)` ثم اضغط Enter.\n\n**हिन्दी।** अक्षर ऊपर की रेखा से जुड़ते हैं: क + ् + ष = क्ष, श + ् + र = श्र।\n\n**日本語。** 漢字・ひらがな・カタカナの三つを混ぜて書きます。**한국어.** ㄱ + ㅏ + ㅇ = 강.\n\n**עברית, ไทย, кириллица.** נכתב מימין לשמאל. ไม่เว้นวรรคระหว่างคำ. Съешь же ещё этих мягких булок.\n\n- Families, flags, skin tones: 👨‍👩‍👧‍👦 🇯🇵 👍🏽 🏳️‍🌈\n- Maths: ∀ε>0 ∃δ>0: |x−a|<δ ⇒ |f(x)−f(a)|<ε' },
  },
};

const SKY = {
  question: 'Why is the sky blue at noon and red at dusk?',
  answers: {
    'qwen3:8b': {
      first: 'Molecules of the air scatter short waves far more than long ones: the strength goes with 1/λ⁴. Blue light of 450 nm is scattered more than four times as strongly as red light of 650 nm.\n\nAt noon sunlight takes the short way through the air, and the blue that is scattered comes to you from all over the sky. At dusk the way is long, and most of the blue is gone before the light arrives.',
      further: '## One law, two colours\n\nMolecules of the air scatter light by **1/λ⁴**: blue (450 nm) more than four times as strongly as red (650 nm).\n\n| Sun | Way through the air | What you see |\n|---|---|---|\n| at noon | 1 atmosphere | blue, scattered from all over the sky |\n| at dusk | up to 38 atmospheres | red, which is hardly scattered at all |\n\n- **Why not violet?** Sunlight has less of it, and the eye hardly sees it.\n- **Why are clouds white?** Their droplets are larger than the waves of light and scatter all colours alike.\n\n```python\nprint((650 / 450) ** 4)  # 4.35\n```',
    },
    'gemma3:12b': {
      first: '**Noon:** the sun is high, its light crosses about one thickness of the atmosphere, and scattered blue fills the sky.\n\n**Dusk:** the light comes in flat and crosses up to 38 times as much air. Blue is scattered out of the beam on the way, orange and red are left.\n\nViolet would be scattered even more, but the sun sends less of it, and our eyes are less sensitive to it.',
    },
    'mistral-small:24b': {
      first: 'The cause is Rayleigh scattering, which holds for particles much smaller than the wavelength, such as nitrogen and oxygen molecules. That is also why clouds are white: their droplets are larger than the waves and scatter all colours alike.\n\nSmoke and dust after a dry day make the sunset redder still.',
    },
  },
};

export const questions = { solar: SOLAR, scripts: SCRIPTS, sky: SKY };

/** What `model` says to these messages, and what it thinks before; a sentence of its own where nothing is written for it. */
export function scripted(model, messages) {
  const asked = messages.findLast((message) => message.role === 'user')?.content ?? '';
  const found = Object.values(questions).find((each) => asked.includes(each.question)) ?? SOLAR;
  const own = found.answers[model] ?? {};
  const further = messages.some((message) => message.role === 'system');
  return { text: (further && own.further) || own.first || own.further || `${model} has nothing to add.`, think: own.think ?? '' };
}
