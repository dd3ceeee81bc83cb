// What most tests of words ask.
#pragma once

#include <string_view>

namespace moa::test {

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace moa::test
