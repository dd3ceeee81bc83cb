// Models and their errors as JSON: what the kept book and the command line's output have in common.
#pragma once

#include <optional>
#include <string_view>

#include "error.hpp"
#include "json_box.hpp"
#include "wire/model_list.hpp"

namespace moa::session {

/// {"id", "name", "type", "chat", "active", "context_length", "max_completion_tokens", "expires",
/// "price_note", "price": {"input", "output"}}: "chat" only where it is known, "active" only as false, texts
/// and numbers only where there are any. Prices are US dollars per million tokens.
Json to_json(const wire::ListedModel& model);
/// Nothing where it has no id. Damaged members are left out.
std::optional<wire::ListedModel> read_model(const Json& json);

/// {"kind", "status", "message", "provider_words"}: the last only where there are any.
Json to_json(const Error& error);
Error read_error(const Json& json);

/// As the note stands in files: "priced", "dedicated_only".
std::string_view price_note_name(wire::PriceNote note);

}  // namespace moa::session
