#include "tex/scanner.hpp"

#include <algorithm>

#include "ascii.hpp"
#include "unicode/units.hpp"

namespace moa::tex {

std::size_t Scanner::begin_of_next() const {
    return std::min(tex_.find_first_not_of(white_space, at_), tex_.size());
}

Token Scanner::peek() const {
    const std::string_view rest = tex_.substr(begin_of_next());
    if (rest.size() < 2) return {rest};
    if (rest.front() != '\\') return {rest.substr(0, unicode::unit_at(rest).size)};
    std::size_t size = 1;
    while (size < rest.size() && is_letter(rest[size]))
        ++size;
    if (size == 1) size += is_white_space(rest[1]) ? 1 : unicode::unit_at(rest.substr(1)).size;
    return {rest.substr(0, size)};
}

Token Scanner::take() {
    const Token token = peek();
    at_ = begin_of_next() + token.text.size();
    return token;
}

std::string_view Scanner::take_figures() {
    std::size_t end = at_;
    while (end < tex_.size()) {
        const bool joins = (tex_[end] == '.' || tex_[end] == ',') && end + 1 < tex_.size();
        if (!is_digit(tex_[end]) && !(joins && is_digit(tex_[end + 1]))) break;
        ++end;
    }
    const std::string_view figures = tex_.substr(at_, end - at_);
    at_ = end;
    return figures;
}

std::optional<std::string_view> Scanner::take_group() {
    if (peek().text != "{") return std::nullopt;
    take();
    int open = 1;
    for (std::size_t end = at_; end < tex_.size(); ++end) {
        if (tex_[end] == '\\') {
            ++end;
        } else if (tex_[end] == '{') {
            ++open;
        } else if (tex_[end] == '}' && --open == 0) {
            const std::string_view group = tex_.substr(at_, end - at_);
            at_ = end + 1;
            return group;
        }
    }
    return std::nullopt;
}

void Scanner::skip_row_height() {
    if (at_ < tex_.size() && tex_[at_] == '*') ++at_;
    if (at_ >= tex_.size() || tex_[at_] != '[') return;
    const std::size_t end = tex_.find(']', at_);
    if (end == std::string_view::npos) return;
    const std::string_view height = tex_.substr(at_ + 1, end - at_ - 1);
    const auto is_length = [](char c) {
        return is_digit(c) || is_letter(c) || c == '.' || c == '-' || c == ' ';
    };
    if (std::all_of(height.begin(), height.end(), is_length)) at_ = end + 1;
}

}  // namespace moa::tex
