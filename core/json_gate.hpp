// The one gate that JSON from outside comes through: what a provider, a file or a page says may nest and grow
// only so far, since values are copied, compared and written by functions that call themselves for each
// level, and an object looks through all of its members for one.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "json_box.hpp"
#include "result.hpp"

namespace moa {

/// Levels of brackets. A recipe may have 64; run logs, setups and drafts hold it some levels deeper.
inline constexpr std::size_t max_json_nesting = 68;
/// Members of one object: far more than any provider's or recipe's has.
inline constexpr std::size_t max_json_members = 4096;
/// All values of a text: as many as a streamed event or a list of models can hold within its own bounds.
inline constexpr std::size_t max_json_values = std::size_t{2} * 1024 * 1024;

/// The value of `text`; nothing when it is not one complete JSON value within these bounds.
std::optional<Json> parse_json(std::string_view text);

/// parse_json with the reason where there is no value, which completes a sentence: "it goes wrong at line 3,
/// column 14.", "it nests deeper than 64 levels."
Result<JsonBox> read_json(std::string_view text, std::size_t max_nesting = max_json_nesting);

}  // namespace moa
