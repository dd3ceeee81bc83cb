// Why an answer ended, in the words of many providers brought to a few.
#pragma once

#include <string>
#include <string_view>

namespace moa::wire {

/// "stop", "length", "content_filter", "tool_calls" or "error"; a word nobody knows stays as the provider
/// wrote it. Letter case and what joins the words (MAX_TOKENS, max-tokens, maxTokens) make no difference.
std::string normalise_finish_reason(std::string_view provider_word);

/// Whether an answer that ended so is whole. A list of the good reasons, not of the bad: of a word nobody
/// knows it cannot be said.
bool is_clean_end(std::string_view finish_reason);

}  // namespace moa::wire
