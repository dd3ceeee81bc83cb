#include "markdown/code_line.hpp"

#include <algorithm>

#include "ascii.hpp"

namespace moa::markdown {
namespace {

class CodeLine {
  public:
    CodeLine(const CodeLanguage& language, std::string_view line, std::size_t offset, CodeState state,
             std::vector<InkedStretch>& stretches)
        : language_(language), line_(line), offset_(offset), state_(state), stretches_(stretches) {}

    CodeState read() {
        if (state_.delimiter >= 0) take_delimited(0);
        while (at_ < line_.size()) {
            if (language_.has_tags && !state_.in_tag) {
                take_markup();
            } else {
                take();
            }
        }
        return state_;
    }

  private:
    /// 0 outside of the line.
    char at(std::size_t place) const { return place < line_.size() ? line_[place] : '\0'; }

    static bool begins_word(char c) {
        return is_letter(c) || c == '_' || static_cast<unsigned char>(c) > 127;
    }

    bool is_in_word(char c) const {
        return begins_word(c) || is_digit(c) ||
               (c != 0 && language_.in_words.find(c) != std::string_view::npos);
    }

    std::size_t end_of_word(std::size_t from) const {
        while (is_in_word(at(from)))
            ++from;
        return from;
    }

    void ink(std::size_t end, CodeInk what) {
        end = std::min(end, line_.size());
        if (end > at_ && what != CodeInk::plain) {
            stretches_.push_back(
                {static_cast<std::uint32_t>(offset_ + at_), static_cast<std::uint32_t>(offset_ + end), what});
        }
        at_ = end;
    }

    void take() {
        const char c = line_[at_];
        if (language_.has_tags && c == '>') {
            state_.in_tag = false;
            ++at_;
        } else if (const int delimiter = opening(); delimiter >= 0) {
            state_.delimiter = delimiter;
            take_delimited(language_.delimited[static_cast<std::size_t>(delimiter)].open.size());
        } else if (is_digit(c)) {
            ink(end_of_number(), CodeInk::number);
        } else if (language_.has_lifetimes && c == '\'') {
            take_apostrophe();
        } else if (language_.sigils.find(c) != std::string_view::npos) {
            take_sigil();
        } else if (begins_word(c)) {
            take_word();
        } else {
            ++at_;
        }
    }

    /// Outside of tags only a tag or a comment is of interest.
    void take_markup() {
        const char next = at(at_ + 1);
        if (const int delimiter = opening();
            delimiter >= 0 && language_.delimited[static_cast<std::size_t>(delimiter)].comment) {
            take();
        } else if (line_[at_] == '<' && (is_letter(next) || next == '/' || next == '!' || next == '?')) {
            state_.in_tag = true;
            at_ += is_letter(next) ? 1 : 2;
            ink(end_of_word(at_), CodeInk::keyword);
        } else {
            ++at_;
        }
    }

    /// The delimiter that opens here, -1 for none.
    int opening() const {
        const std::string_view rest = line_.substr(at_);
        for (std::size_t i = 0; i < language_.delimited.size(); ++i) {
            const CodeDelimiter& delimiter = language_.delimited[i];
            if (!rest.starts_with(delimiter.open)) continue;
            constexpr std::string_view before_words = " \t[{(,:=";
            if (delimiter.at_word && at_ > 0 && before_words.find(line_[at_ - 1]) == std::string_view::npos)
                continue;
            return static_cast<int>(i);
        }
        return -1;
    }

    /// Up to the end of what one is in, which has begun `begun` bytes ago at the least.
    void take_delimited(std::size_t begun) {
        const CodeDelimiter& delimiter = language_.delimited[static_cast<std::size_t>(state_.delimiter)];
        bool closed = false;
        std::size_t end = at_ + begun;
        while (end < line_.size() && !closed) {
            if (delimiter.escapes && line_[end] == '\\') {
                end += 2;
            } else if (!delimiter.close.empty() && line_.substr(end).starts_with(delimiter.close)) {
                end += delimiter.close.size();
                closed = true;
            } else {
                ++end;
            }
        }
        if (closed || !delimiter.over_lines) state_.delimiter = -1;
        const bool is_key = language_.has_keys && !delimiter.comment && closed && is_before_value(end, false);
        ink(end, delimiter.comment ? CodeInk::comment : is_key ? CodeInk::known : CodeInk::string);
    }

    /// Whether a colon or an equals sign follows. `apart`: and a blank after it.
    bool is_before_value(std::size_t end, bool apart) const {
        const std::size_t mark = std::min(line_.find_first_not_of(" \t", end), line_.size());
        if (at(mark) != ':' && at(mark) != '=') return false;
        return !apart || mark + 1 >= line_.size() || is_white_space(line_[mark + 1]);
    }

    std::size_t end_of_number() const {
        std::size_t end = at_;
        while (end < line_.size()) {
            const char c = line_[end];
            const bool joins = (c == '.' || c == '\'') && is_digit(at(end + 1));
            const char before = end > at_ ? line_[end - 1] : '\0';
            const bool exponent = (c == '-' || c == '+') && (before == 'e' || before == 'E') &&
                                  is_digit(at(end + 1)) && at(at_ + 1) != 'x';
            if (!is_letter(c) && !is_digit(c) && c != '_' && !joins && !exponent) break;
            ++end;
        }
        return end;
    }

    /// A character in quotes, or the name of a lifetime.
    void take_apostrophe() {
        const bool is_lifetime = (is_letter(at(at_ + 1)) || at(at_ + 1) == '_') && at(at_ + 2) != '\'';
        if (is_lifetime) return ink(end_of_word(at_ + 1), CodeInk::known);
        const std::size_t close = line_.find('\'', at_ + (at(at_ + 1) == '\\' ? 3 : 2));
        ink(close == std::string_view::npos ? at_ + 1 : close + 1, CodeInk::string);
    }

    void take_sigil() {
        const char sigil = line_[at_];
        std::size_t end = at_ + 1;
        if (sigil == '$' && at(end) == '{') {
            const std::size_t close = line_.find('}', end);
            end = close == std::string_view::npos ? end + 1 : close + 1;
        } else {
            // The hyphen of a longer word does not belong to a variable.
            while (begins_word(at(end)) || is_digit(at(end)) || (sigil == '@' && at(end) == '.'))
                ++end;
        }
        const bool alone = end == at_ + 1;
        ink(end, alone ? CodeInk::plain : sigil == '#' ? CodeInk::keyword : CodeInk::known);
    }

    void take_word() {
        const std::size_t end = end_of_word(at_);
        if (language_.has_tags) return ink(end, CodeInk::known);
        if (language_.has_keys && is_before_value(end, true)) return ink(end, CodeInk::known);
        // A member may be called what is a keyword elsewhere.
        const bool is_member = at_ > 0 && line_[at_ - 1] == '.';
        const CodeWord word =
            is_member ? CodeWord::other : code_word(language_, line_.substr(at_, end - at_));
        if (word == CodeWord::keyword) return ink(end, CodeInk::keyword);
        if (word == CodeWord::known) return ink(end, CodeInk::known);
        ink(end, at(end) == '(' ? CodeInk::name : CodeInk::plain);
    }

    const CodeLanguage& language_;
    std::string_view line_;
    std::size_t offset_;
    CodeState state_;
    std::vector<InkedStretch>& stretches_;
    std::size_t at_ = 0;
};

}  // namespace

CodeState read_code_line(const CodeLanguage& language, std::string_view line, std::size_t offset,
                         CodeState state, std::vector<InkedStretch>& stretches) {
    return CodeLine(language, line, offset, state, stretches).read();
}

}  // namespace moa::markdown
