#include "markdown/tex_brackets.hpp"

#include <algorithm>

#include "ascii.hpp"

namespace moa::markdown {
namespace {

constexpr std::size_t size = 2;  // of a bracket

bool is_bracket(std::string_view text, std::string_view brackets) {
    return text.size() >= size && text[0] == '\\' && brackets.find(text[1]) != std::string_view::npos;
}

/// Whether maths may begin behind this character: not within a word or an address.
bool may_stand_before(char c) {
    constexpr std::string_view openers = "([{\"'*>|:";
    return is_white_space(c) || static_cast<unsigned char>(c) > 127 ||
           openers.find(c) != std::string_view::npos;
}

}  // namespace

std::string with_dollars(std::string_view text) {
    std::string result(text);
    if (text.empty()) return result;
    char closes = 0;
    std::size_t opened_at = 0;
    for (std::size_t at = text.find('\\'); at < text.size() - 1; at = text.find('\\', at + size)) {
        const char c = text[at + 1];
        if ((c == '(' || c == '[') && (at == 0 || may_stand_before(text[at - 1]))) {
            opened_at = at;
            closes = c == '(' ? ')' : ']';
        } else if (closes != 0 && c == closes) {
            closes = 0;
            // Maths ends with its paragraph.
            if (text.substr(opened_at, at - opened_at).find("\n\n") != std::string_view::npos) continue;
            result.replace(opened_at, size, "$$");
            result.replace(at, size, "$$");
        }
    }
    return result;
}

std::string_view tex_bracket_before(std::string_view text) {
    text = text.substr(0, text.find_last_not_of(white_space) + 1);
    if (text.size() < size) return {};
    text = text.substr(text.size() - size);
    return is_bracket(text, "([") ? text : std::string_view();
}

std::string_view closing_mark(std::string_view text) {
    text = text.substr(std::min(text.find_first_not_of(white_space), text.size()));
    return is_bracket(text, ")]") ? text.substr(0, size) : std::string_view("$$");
}

}  // namespace moa::markdown
