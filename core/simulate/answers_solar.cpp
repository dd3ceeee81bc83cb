// Scripted answers: "Why does my solar array lose power at 10:40 every day?"
#include "simulate/topics.hpp"

namespace moa::simulate {

const TopicAnswers solar_answers = {
    /* terse */
    R"md(**Most likely a shadow, next the inverter.** A loss at the same minute every day is geometry or a schedule, not a broken panel.

- Shadow: a pole or chimney crosses one string. The minute drifts with the season, by a few in a fortnight.
- Inverter limit: flat top at the rated power. It comes earlier on clear, cold days.
- Grid voltage: above 253 V (230 V + 10 %) the inverter throttles or drops out.

Pull the inverter log for 10:30 to 10:50 and look at AC volts first.)md",
    /* lecturer */
    R"md(A fault that keeps to the clock tells us a lot, so let us use the clock.

1) **Ask what else keeps to it.** The sun does, and so do timers, tariffs and your neighbours. A loose connector does not.
2) **Look at the shape of the loss.** A *dip* that recovers within half an hour points to a shadow. A *flat top* points to the inverter's limit. A *drop to zero* followed by a slow restart points to a protective shutdown.
3) **Watch it over two weeks.** A shadow's time wanders with the season. A timer's does not.
4) **Compare strings.** If only one string falls, the cause is on the roof. If all fall together, it is in the inverter or the grid.

Step four costs nothing and removes half of the suspects.)md",
    /* tabular */
    R"md(| Cause | What the curve does | Test |
|---|---|---|
| Shading of one string | dip, recovers in 20 to 40 min | photo of the roof at 10:40 |
| Inverter clipping | flat top at rated power | compare with the nameplate |
| Grid overvoltage | step down, restart after minutes | log AC volts |
| Scheduled export limit | same minute in all seasons | read the installer's settings |

Most inverters can export their log. This prints time, watts and volts around the event:

```sh
awk -F, '$1 >= "10:30" && $1 <= "10:50" { print $1, $2, $5 }' inverter.csv
```

If the volts climb before the watts fall, it is the grid.)md",
    /* thinker */
    R"md(The minute is the clue. A cloud does not come on time, and a failing panel fails at noon as well as at 10:40. What remains is a shadow with a sharp edge or a rule that somebody set.

To tell them apart, note the time today and again in three weeks. A shadow's time will have moved by some minutes, and a rule's will not. If you cannot wait, look at the strings one by one: a shadow takes one or two of them, a rule takes all.

I would bet on a chimney or mast, two to one, before the grid voltage.)md",
    /* brief */
    R"md(Something casts a shadow on one string at that time, or the inverter throttles because the grid voltage climbs in mid-morning. Check the inverter's log at 10:40: if only one string falls it is shade, if AC volts are near 253 it is the grid.)md",
    /* multilingual */
    R"md(A loss at a fixed time usually has an outside cause: a shadow that arrives on schedule, or a grid whose voltage rises when all the roofs in the street begin to feed in. In the second case the inverter protects itself and reconnects after a few minutes.

> **Deutsch:** Prüfen Sie zuerst das Protokoll des Wechselrichters: Netzspannung und Leistung je Strang um 10:40 Uhr.
>
> **Español:** Si solo cae una cadena, es una sombra; si caen todas, es el inversor o la red.
>
> **日本語：** 毎日同じ時刻に下がるなら、影か系統電圧の上昇が原因です。)md",
    /* sceptic */
    R"md(Be careful with "every day". Is it the array that loses power, or the display that says so?

- Some monitoring portals average over 15 minutes and shift the result, so 10:40 may really be 10:25.
- Does it also happen under an overcast sky? A shadow needs direct sun, the grid and a timer do not.
- Has the clock of the inverter been set for summer time?

Only when these are settled is it worth climbing on the roof. The cheap suspects, in order: shadow, grid voltage, an export limit someone configured.)md",
    /* editor */
    R"md(## What falls at 10:40

A loss at the same minute every day points to geometry or to a schedule, rarely to a broken panel. Three causes fit:

| Cause | Sign | Test |
|---|---|---|
| Shading | one string dips, the minute drifts by season | photo of the roof at 10:40 |
| Inverter limit | flat top at rated power | compare with the nameplate |
| Grid voltage | step down, then recovery | log the AC volts |

Start with the log, since it costs nothing:

```sh
awk -F, '$1 >= "10:30" && $1 <= "10:50" { print $1, $2, $5 }' inverter.csv
```

- **One string falls, the others do not:** it is a shadow. Trim, move, or fit optimisers to that string.
- **All fall and the volts stand near 253:** the inverter is protecting itself. Ask the grid operator to check the transformer tap.
- **All fall, the volts are calm:** look for an export limit or a timer in the inverter's settings.

Check first that the monitoring clock is right; a portal that averages over a quarter of an hour can shift the event.)md",
    /* reasoning */
    R"md(Same time every day, so the cause must keep time as well. Candidates: the sun's position, a timer, the load on the grid. Panel faults follow heat or light, not the clock. Shadow: a sharp dip, one string. Clipping: flat top, whole array, and 10:40 is rather early for it unless the array faces east. Overvoltage: step and reconnect, whole array. The best test separates "one string" from "all strings". Season drift separates the sun from timers. Good, answer with that.)md",
    /* deeper */
    R"md(the next thing to do is to log one clear day at one-minute steps: power of each string, AC volts and the inverter's state. Lay the curves over each other. If one string leaves the others at 10:40, stand where its panels are and look towards the sun. If they all bend together, note the volts at that moment: above 253 it is the grid, at rated power it is the inverter's own limit, and otherwise it is a setting.)md",
};

}  // namespace moa::simulate
