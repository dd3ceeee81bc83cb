// A conversation of the history as a document for others.
#pragma once

#include "exports/document.hpp"
#include "result.hpp"
#include "session/history/history.hpp"

namespace moa::cli {

/// As the window's Share makes it. The error says why none of it can be read.
Result<exports::Document> document_of_kept(const session::KeptConversation& kept, exports::Scope scope);

}  // namespace moa::cli
