#include "view/markdown/code_colours.hpp"

#include <algorithm>

#include "view/markdown/code_line.hpp"

namespace moa::view {

void CodeColours::update(std::string_view language, std::string_view code, bool continued) {
    if (!continued) {
        language_ = code_language(language);
        line_ = 0;
        stretches_before_ = 0;
        state_ = {};
    }
    stretches_.resize(stretches_before_);
    if (language_ == nullptr) return;
    while (line_ < code.size()) {
        const std::size_t end = std::min(code.find('\n', line_), code.size());
        bytes_read_ += end - line_;
        const CodeState next =
            read_code_line(*language_, code.substr(line_, end - line_), line_, state_, stretches_);
        if (end == code.size()) return;
        state_ = next;
        line_ = end + 1;
        stretches_before_ = stretches_.size();
    }
}

}  // namespace moa::view
