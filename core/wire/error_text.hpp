// The words of a server made fit to show: plain text, short, without anything that looks like a key.
#pragma once

#include <string>
#include <string_view>

namespace moa::wire {

/// Longest message kept of a provider's words, in bytes.
inline constexpr std::size_t max_error_text_bytes = 300;

/// `words` as one line of valid UTF-8 of at most about max_error_text_bytes: markup and control characters
/// removed, white space joined, keys and tokens replaced by "[key]".
std::string clean_error_text(std::string_view words);

/// Whether `body` is markup: a web page, or XML.
bool is_html(std::string_view body);

/// Whether it is markup made for browsers.
bool is_web_page(std::string_view body);

/// What a web page says: its title, or else its text; of XML the element "message". Cleaned as above.
std::string html_text(std::string_view body);

/// `text` with everything that looks like an API key or access token replaced by "[key]".
std::string redact_keys(std::string_view text);

/// `text` with every run of white space and control characters as one space, none at the ends.
std::string one_line(std::string_view text);

}  // namespace moa::wire
