// The fast way to the meaning of a streamed chunk: one pass over its text, without a document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wire/chat_delta.hpp"

namespace moa::wire {

/// For the events of one stream, which begin alike: what all have in common before the first member that says
/// something is compared with the event before, and read only where it is another.
class DeltaScanner {
  public:
    /// Decodes `data` into `out` as decode_chat_document would, where the chunk is one of the plain, common
    /// shapes. False, with `out` untouched, where it is anything else; that says nothing about whether it is
    /// valid.
    bool scan(std::string_view data, ChatDelta& out);

    /// The same for data that `bytes` begin with, where nothing says yet how long it is: one line, ended by
    /// two line feeds. Its length without them; 0 where scan would have said false, or it does not end so.
    std::size_t scan_ahead(std::string_view bytes, ChatDelta& out);

  private:
    std::string opening_;      // of the latest event with one that is short enough
    int opening_choice_ = -1;  // the index of the choice that it begins
};

/// One event alone.
bool scan_chat_delta(std::string_view data, ChatDelta& out);

}  // namespace moa::wire
