// The fast way to the meaning of a streamed chunk: one pass over its text, without a document.
#pragma once

#include <string_view>

#include "wire/chat_delta.hpp"

namespace moa::wire {

/// Decodes `data` into `out` as decode_chat_document would, where the chunk is one of the plain, common
/// shapes. False, with `out` untouched, where it is anything else; that says nothing about whether it is
/// valid.
bool scan_chat_delta(std::string_view data, ChatDelta& out);

}  // namespace moa::wire
