#include "markdown/marks_in_words.hpp"

#include <algorithm>
#include <string_view>

#include "ascii.hpp"

namespace moa::markdown {
namespace {

constexpr char stand_in = ',';

bool is_of_word(char c) {
    return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) > 127;
}

bool continues_letter(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// Whether other marks look at what stands beside them here.
bool is_emphasis(std::string_view text, std::size_t at) {
    return at < text.size() && std::string_view("*_~").find(text[at]) != std::string_view::npos;
}

/// Tells of marks, from the first to the last, whether they stand in an address.
class Addresses {
  public:
    explicit Addresses(std::string_view text) : text_(text) {}

    bool have(std::size_t mark) {
        const std::string_view passed = text_.substr(seen_, mark - seen_);
        if (const std::size_t blank = passed.find_last_of(white_space); blank != std::string_view::npos) {
            begin_ = seen_ + blank + 1;
            inside_ = false;
        }
        // Both have what may stand before the mark seen last.
        const std::size_t from = std::max(begin_, seen_ - std::min<std::size_t>(seen_, 2));
        const std::string_view word = text_.substr(from, mark - from);
        inside_ = inside_ || word.find("://") != std::string_view::npos ||
                  word.find("](") != std::string_view::npos;
        seen_ = mark;
        return inside_;
    }

  private:
    std::string_view text_;
    std::size_t seen_ = 0;
    std::size_t begin_ = 0;  ///< of the word
    bool inside_ = false;
};

}  // namespace

void free_marks_in_words(std::string& parsed) {
    if (parsed.find('$') == std::string::npos && parsed.find("~~") == std::string::npos) return;
    const std::string text = parsed;
    Addresses addresses(text);
    for (std::size_t at = text.find_first_of("$~"); at != std::string::npos;
         at = text.find_first_of("$~", at)) {
        const std::size_t begin = at;
        at = std::min(text.find_first_not_of(text[begin], begin), text.size());
        const bool marks = at - begin == 2 || (at - begin == 1 && text[begin] == '$');
        if (!marks || (begin > 0 && text[begin - 1] == '\\') || addresses.have(begin)) continue;
        std::size_t before = begin;
        while (before > 0 && continues_letter(text[before - 1]))
            --before;
        if (before > 0 && is_of_word(text[begin - 1]) && !is_emphasis(text, before - 2))
            std::fill(parsed.begin() + static_cast<std::ptrdiff_t>(before - 1),
                      parsed.begin() + static_cast<std::ptrdiff_t>(begin), stand_in);
        std::size_t after = std::min(at + 1, text.size());
        while (after < text.size() && continues_letter(text[after]))
            ++after;
        if (at < text.size() && is_of_word(text[at]) && !is_emphasis(text, after))
            std::fill(parsed.begin() + static_cast<std::ptrdiff_t>(at),
                      parsed.begin() + static_cast<std::ptrdiff_t>(after), stand_in);
    }
}

}  // namespace moa::markdown
