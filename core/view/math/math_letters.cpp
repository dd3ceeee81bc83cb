#include "view/math/math_letters.hpp"

#include <algorithm>
#include <cstddef>

#include "unicode/units.hpp"

namespace moa::view {
namespace {

constexpr float x_height = 0.55F;
constexpr float cap_height = 0.74F;
constexpr float descent = 0.2F;

// By what reaches above small letters and below the baseline; everything else is as high as capitals.
constexpr std::string_view small_letters = "acegmnopqrsuvwxyzαγεϵηικμνοπϖρϱσςτυχωı";
constexpr std::string_view hanging_letters = "gjpqyβγζημξρϱφϕχψQ(){}[]|/⟨⟩⌊⌋⌈⌉‖,;∂";
constexpr std::string_view low_signs = "+−=<>±∓×·∗∼≈≃→←⟶…⋯.,:;-∘";

bool is_one_of(std::string_view letter, std::string_view letters) {
    return letters.find(letter) != std::string_view::npos;
}

}  // namespace

std::pair<float, float> reach_of(std::string_view text) {
    std::pair<float, float> reach{0, 0};
    while (!text.empty()) {
        const std::string_view letter = text.substr(0, unicode::unit_at(text).size);
        text.remove_prefix(letter.size());
        if (letter == " ") continue;
        const bool small = is_one_of(letter, small_letters) || is_one_of(letter, low_signs);
        reach.first = std::max(reach.first, small ? x_height : cap_height);
        if (is_one_of(letter, hanging_letters)) reach.second = descent;
    }
    return reach;
}

int room_between(tex::Class left, tex::Class right, bool small) {
    // The TeXbook, chapter 18: thin room 1; a thin, b medium and c thick where scripts have none.
    constexpr std::string_view table[] = {
        //  ordinary, operation, binary, relation, opening, closing, punctuation, inner
        "01bc000a",  // ordinary
        "110c000a",  // operation
        "bb00b00b",  // binary
        "cc00c00c",  // relation
        "00000000",  // opening
        "01bc000a",  // closing
        "aa0aaaaa",  // punctuation
        "a1bca0aa",  // inner
    };
    const char room = table[static_cast<std::size_t>(left)][static_cast<std::size_t>(right)];
    // Names of functions need more from letters as wide as ours.
    if (room == '1') return 4;
    if (room == 'a' && !small) return 3;
    if (small) return 0;
    return room == 'b' ? 4 : room == 'c' ? 5 : 0;
}

}  // namespace moa::view
