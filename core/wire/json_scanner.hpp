// A single pass over JSON text that builds nothing: the caller asks for what it wants and skips the rest.
//
// Every call answers false where the text is anything the scanner does not plainly understand: malformed
// JSON, and also valid JSON that is rare (escaped member names, deep nesting, huge numbers). The caller then
// parses the text in full, which decides. So the scanner may refuse what is valid, and never accepts what is
// not. One thing is left to the caller: bytes above ASCII inside strings are passed over unchecked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wire/byte_scan.hpp"

namespace moa::wire {

/// A string literal as it stands in the text, without its quotes; its escapes are known to be valid.
struct RawJsonString {
    std::string_view text;
    bool escaped = false;  ///< holds escapes: append_unescaped is needed
};

/// Appends what the literal means.
void append_unescaped(const RawJsonString& literal, std::string& out);

class JsonScanner {
  public:
    explicit JsonScanner(std::string_view text)
        : begin_(text.data()), p_(text.data()), end_(text.data() + text.size()) {}

    /// Bytes passed so far.
    std::size_t consumed() const { return static_cast<std::size_t>(p_ - begin_); }
    /// There was a line end among them.
    bool crossed_lines() const { return crossed_lines_; }
    /// What was passed before `place`, which lies in the text.
    std::string_view passed_before(const char* place) const {
        return {begin_, static_cast<std::size_t>(place - begin_)};
    }
    /// Passes over `beginning` where the text begins with it.
    bool skip_beginning(std::string_view beginning) {
        if (beginning.empty() ||
            !std::string_view(begin_, static_cast<std::size_t>(end_ - begin_)).starts_with(beginning))
            return false;
        p_ = begin_ + beginning.size();
        return true;
    }

    /// The next byte that is no white space, or NUL at the end.
    char peek() {
        skip_space();
        return p_ == end_ ? '\0' : *p_;
    }
    /// Nothing but white space is left.
    bool at_end() {
        skip_space();
        return p_ == end_;
    }

    bool read_string(RawJsonString& out) { return consume('"') && finish_string(out); }

    /// A whole number from 0 to 10^15 - 1.
    bool read_count(std::int64_t& out);

    bool read_null() {
        skip_space();
        return literal("null");
    }

    /// Any one value, checked and passed over.
    bool skip_value() {
        const char first = p_ == end_ ? '\0' : *p_;
        if (first == 'n') return literal("null");
        if (first != '"') return skip_value(0);
        ++p_;
        RawJsonString ignored;
        return finish_string(ignored);
    }

    /// Walks an object: `member(name)` must consume the member's value and answer whether to go on.
    template <class Member>
    bool read_object(Member&& member) {
        if (!consume('{')) return false;
        return consume('}') || read_members(member);
    }
    /// The same from before the name of one of its members.
    template <class Member>
    bool read_members(Member&& member) {
        int left = max_members;
        do {
            RawJsonString name;
            if (!read_string(name) || name.escaped || !consume(':') || !member(name.text) || --left == 0)
                return false;
        } while (consume(','));
        return consume('}');
    }
    /// The same from behind one of its members.
    template <class Member>
    bool read_more_members(Member&& member) {
        return consume(',') ? read_members(member) : consume('}');
    }

    /// Walks an array: `element()` must consume one value and answer whether to go on.
    template <class Element>
    bool read_array(Element&& element) {
        if (!consume('[')) return false;
        return consume(']') || (element() && read_more_elements(element));
    }
    /// The same from behind one of its elements.
    template <class Element>
    bool read_more_elements(Element&& element) {
        while (consume(',')) {
            if (!element()) return false;
        }
        return consume(']');
    }

  private:
    // Fewer than the gate of json_gate.hpp allows, also for an object that is walked in two parts.
    static constexpr int max_depth = 32;
    static constexpr int max_members = 2000;

    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    void skip_space() {
        if (p_ == end_ || static_cast<unsigned char>(*p_) > ' ') return;  // as nearly everywhere
        for (; p_ != end_ && (*p_ == ' ' || *p_ == '\n' || *p_ == '\t' || *p_ == '\r'); ++p_)
            crossed_lines_ = crossed_lines_ || *p_ == '\n' || *p_ == '\r';
    }

    bool consume(char c) {
        if (p_ != end_ && *p_ == c) {
            ++p_;
            return true;
        }
        if (p_ == end_ || *p_ > ' ') return false;
        skip_space();
        if (p_ == end_ || *p_ != c) return false;
        ++p_;
        return true;
    }

    bool literal(std::string_view word) {
        if (static_cast<std::size_t>(end_ - p_) < word.size() ||
            std::memcmp(p_, word.data(), word.size()) != 0) {
            return false;
        }
        p_ += word.size();
        return true;
    }

    /// After the opening quote.
    bool finish_string(RawJsonString& out) {
        const char* const begin = p_;
        const char* const stop = find_special(begin, end_);
        if (stop != end_ && *stop == '"') {
            out = {{begin, static_cast<std::size_t>(stop - begin)}, false};
            p_ = stop + 1;
            return true;
        }
        return finish_escaped_string(begin, stop, out);
    }

    /// The first quote, backslash or control character.
    static const char* find_special(const char* p, const char* end) {
        return find_byte(
            p, end,
            // Flipping bit 1 brings the quote (0x22) next to the control characters and keeps those together.
            [](std::uint64_t word) {
                return bytes_below(word ^ (every_byte * 0x02), 0x21) | bytes_equal(word, '\\');
            },
            [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
    }

    bool finish_escaped_string(const char* begin, const char* stop, RawJsonString& out);
    bool skip_escape();
    bool skip_value(int depth);
    bool skip_number();

    const char* begin_;
    const char* p_;
    const char* end_;
    bool crossed_lines_ = false;
};

}  // namespace moa::wire
