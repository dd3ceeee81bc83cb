// The fast way to the meaning of a streamed chunk: one pass over its text, without a document.
#pragma once

#include <cstddef>
#include <string_view>

#include "wire/chat_delta.hpp"

namespace moa::wire {

/// Decodes `data` into `out` as decode_chat_document would, where the chunk is one of the plain, common
/// shapes. False, with `out` untouched, where it is anything else; that says nothing about whether it is
/// valid.
bool scan_chat_delta(std::string_view data, ChatDelta& out);

/// The same for data that `bytes` begin with, where nothing says yet how long it is: one line, ended by two
/// line feeds. Its length without them; 0 where scan_chat_delta would have said false, or it does not end so.
std::size_t scan_chat_delta_ahead(std::string_view bytes, ChatDelta& out);

}  // namespace moa::wire
