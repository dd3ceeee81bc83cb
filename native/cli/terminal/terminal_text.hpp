// Text as a terminal may be trusted with it: without control characters, cut to a number of columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace moa::cli {

/// The code point at the front of `text`, which is shortened by it. Invalid bytes come out as U+FFFD, one by
/// one.
char32_t take_code_point(std::string_view& text);

/// Columns a code point takes: 0 for combining marks and joiners (`unicode::zero_width`), 2 for East Asian
/// wide characters and emoji (`unicode::double_width`), else 1.
int code_point_width(char32_t code_point);

/// Columns of a text without control characters.
int text_width(std::string_view text);

/// The text with every control character made visible or harmless, so that a model's output cannot steer the
/// terminal: C0 controls and DEL become their pictures (U+2400 block), C1 controls, bidirectional overrides
/// and invalid bytes U+FFFD. Line feeds and tabs stay; with `one_line` each run of white space becomes one
/// space.
std::string harmless(std::string_view text, bool one_line = false);

/// The same JSON, with what a terminal might obey, or what turns the direction of text, as escapes: DEL, C1
/// controls (VTE takes U+009B for ESC [), U+2028, U+2029 and the direction marks.
std::string escaped_json(std::string_view json);

/// The longest beginning that fits into `columns`, with an ellipsis when something was cut off.
std::string cut_to_width(std::string_view text, int columns);

/// The longest end that fits into `columns`, with an ellipsis in front when something was cut off.
std::string tail_to_width(std::string_view text, int columns);

/// The last `rows` lines of a text when wrapped at `columns`, words kept whole where they fit.
std::vector<std::string> last_wrapped_lines(std::string_view text, int columns, std::size_t rows);

}  // namespace moa::cli
