// What was typed in the window and neither asked nor used yet, so that a crash does not take it: one file
// each in moa/drafts in the user's data folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "result.hpp"

namespace moa::native {

enum class Draft { question, recipe };

/// Empty where there is none.
std::string kept_draft(Draft draft);
/// An empty text removes it. Nothing happens on a machine without a data folder.
std::optional<Error> keep_draft(Draft draft, std::string_view text);

}  // namespace moa::native
