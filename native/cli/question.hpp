// The question of moa run: what is typed, piped in and attached, as one text.
#pragma once

#include <string>
#include <vector>

#include "result.hpp"

namespace moa::cli {

struct TypedQuestion {
    std::vector<std::string> words;  ///< "-" stands for standard input
    std::vector<std::string> files;  ///< paths
};

/// The words, with what is piped in behind them, or in the place of "-", and then the files. What was done to
/// a text, or that nothing was piped in, is said on standard error.
Result<std::string> read_question(const TypedQuestion& typed);

}  // namespace moa::cli
