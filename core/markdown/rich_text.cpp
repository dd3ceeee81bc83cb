#include "markdown/rich_text.hpp"

#include <algorithm>

namespace moa::markdown {

bool is_web_link(std::string_view address) {
    const auto begins = [address](std::string_view scheme) {
        if (address.size() <= scheme.size()) return false;
        return std::equal(scheme.begin(), scheme.end(), address.begin(),
                          [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
    };
    if (!begins("https://") && !begins("http://")) return false;
    return std::none_of(address.begin(), address.end(),
                        [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

}  // namespace moa::markdown
