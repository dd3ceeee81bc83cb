// What numbers an option takes, and how that is told.
#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <limits>
#include <string>
#include <system_error>

namespace moa::cli {

/// The number that was typed, nothing else; NaN for what is none.
inline double typed_number(const std::string& typed) {
    double value = 0;
    const char* end = typed.data() + typed.size();
    const auto read = std::from_chars(typed.data(), end, value);
    return read.ec == std::errc() && read.ptr == end ? value : std::numeric_limits<double>::quiet_NaN();
}

/// Numbers from `least` to `most`.
inline CLI::Validator number_from(double least, double most) {
    return CLI::Validator(
        [least, most](std::string& typed) -> std::string {
            const double value = typed_number(typed);
            if (value >= least && value <= most) return {};
            char words[80];
            std::snprintf(words, sizeof words, "use a number from %.10g to %.10g.", least, most);
            return words;
        },
        std::string());
}

inline CLI::Validator positive_number() {
    return CLI::Validator(
        [](std::string& typed) -> std::string {
            return typed_number(typed) > 0 ? "" : "use a number above 0.";
        },
        std::string());
}

}  // namespace moa::cli
