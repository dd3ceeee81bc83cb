// The full way to the meaning of a chunk: its JSON parsed into a document. It decides wherever the fast
// scanner declines.
#pragma once

#include <string_view>

#include "json.hpp"
#include "wire/chat_delta.hpp"

namespace moa::wire {

/// Decodes the JSON text `data` into `out`. False, with `out` untouched, when it is not one complete JSON
/// value. Strings may hold invalid UTF-8 (servers cut characters between two chunks); such bytes are passed
/// on as they are, and a half of a surrogate pair as the three bytes that UTF-8 would have for it.
bool decode_chat_document(std::string_view data, ChatDelta& out);

/// {"done":true} and nothing that a chunk has: an end in other words than [DONE].
bool is_end_object(const Json& value);

/// Parses `data` as above; invalid bytes inside strings become U+FFFD.
std::optional<Json> parse_lenient_json(std::string_view data);

}  // namespace moa::wire
