#include "view/text/bidi.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unicode/units.hpp"

using namespace moa::view;

namespace {

/// The units from left to right.
std::string on_screen(std::string_view text) {
    const BidiLevels levels = bidi_levels(text, TextDirection::automatic);
    std::vector<std::string_view> units;
    std::vector<std::uint8_t> of_unit;
    for (std::size_t at = 0; at < text.size(); at += units.back().size()) {
        units.push_back(text.substr(at, moa::unicode::unit_at(text.substr(at)).size));
        of_unit.push_back(levels.of_byte[at]);
    }
    std::string shown;
    for (const std::uint32_t i : visual_order(of_unit))
        shown += units[i];
    return shown;
}

}  // namespace

TEST_CASE("words that run from right to left stand in their order") {
    const std::string one = "\u05d0\u05d1";
    const std::string two = "\u05d2\u05d3";
    CHECK(on_screen("a " + one + " " + two + " b") == "a " + two + " " + one + " b");
    CHECK(on_screen(one + " " + two) == two + " " + one);
    // Numbers run from left to right within it.
    CHECK(on_screen(one + " 123 " + two) == two + " 123 " + one);
    CHECK(bidi_levels(one, TextDirection::automatic).right_to_left);
    CHECK_FALSE(bidi_levels("a " + one, TextDirection::automatic).right_to_left);
    CHECK(bidi_levels("a", TextDirection::right_to_left).right_to_left);
    CHECK(mirrored('(') == ')');
    CHECK(mirrored('a') == 'a');
}

TEST_CASE("a quick look finds whatever may run from right to left") {
    CHECK_FALSE(may_run_right_to_left("plain \u00fc \u0444 \u4e2d\u6587 \U0001f600 \u2019"));
    for (const std::string text :
         {"\u05d0", "\u0628", "\u08a0", "\ufb1d", "\ufdfa", "\ufefc", "\U00010800", "\U0001e900", "\u200f"}) {
        CAPTURE(text);
        CHECK(may_run_right_to_left("x" + text));
    }
}
