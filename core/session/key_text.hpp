// API keys as people paste them: what belongs to the key, and why something cannot be one. The one home of
// the rule, for what is typed, piped, kept and set in the environment.
#pragma once

#include <string>
#include <string_view>

namespace moa::session {

/// A pasted text as a key, or why it cannot be one.
struct PastedKey {
    std::string key;    ///< visible ASCII; empty where nothing was left of the text, or there is a fault
    std::string fault;  ///< "it has a space in it", with what to do where that is not plain; never the text
};

/// Takes off what comes along with a key: white space, also of the kinds that are not ASCII, invisible
/// characters (byte order mark, zero width), quotes, "Bearer", "Authorization:", the name in front of a value
/// ("export OPENAI_API_KEY=", "api_key:"), a comma or semicolon behind it, and a comment after " #".
PastedKey read_pasted_key(std::string_view text);

/// Overwrites and empties a key that is no longer needed.
void wipe(std::string& key);

}  // namespace moa::session
