#include "view/theme.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

using namespace moa;
using view::Theme;

namespace {

/// WCAG 2.2, "relative luminance" and "contrast ratio".
double luminance(ImU32 colour) {
    const auto part = [colour](int shift) {
        const double value = static_cast<double>((colour >> shift) & 255U) / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(IM_COL32_R_SHIFT) + 0.7152 * part(IM_COL32_G_SHIFT) +
           0.0722 * part(IM_COL32_B_SHIFT);
}

double contrast(ImU32 one, ImU32 other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

using Named = std::pair<const char*, ImU32>;

void check_contrast(const std::vector<Named>& inks, const std::vector<Named>& grounds, double least) {
    for (const Named& ink : inks) {
        for (const Named& ground : grounds) {
            CAPTURE(std::string(ink.first) + " on " + ground.first);
            CHECK(contrast(ink.second, ground.second) >= least);
        }
    }
}

}  // namespace

TEST_CASE("black on white has the contrast that WCAG says") {
    CHECK(contrast(IM_COL32(0, 0, 0, 255), IM_COL32(255, 255, 255, 255)) == doctest::Approx(21));
    // The darkest grey that fails and the one that passes on white, as published.
    CHECK(contrast(IM_COL32(0x77, 0x77, 0x77, 255), IM_COL32(255, 255, 255, 255)) < 4.5);
    CHECK(contrast(IM_COL32(0x76, 0x76, 0x76, 255), IM_COL32(255, 255, 255, 255)) > 4.5);
}

TEST_CASE("every ink of both themes can be read on what it is written on") {
    for (const bool dark : {true, false}) {
        CAPTURE(dark);
        const Theme& theme = view::theme(dark);
        const std::vector<Named> grounds = {
            {"bg", theme.bg}, {"surface", theme.surface}, {"raised", theme.raised}};
        check_contrast({{"text", theme.text},
                        {"soft", theme.soft},
                        {"muted", theme.muted},
                        {"accent", theme.accent},
                        {"streaming", theme.streaming},
                        {"thinking", theme.thinking},
                        {"done", theme.done},
                        {"failed", theme.failed},
                        {"degraded", theme.degraded}},
                       grounds, 4.5);
        check_contrast({{"text", theme.text}, {"soft", theme.soft}},
                       {{"code", theme.code}, {"prompt", theme.prompt}}, 4.5);
        check_contrast({{"accent", theme.accent},
                        {"streaming", theme.streaming},
                        {"thinking", theme.thinking},
                        {"degraded", theme.degraded},
                        {"muted", theme.muted}},
                       {{"code", theme.code}}, 4.5);
        check_contrast({{"failed", theme.failed}, {"text", theme.text}}, {{"failed_soft", theme.failed_soft}},
                       4.5);
        check_contrast({{"degraded", theme.degraded}, {"text", theme.text}},
                       {{"degraded_soft", theme.degraded_soft}}, 4.5);
        check_contrast({{"text", theme.text}},
                       {{"found", theme.found}, {"found_current", theme.found_current}}, 4.5);
        check_contrast({{"on_accent", theme.on_accent}}, {{"accent", theme.accent}}, 4.5);
    }
}

TEST_CASE("forced colours: every ink is the user's, and can be read on every surface") {
    constexpr ImU32 black = IM_COL32(0, 0, 0, 255);
    constexpr ImU32 white = IM_COL32(255, 255, 255, 255);
    constexpr ImU32 yellow = IM_COL32(255, 255, 0, 255);
    for (const auto& [ground, ink] : {std::pair{black, white}, std::pair{white, black}}) {
        const Theme theme = view::system_theme({ground, ink, ground == black ? yellow : black, ink});
        CHECK(theme.dark == (ground == black));
        check_contrast({{"text", theme.text},
                        {"muted", theme.muted},
                        {"accent", theme.accent},
                        {"failed", theme.failed},
                        {"line", theme.line}},
                       {{"bg", theme.bg},
                        {"raised", theme.raised},
                        {"code", theme.code},
                        {"failed_soft", theme.failed_soft},
                        {"found", theme.found}},
                       7);
        check_contrast({{"on_accent", theme.on_accent}}, {{"accent", theme.accent}}, 7);
    }
}

TEST_CASE("a provider's hue stands out from both grounds, and is the same every time") {
    for (const char* provider :
         {"together", "groq", "openai", "openrouter", "ollama", "simulated", "acme", "x"}) {
        CAPTURE(provider);
        CHECK(view::provider_hue(provider) == view::provider_hue(provider));
        for (const bool dark : {true, false})
            check_contrast({{provider, view::provider_hue(provider)}},
                           {{"surface", view::theme(dark).surface}}, 2.0);
    }
}
