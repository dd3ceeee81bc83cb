// Pieces of a report's page.
#pragma once

#include <string>
#include <string_view>

namespace moa::proof::html {

/// `tag` may have attributes: "td class=\"name\"". `inner` is HTML.
inline std::string element(std::string_view tag, const std::string& inner) {
    const std::string name(tag.substr(0, tag.find(' ')));
    return "<" + std::string(tag) + ">" + inner + "</" + name + ">";
}

/// A part that opens when its summary is pressed. Both are HTML.
inline std::string opening(std::string_view mark, const std::string& summary, const std::string& inner) {
    return "<details><summary class=\"" + std::string(mark) + "\">" + summary + "</summary>" + inner +
           "</details>\n";
}

}  // namespace moa::proof::html
