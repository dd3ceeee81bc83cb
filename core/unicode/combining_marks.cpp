#include "unicode/combining_marks.hpp"

#include "unicode/tables.hpp"

namespace moa::unicode {
namespace {

// Most text is beyond all marks: that it is can be told without a search.
constexpr char32_t first_mark = 0x300;
constexpr char32_t first_ideograph = 0x3100;
constexpr char32_t last_ideograph = 0xa4cf;
constexpr char32_t first_hangul = 0xac00;
constexpr char32_t last_hangul = 0xd7a3;
static_assert(!contains_any(marks, 0, first_mark - 1));
static_assert(!contains_any(marks, first_ideograph, last_ideograph));
static_assert(!contains_any(marks, first_hangul, last_hangul));

}  // namespace

bool is_mark(char32_t c) {
    if (c < first_mark || (c >= first_ideograph && c <= last_ideograph) ||
        (c >= first_hangul && c <= last_hangul))
        return false;
    return contains(marks, c);
}

bool joins_conjuncts(char32_t c) {
    return c >= first_mark && contains(conjunct_joiners, c);
}

}  // namespace moa::unicode
