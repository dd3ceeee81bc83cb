// Scripted answers: "Why is the sky blue?"
#include "simulate/topics.hpp"

namespace moa::simulate {

const TopicAnswers sky_answers = {
    /* terse */
    R"md(**Rayleigh scattering.** Air molecules are far smaller than the wavelength of light and scatter it in proportion to 1/λ⁴.

- Blue (450 nm) is scattered about 4.4 times as strongly as red (650 nm).
- Violet is scattered more still, but sunlight has less of it and the eye sees it poorly.
- At sunset the path through the air is some 40 times longer: the blue has gone sideways, red is left.)md",
    /* lecturer */
    R"md(Let us follow one ray of sunlight.

1) **It arrives white.** Sunlight holds all the colours at once.
2) **It meets air.** Each molecule is shaken by the wave and sends a little of it off in all directions.
3) **Short waves are shaken off more.** The strength goes with the fourth power of the frequency, so blue is sent aside far more often than red.
4) **You look away from the sun.** The only light that reaches you from there has been scattered at least once, and most of that is blue.

A good check of the idea: light that comes straight through a lot of air, at sunset, should have lost its blue. It has.)md",
    /* tabular */
    R"md(| Colour | Wavelength | Scattering, red = 1 |
|---|---:|---:|
| Red | 650 nm | 1.0 |
| Green | 530 nm | 2.3 |
| Blue | 450 nm | 4.4 |
| Violet | 400 nm | 7.0 |

```python
for name, nm in [("red", 650), ("green", 530), ("blue", 450), ("violet", 400)]:
    print(f"{name:7} {(650 / nm) ** 4:.1f}")
```

The sky is not violet because the sun sends less violet, the upper air absorbs some, and our eyes are less sensitive to it.)md",
    /* thinker */
    R"md(The colour is that of scattered sunlight. Molecules of air scatter short waves much more strongly than long ones, so from every part of the sky but the sun itself mostly blue light comes to the eye.

Why not violet, which is scattered even more? Two reasons together: there is less violet in sunlight at the ground, and the three kinds of cone in the eye answer to the mixture as a pale blue. The sky is a *perceived* blue, not a pure one.)md",
    /* brief */
    R"md(Air scatters short-wave (blue) light much more than long-wave (red) light, so blue reaches your eye from all over the sky. Near sunset the light crosses more air, loses its blue, and looks red.)md",
    /* multilingual */
    R"md(Sunlight is a mixture, and air does not treat its parts alike: molecules scatter blue light several times as strongly as red. The scattered part is what you see when you look at the sky.

> **Français :** Le ciel est bleu parce que l'air diffuse davantage les courtes longueurs d'onde.
>
> **Ελληνικά:** Ο ουρανός είναι μπλε λόγω της σκέδασης Rayleigh.
>
> **中文：** 天空呈蓝色，是因为空气对短波光的散射更强。)md",
    /* sceptic */
    R"md(The usual answer, "blue scatters more", is right but explains too little.

- By itself it predicts a violet sky. One also needs the sun's spectrum and the response of the eye.
- It is not dust or water vapour: those scatter all colours about alike and make a sky whiter, not bluer.
- It is not the reflection of the sea. Skies over deserts are blue.

So: Rayleigh scattering by the molecules of the air themselves, seen with human eyes.)md",
    /* editor */
    R"md(## Why the sky is blue

Sunlight holds all colours. On its way through the air each molecule scatters a little of it, and short waves far more than long ones: the strength goes with **1/λ⁴** (Rayleigh scattering). Blue at 450 nm is scattered about **4.4 times** as strongly as red at 650 nm, so from every direction but the sun's it is mostly blue that reaches you.

**Why not violet?** It is scattered even more, but the sun sends less of it, the upper air absorbs a part, and the eye hardly responds to it. The mixture looks blue to us.

**Why red at sunset?** Low light crosses tens of times more air. The blue has been scattered out of the beam on the way, and what arrives is orange and red.

Dust and droplets have little to do with it: they scatter all colours alike, which is why haze and clouds are white.)md",
    /* reasoning */
    R"md(Classic: Rayleigh scattering, fourth power law. Blue to red ratio: (650/450)^4 is 1.444^4, about 4.35. People then ask why not violet, so answer that too: solar spectrum, ozone absorption, cone sensitivity. Sunset as the check. Avoid the myths of sea reflection and dust.)md",
    /* deeper */
    R"md(think of the beam and of what it loses as two halves of one thing. The sky shows what was scattered out of the beam, the sun's disc shows what stayed in it. When one gains blue the other must lose it, and that is why noon has a blue sky and a nearly white sun, while evening has a red sun and a deeper blue overhead. On Mars fine dust turns it round: a butterscotch sky and a bluish sunset.)md",
};

}  // namespace moa::simulate
