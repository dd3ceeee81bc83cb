// The other side of the Aggregate-and-Synthesize prompt: finding the references in a system message again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace moa::simulate {

/// The items of the numbered list ("\n1. ...") that the Aggregate-and-Synthesize prompt, or another prompt
/// that speaks of responses, ends with. Empty when there is none. They view into `system`.
std::vector<std::string_view> find_references(std::string_view system);

/// The sentence of `answer` that commits itself most, as plain text of at most some 180 bytes: one with a
/// condition, a figure or emphasis before one without, an earlier before a later one. Headings, tables, code,
/// quotes, questions and lead-ins are passed over. Empty when nothing is left.
std::string key_point(std::string_view answer);

}  // namespace moa::simulate
