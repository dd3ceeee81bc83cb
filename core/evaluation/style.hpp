// What Arena-Hard's style control counts in an answer.
#pragma once

#include <string_view>

#include "json_box.hpp"

namespace moa::evaluation {

/// The member "metadata" of an Arena-Hard answer: token_len, header_count {h1 … h6}, list_count {ordered,
/// unordered}, bold_count {**, __}. The marks are counted exactly as the tool's add_markdown_info.py does
/// (Python's `re` with Unicode, after remove_pattern). token_len is wire::estimate_tokens in place of
/// tiktoken's gpt-4o encoding, whose table of 200,000 tokens is not in this program.
JsonBox style_metadata(std::string_view answer);

}  // namespace moa::evaluation
