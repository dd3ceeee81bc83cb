#include "exports/escape_html.hpp"

namespace moa::exports {

std::string escape_html(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    for (const char c : text) {
        if (c == '&') {
            made += "&amp;";
        } else if (c == '<') {
            made += "&lt;";
        } else if (c == '>') {
            made += "&gt;";
        } else if (c == '"') {
            made += "&quot;";
        } else if (static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t') {
            made += c;
        }
    }
    return made;
}

}  // namespace moa::exports
