#include "session/history/run_log_json.hpp"

#include <algorithm>

namespace moa::session {

std::optional<std::int64_t> integer(const Json& json, std::string_view key, std::int64_t highest) {
    const Json* member = find(json, key);
    if (member == nullptr || !member->is_number_integer()) return std::nullopt;
    if (member->is_number_unsigned())
        return static_cast<std::int64_t>(
            std::min(member->get<std::uint64_t>(), static_cast<std::uint64_t>(highest)));
    return std::int64_t{0};  // the parser takes only negative numbers for signed ones
}

int count(const Json& json, std::string_view key) {
    return static_cast<int>(integer(json, key, highest_count).value_or(0));
}

std::optional<double> usd(const Json& json, std::string_view key) {
    const Json* member = find(json, key);
    if (member == nullptr || !member->is_number()) return std::nullopt;
    return std::clamp(member->get<double>(), 0.0, most_usd);
}

std::optional<wire::Usage> read_usage(const Json* json) {
    if (json == nullptr || !json->is_object()) return std::nullopt;
    wire::Usage usage;
    usage.prompt_tokens = integer(*json, "prompt_tokens", most_tokens).value_or(0);
    usage.completion_tokens = integer(*json, "completion_tokens", most_tokens).value_or(0);
    const Json* estimated = find(*json, "estimated");
    usage.estimated = estimated != nullptr && estimated->is_boolean() && estimated->get<bool>();
    return usage;
}

std::optional<std::vector<run::NodeId>> read_ids(const Json& json) {
    std::vector<run::NodeId> ids;
    if (!json.is_array()) return std::nullopt;
    for (const Json& item : json) {
        const auto* text = item.get_ptr<const std::string*>();
        const auto id = text == nullptr ? std::nullopt : run::parse_node_id(*text);
        if (!id) return std::nullopt;
        ids.push_back(*id);
    }
    return ids;
}

Json line_of(Millis t, std::string_view event) {
    return Json{{"t", t}, {"event", event}};
}

Json usage_json(const wire::Usage& usage) {
    return Json{{"prompt_tokens", usage.prompt_tokens},
                {"completion_tokens", usage.completion_tokens},
                {"estimated", usage.estimated}};
}

Json ids_json(const std::vector<run::NodeId>& ids) {
    Json json = Json::array();
    for (const run::NodeId id : ids)
        json.push_back(to_string(id));
    return json;
}

}  // namespace moa::session
