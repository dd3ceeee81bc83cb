#include "view/markdown/text_selection.hpp"

#include <algorithm>

namespace moa::view {

TextRange TextSelection::range() const {
    return {std::min(anchor_.begin, head_.begin), std::max(anchor_.end, head_.end)};
}

}  // namespace moa::view
