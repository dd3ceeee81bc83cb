#include "simulate/tokens.hpp"

#include <algorithm>

#include "ascii.hpp"

namespace moa::simulate {

namespace {

enum class Kind { space, letter, digit, sign, accented, wide };

Kind kind_of(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xE0) return Kind::wide;
    if (byte >= 0x80) return Kind::accented;
    if (is_white_space(c)) return Kind::space;
    if (is_letter(c)) return Kind::letter;
    return is_digit(c) ? Kind::digit : Kind::sign;
}

/// The most characters of one kind in a token, about as byte-pair vocabularies have it.
std::size_t longest(Kind kind) {
    switch (kind) {
        case Kind::space:
            return 8;
        case Kind::letter:
            return 7;
        case Kind::digit:
        case Kind::sign:
        case Kind::accented:
            return 3;
        case Kind::wide:
            return 1;
    }
    return 1;
}

/// Bytes of the UTF-8 sequence at `at`; 1 for a stray byte.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && end < at + 4 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        ++end;
    return kind_of(text[at]) == Kind::wide || kind_of(text[at]) == Kind::accented ? end - at : 1;
}

/// Where the run of one kind that begins at `at` ends, at most as long as a token.
std::size_t run_end(std::string_view text, std::size_t at) {
    const Kind kind = kind_of(text[at]);
    std::size_t characters = 0;
    while (at < text.size() && characters < longest(kind) && kind_of(text[at]) == kind) {
        at += sequence_length(text, at);
        ++characters;
    }
    return at;
}

std::size_t token_end(std::string_view text, std::size_t at) {
    const std::size_t end = run_end(text, at);
    const bool one_space = end == at + 1 && text[at] == ' ';
    // The space before a word belongs to it.
    return one_space && end < text.size() ? run_end(text, end) : end;
}

}  // namespace

std::vector<std::string_view> split_tokens(std::string_view text) {
    std::vector<std::string_view> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = token_end(text, at);
        tokens.push_back(text.substr(at, end - at));
        at = end;
    }
    return tokens;
}

std::size_t count_tokens(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at = token_end(text, at))
        ++count;
    return count;
}

}  // namespace moa::simulate
