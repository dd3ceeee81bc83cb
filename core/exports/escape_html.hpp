// Text in HTML.
#pragma once

#include <string>
#include <string_view>

namespace moa::exports {

/// Text in HTML, also within an attribute's quotation marks. What XML has no sign for is left out.
std::string escape_html(std::string_view text);

}  // namespace moa::exports
