// A document as Markdown.
#pragma once

#include <string>

#include "exports/document.hpp"

namespace moa::exports {

/// Its own headings are of the levels 1 to 4. What models wrote is left as it is; only a block of code that
/// one of them left open is closed, so that it does not swallow what follows.
std::string to_markdown(const Document& document);

}  // namespace moa::exports
