// UTF-8 as bytes arrive: where a text may be cut, and what to do with bytes that are none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace moa::wire {

/// Length of the longest prefix of `text` that does not end inside a UTF-8 sequence.
std::size_t complete_utf8_prefix(std::string_view text);

/// Whether all of `text` is valid UTF-8 (no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view text);

/// The three bytes that UTF-8 would have for the code unit `unit` from 0xD800 to 0xDFFF, half of a pair. They
/// are no valid UTF-8.
std::string half_surrogate(int unit);

/// Two such halves that stand together become the character they make, any other the bytes of U+FFFD. A first
/// half at the very end stays where `may_continue` is set: the second one may follow.
/// Answers whether it stays.
bool join_surrogates(std::string& text, bool may_continue);

/// Appends `bytes` to `out`, each maximal invalid part replaced by U+FFFD (as the WHATWG Encoding Standard
/// decodes).
void append_valid_utf8(std::string_view bytes, std::string& out);

}  // namespace moa::wire
