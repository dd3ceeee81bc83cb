// Completion of the command line by shells.
#pragma once

#include <string>
#include <string_view>

#include "native/cli/help/description.hpp"

namespace moa::cli {

/// What a value can be completed to: the words that `moa complete KIND` prints, files, or nothing.
struct ValueKind {
    std::string_view
        words;  ///< "recipes", "conversations", "providers", "shells", "commands"; empty for none
    bool files = false;
};
/// `value` as the help names it: "NAME|FILE".
ValueKind value_kind(std::string_view value);

/// The same as words: "recipes files"; empty for nothing.
std::string proposed_words(std::string_view value);
/// Cases of bash and zsh alike, for every option that takes a value: "'moa run --recipe') echo ... ;;", where
/// "-" stands for nothing to propose.
std::string value_cases(const CommandText& command);

std::string bash_completion(const CommandText& moa);
std::string zsh_completion(const CommandText& moa);
std::string fish_completion(const CommandText& moa);

}  // namespace moa::cli
