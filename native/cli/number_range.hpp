// What numbers an option takes, and how that is told.
#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <string>
#include <system_error>

namespace moa::cli {

/// Numbers from `least` to `most`.
inline CLI::Validator number_from(double least, double most) {
    return CLI::Validator(
        [least, most](std::string& typed) -> std::string {
            double value = 0;
            const char* end = typed.data() + typed.size();
            const auto read = std::from_chars(typed.data(), end, value);
            if (read.ec == std::errc() && read.ptr == end && value >= least && value <= most) return {};
            char words[80];
            std::snprintf(words, sizeof words, "use a number from %.10g to %.10g.", least, most);
            return words;
        },
        std::string());
}

}  // namespace moa::cli
