#include "json.hpp"

namespace moa {

std::optional<Json> parse_json(std::string_view text) {
    Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (value.is_discarded()) return std::nullopt;
    return value;
}

std::string dump_json(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
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
