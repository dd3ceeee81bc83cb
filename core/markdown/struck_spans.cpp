#include "markdown/struck_spans.hpp"

namespace moa::markdown {

int StruckSpans::begin_text(std::string_view marks) {
    int single = 0;
    // The latest marks belong to the spans entered since; those before closed others.
    for (auto span = open_.rbegin(); span != open_.rend() && *span == Tildes::unknown; ++span) {
        const std::size_t last = marks.rfind('~');
        if (last == std::string_view::npos) break;
        const bool two = last > 0 && marks[last - 1] == '~';
        *span = two ? Tildes::two : Tildes::one;
        marks = marks.substr(0, last - (two ? 1 : 0));
        ++(two ? struck_ : single);
    }
    return single;
}

bool StruckSpans::leave() {
    const Tildes tildes = open_.back();
    open_.pop_back();
    if (tildes == Tildes::two) --struck_;
    return tildes == Tildes::one;
}

}  // namespace moa::markdown
