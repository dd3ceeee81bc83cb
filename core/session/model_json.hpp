// Models and probes as JSON: the parts that the kept book and the command line's output have in common.
#pragma once

#include "json_box.hpp"
#include "session/model_book.hpp"

namespace moa::session {

/// {"id", "name", "type", "chat", "active", "context_length", "max_completion_tokens", "expires",
/// "price_note", "price": {"input", "output"}}: "chat" only where it is known, "active" only as false, texts
/// and numbers only where there are any. Prices are US dollars per million tokens.
Json to_json(const wire::ListedModel& model);

/// {"kind", "status", "message", "provider_words"}: the last only where there are any.
Json to_json(const Error& error);

}  // namespace moa::session
