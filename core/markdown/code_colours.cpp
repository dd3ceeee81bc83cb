#include "markdown/code_colours.hpp"

#include <algorithm>

#include "markdown/code_line.hpp"

namespace moa::markdown {
namespace {

/// A longer line is data rather than code, and would be read again with all that is added to it.
constexpr std::size_t longest_coloured = 4 << 10;

}  // namespace

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
        const std::string_view line = code.substr(line_, end - line_);
        CodeState next = state_;
        if (line.size() <= longest_coloured) {
            bytes_read_ += line.size();
            next = read_code_line(*language_, line, line_, state_, stretches_);
        }
        if (end == code.size()) return;
        state_ = next;
        line_ = end + 1;
        stretches_before_ = stretches_.size();
    }
}

}  // namespace moa::markdown
