// A document as one web page that needs nothing else: its style is in it, it has no script, and its policy
// lets it load nothing.
#pragma once

#include <string>

#include "exports/document.hpp"

namespace moa::web_page {

/// HTML, dark or light as the reader's system is. The answers of a layer are unfolded by a press, and all of
/// them are printed.
std::string to_web_page(const exports::Document& document);

}  // namespace moa::web_page
