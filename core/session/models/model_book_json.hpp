// The model book as text, for shells that keep it.
#pragma once

#include <string>
#include <string_view>

#include "session/models/model_book.hpp"

namespace moa::session {

inline constexpr std::string_view model_book_format = "moa-models/1";

/// The book as JSON text (format "moa-models/1"): {"format", "lists": [{"provider", "base_url", "at",
/// "models"}], "probes": [{"provider", "base_url", "model", "at", "verdict", "error"}]}, dates as utc_text
/// writes them.
std::string write_model_book(const ModelBook& book);

/// Reads what write_model_book wrote. Damaged parts are left out, one by one; of a text that is no such book
/// at all nothing is left. A book is a memory of what can be asked again, so no error is reported.
ModelBook read_model_book(std::string_view text);

}  // namespace moa::session
