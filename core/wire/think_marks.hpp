// How families of models mark their reasoning where the server leaves it in the answer.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace moa::wire {

struct ThinkMarks {
    std::string_view open;
    std::string_view close;
    /// An answer in XML may begin with the same tag: it is reasoning only once it was closed and something
    /// follows it.
    bool only_if_closed = false;
};

/// All of them. A mark that another one begins with stands behind that one.
std::span<const ThinkMarks> think_marks();

/// The first bytes that marks have, those of channels included.
bool may_begin_mark(char c);

}  // namespace moa::wire
