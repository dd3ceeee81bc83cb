// Answers that can be checked without a judge.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "json_box.hpp"

namespace moa::judging {

enum class ExpectedKind {
    number,   ///< compared as a number, to six digits
    choice,   ///< a letter from A to J
    pattern,  ///< a regular expression that the answer must contain a match of
    text,     ///< words that the answer must contain, whatever their case
};

struct Expected {
    ExpectedKind kind = ExpectedKind::text;
    std::string text;  ///< the letter, the pattern or the words
    double number = 0;

    bool operator==(const Expected&) const = default;
};

/// What a field of a questions file expects: a JSON number or a string of one, "C", "/pattern/", or words.
/// Nothing for an empty string and for other values.
std::optional<Expected> expected_of(const Json& value);

/// Finds a regular expression in a text. Supplied by the shell.
using PatternSearch = std::function<bool(const std::string& pattern, std::string_view text)>;

/// Whether the answer is right. Of a number or a letter, the final one counts: that in the last \boxed{...},
/// else the first behind the last "answer", else the last of all (as MMLU-Pro and GSM8K are graded).
bool is_right(const Expected& expected, std::string_view answer, const PatternSearch& search);

/// The final number or letter of an answer, by the same rule; for votes among answers.
std::optional<double> final_number(std::string_view answer);
std::optional<char> final_choice(std::string_view answer);

}  // namespace moa::judging
