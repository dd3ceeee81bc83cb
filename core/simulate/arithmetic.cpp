#include "simulate/arithmetic.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "ascii.hpp"

namespace moa::simulate {

namespace {

constexpr std::size_t longest_number = 12;  ///< digits; products of two whole ones of 9 fit 64 bits

struct Word {
    std::string_view spelling;
    char operation;
    bool needs_spaces;  ///< also means other things: ranges, dates, names
};

constexpr std::array<Word, 13> words = {{{"*", '*', false},
                                         {"×", '*', false},
                                         {"÷", '/', false},
                                         {"+", '+', false},
                                         {"-", '-', true},
                                         {"−", '-', true},
                                         {"/", '/', true},
                                         {"x", '*', true},
                                         {"times", '*', true},
                                         {"multiplied by", '*', true},
                                         {"divided by", '/', true},
                                         {"plus", '+', true},
                                         {"minus", '-', true}}};

std::size_t skip_spaces(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] == ' ')
        ++at;
    return at;
}

/// End of the number (digits, at most one point between digits) that begins at `at`; `at` when there is none.
std::size_t number_end(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    if (end > at && end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) {
        ++end;
        while (end < text.size() && is_digit(text[end]))
            ++end;
    }
    return end;
}

/// The operator after the spaces at `at`: its letter and where it ends, spaces included. 0 when there is
/// none.
char operator_at(std::string_view text, std::size_t at, std::size_t& end) {
    const std::size_t start = skip_spaces(text, at);
    for (const Word& word : words) {
        if (text.substr(start, word.spelling.size()) != word.spelling) continue;
        end = skip_spaces(text, start + word.spelling.size());
        const bool spaced = start > at && end > start + word.spelling.size();
        if (spaced || !word.needs_spaces) return word.operation;
    }
    return 0;
}

bool is_whole(std::string_view number) {
    return number.find('.') == std::string_view::npos && number.size() <= 9;
}

std::string printed(double number) {
    std::array<char, 40> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), "%.10g", number);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

/// 17 × 23 by tens and units; nothing where one of them is a single digit.
std::string long_multiplication(std::int64_t left, std::int64_t right) {
    const std::int64_t units = right % 10;
    const std::int64_t tens = right - units;
    if (left < 10 || tens == 0 || units == 0) return {};
    const std::string a = std::to_string(left);
    return a + " × " + std::to_string(tens) + " + " + a + " × " + std::to_string(units) + " = " +
           std::to_string(left * tens) + " + " + std::to_string(left * units);
}

void compute_whole(char operation, std::int64_t left, std::int64_t right, Sum& sum) {
    switch (operation) {
        case '+':
            sum.result = std::to_string(left + right);
            break;
        case '-':
            sum.result = std::to_string(left - right);
            break;
        case '*':
            sum.result = std::to_string(left * right);
            sum.way = long_multiplication(left, right);
            break;
        default:
            sum.result = left % right == 0 ? std::to_string(left / right)
                                           : printed(static_cast<double>(left) / static_cast<double>(right));
    }
}

void compute(char operation, Sum& sum) {
    const double left = std::strtod(sum.left.c_str(), nullptr);
    const double right = std::strtod(sum.right.c_str(), nullptr);
    if (operation == '/' && right == 0) return;
    if (is_whole(sum.left) && is_whole(sum.right)) {
        return compute_whole(operation, std::llround(left), std::llround(right), sum);
    }
    switch (operation) {
        case '+':
            sum.result = printed(left + right);
            break;
        case '-':
            sum.result = printed(left - right);
            break;
        case '*':
            sum.result = printed(left * right);
            break;
        default:
            sum.result = printed(left / right);
    }
}

std::string sign_of(char operation) {
    switch (operation) {
        case '*':
            return "×";
        case '/':
            return "÷";
        case '-':
            return "−";
        default:
            return "+";
    }
}

/// Whether the number that begins at `at` hangs on something before it: "v17", "3.17", "-17", "10:17".
bool hangs_on(std::string_view text, std::size_t at) {
    if (at == 0) return false;
    const char before = text[at - 1];
    return before != ' ' && before != '(' && before != '\n' && before != '"';
}

}  // namespace

std::optional<Sum> find_sum(std::string_view question) {
    for (std::size_t at = 0; at < question.size(); ++at) {
        if (!is_digit(question[at]) || hangs_on(question, at)) continue;
        const std::size_t left_end = number_end(question, at);
        std::size_t right_start = 0;
        const char operation = operator_at(question, left_end, right_start);
        if (operation == 0) {
            at = left_end;
            continue;
        }
        const std::size_t right_end = number_end(question, right_start);
        std::size_t ignored = 0;
        const bool longer = operator_at(question, right_end, ignored) != 0;
        const bool fits = right_end > right_start && left_end - at <= longest_number &&
                          right_end - right_start <= longest_number;
        if (!fits || longer) return std::nullopt;
        Sum sum;
        sum.left = question.substr(at, left_end - at);
        sum.right = question.substr(right_start, right_end - right_start);
        sum.sign = sign_of(operation);
        compute(operation, sum);
        return sum;
    }
    return std::nullopt;
}

}  // namespace moa::simulate
