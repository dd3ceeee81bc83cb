#include "wire/text_place.hpp"

namespace moa::wire {

void TextPlace::pass(std::string_view text) {
    for (const char c : text) {
        last_ = c;
        if (c == '`') {
            if (ticks_++ == 0) ticks_begin_line_ = line_blank_;
            line_blank_ = text_blank_ = false;
            continue;
        }
        if (ticks_ > 0) end_ticks();
        if (c == '\n' || c == '\r') {
            line_blank_ = true;
            in_span_ = false;  // one that was never closed
        } else if (c != ' ' && c != '\t') {
            line_blank_ = text_blank_ = false;
        }
    }
}

void TextPlace::end_ticks() {
    constexpr int fence = 3;
    if (ticks_ >= fence && ticks_begin_line_) {
        fenced_ = !fenced_;
    } else if (!fenced_) {
        in_span_ = !in_span_;
    }
    ticks_ = 0;
}

bool TextPlace::is_quoted() const {
    return fenced_ || in_span_ || ticks_ > 0 || last_ == '"' || last_ == '\'';
}

}  // namespace moa::wire
