// What a search has found in one document.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "view/markdown/text_place.hpp"

namespace moa::view {

struct FoundMarks {
    std::span<const TextRange> all;      ///< in the order of the text; whoever searches owns them
    std::optional<std::size_t> current;  ///< into `all`
    bool reveal = false;                 ///< bring the current one into view
};

}  // namespace moa::view
