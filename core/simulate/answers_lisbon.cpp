// Scripted answers: "Plan a weekend in Lisbon"
#include "simulate/topics.hpp"

namespace moa::simulate {

const TopicAnswers lisbon_answers = {
    /* terse */
    R"md(**Two days, few trams, good shoes.**

- **Saturday:** Alfama on foot before 10, castle from outside, lunch in Mouraria, ferry to Cacilhas at 17, dinner there.
- **Sunday:** Belém by train at 9 (monastery first, then pastry), MAAT, back for sunset at Graça.

Buy a 24-hour transit card each morning. Skip tram 28 after 9; walk its route instead.)md",
    /* lecturer */
    R"md(Lisbon rewards a slow plan, so take one hill a half-day.

1) **Saturday morning, Alfama.** Begin at the cathedral and climb to the viewpoint of Portas do Sol. Getting lost is part of it.
2) **Saturday afternoon, Baixa and Chiado.** Flat streets, bookshops, a coffee at the counter.
3) **Saturday evening, across the river.** The ferry to Cacilhas costs little and gives the best view of the city.
4) **Sunday morning, Belém.** Be at the monastery when it opens; the queue grows by the minute.
5) **Sunday afternoon, Graça.** Tiles at the Azulejo museum on the way, then sunset from Senhora do Monte.

Leave one gap each day with nothing in it. That is where the city happens.)md",
    /* tabular */
    R"md(| | Saturday | Sunday |
|---|---|---|
| Morning | Alfama, cathedral, Portas do Sol | Belém: monastery, tower from outside |
| Lunch | grilled fish in Mouraria | pastéis, then Time Out market |
| Afternoon | Chiado and Carmo ruins | Azulejo museum |
| Evening | ferry to Cacilhas, dinner on the quay | sunset at Senhora do Monte, fado |

**Rough costs for one person**

| Item | EUR |
|---|---:|
| Transit, two days | 14 |
| Museums | 25 |
| Meals | 80 |
| **Sum** | **119** |

Prices are orders of magnitude; check them before you go.)md",
    /* thinker */
    R"md(I would plan around queues and hills, because those two decide how a weekend in Lisbon feels.

- **Queues:** Belém early on Sunday, the castle only from outside, tram 28 not at all.
- **Hills:** go up by lift or tram, come down on foot.

That gives Alfama and the river on Saturday, Belém and Graça on Sunday. If it rains, swap in the Gulbenkian museum and the Oceanarium, both dry and both worth the trip on their own.)md",
    /* brief */
    R"md(Saturday: walk Alfama early, eat in Mouraria, take the ferry to Cacilhas for dinner. Sunday: Belém when it opens, the tile museum after lunch, sunset at Senhora do Monte.)md",
    /* multilingual */
    R"md(Spend Saturday in the old quarters (Alfama, Mouraria, Chiado) and Sunday along the river (Belém, then LX Factory). Eat where the menu is short.

A few words that open doors:

- **Bom dia** : good morning
- **A conta, por favor** : the bill, please
- **Um galão e um pastel de nata** : a milky coffee and a custard tart

> **Português:** Leve sapatos confortáveis; a calçada escorrega quando chove.
>
> **Español:** Lo mejor es subir en tranvía y bajar a pie.
>
> **Italiano:** Per Belém conviene partire presto.)md",
    /* sceptic */
    R"md(Most weekend plans for Lisbon try to do too much. Some doubts before you book:

- **Sintra** is lovely and eats a whole day; with two days, leave it.
- **Tram 28** is a queue with windows. The same streets on foot take 40 minutes.
- **Monday closing:** many museums shut on Mondays, so a Sunday-to-Monday weekend needs another plan.
- **August** is hot and crowded; May and October are kinder.

What is left is enough: Alfama, the river, Belém, one long dinner.)md",
    /* editor */
    R"md(## A weekend in Lisbon

**Saturday: the old city and the river**

- 9:00 Alfama on foot: cathedral, Portas do Sol, stairs without a plan
- 12:30 Lunch in Mouraria
- 14:30 Chiado: the Carmo ruins, a coffee at the counter
- 17:30 Ferry to Cacilhas, dinner on the quay with the city in view

**Sunday: Belém and the hills**

- 9:00 Monastery when it opens, then the pastry, while there is no queue
- 12:30 Lunch, then the tile museum
- 18:30 Sunset from Senhora do Monte, fado afterwards if you like

| Good to know | |
|---|---|
| Getting about | a 24-hour transit card; up by tram, down on foot |
| Leave out | tram 28 by day, Sintra with only two days |
| Rain | Gulbenkian museum, Oceanarium |
| Shoes | the paving is smooth and steep |

Reckon with some 120 EUR for one person without the hotel, and check opening days: much is closed on Mondays.)md",
    /* reasoning */
    R"md(Two days. What ruins weekends there: queues at Belém, the crush on tram 28, hills in the heat. So early starts, up by tram and down on foot, river in the evening. Sintra is tempting but takes a day, leave it. Rain alternative needed. Keep it short.)md",
    /* deeper */
    R"md(decide first what you want more of. For food, give Saturday evening to a long table in Campo de Ourique instead of the ferry. With children, swap the tile museum for the Oceanarium and keep the ferry, which they will like best. For a slower pace, drop Belém; nobody regrets a second morning in Alfama.)md",
};

}  // namespace moa::simulate
