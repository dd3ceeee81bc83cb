// What is known of a model in words and figures, the same in the terminal, on the page and in the window.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "session/models/model_book.hpp"

namespace moa::session {

/// Adds a part to "one, two".
void add_to_list(std::string& list, std::string_view item);

/// "$0.15 in, $0.60 out", "free", "unpriced", "dedicated only", ... Prices are for a million tokens.
std::string price_text(const std::optional<wire::Price>& price, wire::PriceNote note);

/// How long ago that was: "just now", "5 minutes ago", "3 hours ago"; "on 2026-11-24" for another day, and
/// where it is not known what time it is.
std::string when_text(UtcSeconds then, UtcSeconds now);

/// What a chooser of models has to know besides context and price: "cannot chat (embedding), inactive, until
/// 2026-12-31"; empty for most.
std::string notes_text(const wire::ListedModel& model);

/// What to do about an error of a list or a probe: the error's hint, but none that speaks of a recipe's
/// limits.
std::string model_hint(const Error& error);
/// What failed and what to do, in a line.
std::string model_error_text(const Error& error);

/// Why a model is not plainly callable and what to do, in two sentences; empty for `callable`.
std::string reason_text(const ProbeResult& result);

}  // namespace moa::session
