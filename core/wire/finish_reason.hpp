// Why an answer ended, in the words of many providers brought to a few.
#pragma once

#include <string>
#include <string_view>

namespace moa::wire {

/// "stop", "length", "content_filter", "tool_calls" or "error"; an unknown word stays as the provider wrote
/// it. Letter case and separators (MAX_TOKENS, max-tokens, maxTokens) make no difference.
std::string normalise_finish_reason(std::string_view provider_word);

/// Whether an answer with this finish reason is complete. Lists the complete ends, so an unknown word is not
/// one.
bool is_clean_end(std::string_view finish_reason);

}  // namespace moa::wire
