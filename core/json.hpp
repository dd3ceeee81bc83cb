// The one JSON type of the program. Ordered, so that a document is written back in the order it was read.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "json_box.hpp"
#include "json_gate.hpp"

namespace moa {

/// Compact JSON text. Invalid UTF-8 inside strings becomes U+FFFD, so writing never fails.
std::string dump_json(const Json& value);
/// Appends `text` as a JSON string literal, as dump_json would, without a whole copy of a long one.
void append_json_string(std::string& out, std::string_view text);

/// The member `key` of an object, or nullptr when `value` is no object or has no such member.
const Json* find(const Json& value, std::string_view key);

/// The string member `key`, or an empty view. Valid as long as `value` lives unchanged.
std::string_view find_string(const Json& value, std::string_view key);

}  // namespace moa
