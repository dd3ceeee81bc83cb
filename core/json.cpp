#include "json.hpp"

#include <algorithm>

namespace moa {

std::string dump_json(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append_json_string(std::string& out, std::string_view text) {
    constexpr std::size_t slice = 4096;
    out += '"';
    while (!text.empty()) {
        std::size_t length = std::min(slice, text.size());
        // Not in the middle of a character: its bytes would be taken for broken ones.
        while (length < text.size() && length > slice - 4 && (text[length] & 0xC0) == 0x80)
            --length;
        const std::string quoted = dump_json(Json(text.substr(0, length)));
        out.append(quoted, 1, quoted.size() - 2);
        text.remove_prefix(length);
    }
    out += '"';
}

const Json* find(const Json& value, std::string_view key) {
    if (!value.is_object()) return nullptr;
    const auto it = value.find(std::string(key));
    return it == value.end() ? nullptr : &*it;
}

std::string_view find_string(const Json& value, std::string_view key) {
    const Json* member = find(value, key);
    if (member == nullptr || !member->is_string()) return {};
    return *member->get_ptr<const std::string*>();
}

}  // namespace moa
