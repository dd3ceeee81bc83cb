#include "judging/exact_answer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "ascii.hpp"
#include "json.hpp"

namespace moa::judging {

namespace {

constexpr char last_letter = 'J';

bool is_word_sign(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// A number at the start of `text`, with commas between thousands and a sign; `size` is how long it is.
std::optional<double> number_at(std::string_view text, std::size_t& size) {
    std::string plain;
    std::size_t at = 0;
    if (text.starts_with('-')) plain += text[at++];
    const std::size_t first_digit = at;
    while (at < text.size()) {
        const bool groups = text[at] == ',' && at > first_digit && at + 3 < text.size() &&
                            is_digit(text[at + 1]) && is_digit(text[at + 2]) && is_digit(text[at + 3]) &&
                            (at + 4 == text.size() || !is_digit(text[at + 4]));
        const bool point = text[at] == '.' && plain.find('.') == std::string::npos && at + 1 < text.size() &&
                           is_digit(text[at + 1]);
        if (is_digit(text[at]) || point) {
            plain += text[at];
        } else if (!groups) {
            break;
        }
        ++at;
    }
    if (plain.empty() || !is_digit(plain.back())) return std::nullopt;
    size = at;
    return std::strtod(plain.c_str(), nullptr);
}

std::optional<double> whole_number(std::string_view text) {
    std::size_t size = 0;
    const auto value = number_at(trimmed(text), size);
    return value && size == trimmed(text).size() ? value : std::nullopt;
}

/// The first or the last number.
std::optional<double> number_in(std::string_view text, bool last) {
    std::optional<double> found;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = 0;
        const bool may_start = at == 0 || !is_word_sign(text[at - 1]);
        // "10-20" is no minus sign, and "x2" no number.
        const auto value = may_start || is_digit(text[at]) ? number_at(text.substr(at), size) : std::nullopt;
        if (!value) {
            ++at;
            continue;
        }
        if (may_start) found = value;
        if (found && !last) break;
        at += size;
    }
    return found;
}

std::optional<char> choice_in(std::string_view text, bool last) {
    std::optional<char> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] < 'A' || text[at] > last_letter) continue;
        if (at > 0 && is_word_sign(text[at - 1])) continue;
        if (at + 1 < text.size() && (is_word_sign(text[at + 1]) || text[at + 1] == '\'')) continue;
        found = text[at];
        if (!last) break;
    }
    return found;
}

/// What stands in the last \boxed{...}; nothing where there is none.
std::optional<std::string_view> boxed(std::string_view answer) {
    constexpr std::string_view mark = "\\boxed{";
    const auto start = answer.rfind(mark);
    if (start == std::string_view::npos) return std::nullopt;
    answer.remove_prefix(start + mark.size());
    return answer.substr(0, answer.find('}'));
}

template <class Value, class Search>
std::optional<Value> final_value(std::string_view answer, const Search& search) {
    if (const auto box = boxed(answer)) {
        if (const auto value = search(*box, false)) return value;
    }
    if (const auto at = lower_case(answer).rfind("answer"); at != std::string::npos) {
        if (const auto value = search(answer.substr(at), false)) return value;
    }
    return search(answer, true);
}

bool is_close(double a, double b) {
    constexpr double digits = 1e-6;
    return std::abs(a - b) <= digits * std::max({1.0, std::abs(a), std::abs(b)});
}

}  // namespace

std::optional<Expected> expected_of(const Json& value) {
    if (value.is_number()) return Expected{ExpectedKind::number, {}, value.get<double>()};
    if (!value.is_string()) return std::nullopt;
    const std::string text(trimmed(value.get_ref<const std::string&>()));
    if (text.empty()) return std::nullopt;
    if (const auto number = whole_number(text)) return Expected{ExpectedKind::number, {}, *number};
    if (text.size() == 1 && text.front() >= 'A' && text.front() <= last_letter)
        return Expected{ExpectedKind::choice, text, 0};
    if (text.size() > 2 && text.front() == '/' && text.back() == '/')
        return Expected{ExpectedKind::pattern, text.substr(1, text.size() - 2), 0};
    return Expected{ExpectedKind::text, text, 0};
}

bool is_right(const Expected& expected, std::string_view answer, const PatternSearch& search) {
    switch (expected.kind) {
        case ExpectedKind::number: {
            const auto number = final_number(answer);
            return number && is_close(*number, expected.number);
        }
        case ExpectedKind::choice:
            return final_choice(answer) == expected.text.front();
        case ExpectedKind::pattern:
            return search(expected.text, answer);
        case ExpectedKind::text:
            break;
    }
    return lower_case(answer).find(lower_case(expected.text)) != std::string::npos;
}

std::optional<double> final_number(std::string_view answer) {
    return final_value<double>(answer, number_in);
}

std::optional<char> final_choice(std::string_view answer) {
    return final_value<char>(answer, choice_in);
}

}  // namespace moa::judging
