// HTML's character references, as far as they turn up in answers.
#pragma once

#include <string>
#include <string_view>

namespace moa::markdown {

/// Appends what "&amp;", "&#8364;" or "&#x20AC;" stands for; an unknown one as it is.
void append_entity(std::string& text, std::string_view entity);

}  // namespace moa::markdown
