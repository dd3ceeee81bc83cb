#include "session/key_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "ascii.hpp"
#include "code_point.hpp"
#include "unicode/unseen.hpp"
#include "wire/error_text.hpp"
#include "wire/utf8.hpp"

namespace moa::session {
namespace {

/// Without what nobody sees, which comes along from web pages, chats and word processors; every kind of space
/// beyond ASCII is a plain one.
std::string seen_text(std::string_view text) {
    std::string valid;
    wire::append_valid_utf8(text, valid);
    std::string seen;
    for (std::string_view rest = valid; !rest.empty();) {
        const auto [c, size] = first_code_point(rest);
        if (c >= 0x80 && unicode::is_white_space(c)) {
            seen.push_back(' ');
        } else if (!unicode::is_default_ignorable(c)) {
            seen.append(rest.substr(0, size));
        }
        rest.remove_prefix(size);
    }
    return seen;
}

std::string_view without_quotes(std::string_view text) {
    constexpr std::array<std::string_view, 11> quotes = {
        "\"", "'", "`", "\u201C", "\u201D", "\u2018", "\u2019", "\u201E", "\u201A", "\u00AB", "\u00BB"};
    for (const std::string_view quote : quotes) {
        if (text.starts_with(quote)) text.remove_prefix(quote.size());
        if (text.ends_with(quote)) text.remove_suffix(quote.size());
    }
    return text;
}

/// Behind "Bearer ", "Authorization: " and the like.
std::string_view without_scheme(std::string_view text) {
    for (const std::string_view word : {"authorization:", "authorization=", "x-api-key:", "bearer"}) {
        if (lower_case(text.substr(0, word.size())) != word) continue;
        const std::string_view rest = text.substr(word.size());
        const bool is_word = word != "bearer" || rest.empty() || rest.front() == ' ' ||
                             rest.front() == '\t' || rest.front() == ':';
        if (!is_word) continue;
        return rest.substr(std::min(rest.find_first_not_of(" \t:"), rest.size()));
    }
    return text;
}

/// Behind "export OPENAI_API_KEY=", "api_key: " and the like: a name that speaks of a key, so that no key
/// with a sign of its own loses its front.
std::string_view without_name(std::string_view text) {
    std::string_view rest = text;
    for (const std::string_view word : {"export ", "set ", "setx ", "env ", "$env:", "let ", "const "}) {
        if (lower_case(rest.substr(0, word.size())) != word) continue;
        rest = trimmed(rest.substr(word.size()));
        break;
    }
    rest = without_quotes(rest);
    const std::size_t length =
        rest.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    if (length == 0 || length == std::string_view::npos) return text;
    const std::string name = lower_case(rest.substr(0, length));
    const bool speaks_of_key = name.ends_with("key") || name.ends_with("token") || name.ends_with("secret");
    std::string_view value = trimmed(without_quotes(rest.substr(length)));
    if (!speaks_of_key || value.empty() || (value.front() != '=' && value.front() != ':')) return text;
    value = trimmed(value.substr(1));
    return value.empty() || value.front() == '=' ? text : value;
}

std::string_view without_rest(std::string_view text) {
    if (const std::size_t comment = text.find(" #"); comment != std::string_view::npos)
        text = trimmed(text.substr(0, comment));
    while (!text.empty() && (text.back() == ',' || text.back() == ';'))
        text.remove_suffix(1);
    return trimmed(text);
}

/// "U+2013".
std::string code_point_name(char32_t c) {
    std::array<char, 12> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(c));
    return text.data();
}

/// What stands where a key should be, in the words of who keeps keys elsewhere.
std::string stand_in_fault(std::string_view key) {
    if (key.starts_with("op://")) return "it is a 1Password reference; start the program with op run";
    if (key.starts_with("$") || (key.starts_with("%") && key.ends_with("%")))
        return "it is a variable's name, not its value";
    if (key.starts_with("<") || lower_case(key).find("your-api-key") != std::string::npos ||
        lower_case(key).find("your_api_key") != std::string::npos)
        return "it is a placeholder from an example";
    if (key.starts_with("http://") || key.starts_with("https://")) return "it is a URL";
    return {};
}

std::string fault_of(std::string_view key) {
    if (std::string fault = stand_in_fault(key); !fault.empty()) return fault;
    for (std::string_view rest = key; !rest.empty();) {
        const auto [c, size] = first_code_point(rest);
        if (c == '\n' || c == '\r') return "it contains a line break";
        if (c == ' ' || c == '\t') return "it contains a space";
        if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return "it contains a control character";
        if (c == 0x2026) return "it is shortened with \"\u2026\"";
        if (c >= 0x80)
            return "it contains a character that is not valid in a key (" + code_point_name(c) + ")";
        rest.remove_prefix(size);
    }
    return {};
}

}  // namespace

PastedKey read_pasted_key(std::string_view text) {
    const std::string seen = seen_text(text);
    std::string_view key = trimmed(seen);
    for (std::string_view before; before != key;) {
        before = key;
        key = trimmed(without_rest(key));
        key = trimmed(without_name(key));
        key = trimmed(without_quotes(key));
        key = trimmed(without_scheme(key));
    }
    PastedKey read;
    read.fault = fault_of(key);
    if (read.fault.empty()) read.key = key;
    return read;
}

void wipe(std::string& key) {
    // Through a volatile pointer: what is freed next need not be written otherwise.
    volatile char* place = key.data();
    for (std::size_t i = 0; i < key.size(); ++i)
        place[i] = '\0';
    key.clear();
}

}  // namespace moa::session
