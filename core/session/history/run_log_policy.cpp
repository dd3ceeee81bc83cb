#include "session/history/run_log_policy.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "session/history/run_log_json.hpp"

namespace moa::session {
namespace {

using run::NodeId;

/// More parts than a layer has nodes are none of ours.
constexpr std::size_t most_parts = mixture::max_nodes_per_layer;

std::optional<NodeId> node_of(const Json& json, std::string_view key = "node") {
    return run::parse_node_id(find_string(json, key));
}

Json node_line(Millis t, std::string_view event, NodeId node) {
    Json json = line_of(t, event);
    json["node"] = to_string(node);
    return json;
}

std::vector<std::string> strings(const Json& json, std::string_view key) {
    std::vector<std::string> list;
    const Json* member = find(json, key);
    if (member == nullptr || !member->is_array()) return list;
    for (const Json& item : *member) {
        if (const auto* text = item.get_ptr<const std::string*>()) list.push_back(*text);
    }
    return list;
}

/// A number from 0 to 1.
double share(const Json& json, std::string_view key) {
    const Json* member = find(json, key);
    return member != nullptr && member->is_number() ? std::clamp(member->get<double>(), 0.0, 1.0) : 0;
}

struct Writer {
    Millis t;

    Json operator()(const run::NodeMarked& event) const {
        Json json = node_line(t, "node.marked", event.node);
        json["mark"] = run::to_string(event.mark);
        return json;
    }

    Json operator()(const run::CapReached& event) const {
        Json json = line_of(t, "run.capped");
        json["layer"] = event.layer;
        json["spent_usd"] = event.spent_usd;
        json["likely_usd"] = event.likely_usd;
        json["cap_usd"] = event.cap_usd;
        json["unpriced"] = event.unpriced;
        return json;
    }

    Json operator()(const run::NodeFitted& event) const {
        Json json = node_line(t, "node.fitted", event.node);
        if (!event.fit) return json;
        const mixture::FitPlan& fit = *event.fit;
        json["needed_tokens"] = fit.needed_tokens;
        json["available_tokens"] = fit.available_tokens;
        if (fit.window > 0) json["window"] = fit.window;
        if (fit.shortens()) {
            for (const auto& part : fit.keep)
                json["keep_tokens"].push_back(part ? Json(*part) : Json());
        }
        json["what"] = fit.sentence;
        return json;
    }

    Json operator()(const run::NodeCarried& event) const {
        Json json = node_line(t, "node.carried", event.node);
        json["finish"] = event.finish;
        if (event.usage) json["usage"] = usage_json(*event.usage);
        if (event.cost_usd) json["cost_usd"] = *event.cost_usd;
        if (event.cut_prompt) json["cut_prompt"] = *event.cut_prompt;
        return json;
    }

    Json operator()(const run::NodeChose& event) const {
        Json json = node_line(t, "node.chose", event.node);
        json["chosen"] = to_string(event.chosen);
        return json;
    }

    Json operator()(const run::NodeFlagged& event) const {
        Json json = node_line(t, "node.flagged", event.node);
        json["flags"] = Json::array();
        for (const mixture::ReferenceFlag& flag : event.flags) {
            json["flags"].push_back({{"kind", mixture::to_string(flag.kind)},
                                     {"begin", flag.begin},
                                     {"end", flag.end},
                                     {"reason", flag.reason}});
        }
        return json;
    }

    Json operator()(const run::LayersLeftOut& event) const {
        Json json = line_of(t, "run.left_out");
        json["after"] = event.after;
        json["agreement"] = event.agreement;
        json["wanted"] = event.wanted;
        json["calls"] = event.calls;
        json["tokens"] = event.tokens;
        json["cost_usd"] = event.cost_usd;
        json["unpriced"] = event.unpriced;
        return json;
    }

    template <class Other>
    std::optional<Json> operator()(const Other& /*event*/) const {
        return std::nullopt;
    }
};

run::CapReached read_cap(const Json& json) {
    run::CapReached cap;
    cap.layer = count(json, "layer");
    cap.spent_usd = usd(json, "spent_usd").value_or(0);
    cap.likely_usd = usd(json, "likely_usd").value_or(0);
    cap.cap_usd = usd(json, "cap_usd").value_or(0);
    cap.unpriced = strings(json, "unpriced");
    return cap;
}

run::LayersLeftOut read_left_out(const Json& json) {
    run::LayersLeftOut exit;
    exit.after = count(json, "after");
    exit.agreement = share(json, "agreement");
    exit.wanted = share(json, "wanted");
    exit.calls = count(json, "calls");
    exit.tokens = integer(json, "tokens", most_tokens).value_or(0);
    exit.cost_usd = usd(json, "cost_usd").value_or(0);
    exit.unpriced = strings(json, "unpriced");
    return exit;
}

std::optional<mixture::FitPlan> read_fit(const Json& json) {
    if (find(json, "what") == nullptr) return std::nullopt;
    mixture::FitPlan fit;
    fit.outcome = mixture::FitPlan::Outcome::changed;
    fit.needed_tokens = integer(json, "needed_tokens", most_tokens).value_or(0);
    fit.available_tokens = integer(json, "available_tokens", most_tokens).value_or(0);
    fit.window = count(json, "window");
    fit.sentence = find_string(json, "what");
    const Json* keep = find(json, "keep_tokens");
    if (keep == nullptr || !keep->is_array()) return fit;
    for (const Json& part : *keep) {
        if (fit.keep.size() == most_parts) break;
        auto& kept = fit.keep.emplace_back();
        if (part.is_number_unsigned())
            kept = std::min(part.get<std::uint64_t>(), static_cast<std::uint64_t>(most_tokens));
    }
    return fit;
}

std::vector<mixture::ReferenceFlag> read_flags(const Json& json) {
    std::vector<mixture::ReferenceFlag> flags;
    const Json* list = find(json, "flags");
    if (list == nullptr || !list->is_array()) return flags;
    for (const Json& item : *list) {
        const auto kind = mixture::parse_flag_kind(find_string(item, "kind"));
        if (!kind || flags.size() == mixture::max_flags) continue;
        mixture::ReferenceFlag flag;
        flag.kind = *kind;
        flag.begin = static_cast<std::size_t>(integer(item, "begin", most_tokens).value_or(0));
        flag.end = static_cast<std::size_t>(integer(item, "end", most_tokens).value_or(0));
        flag.reason = find_string(item, "reason");
        flags.push_back(std::move(flag));
    }
    return flags;
}

std::optional<run::RunEvent> read_node_event(std::string_view name, NodeId node, const Json& json) {
    if (name == "node.marked") {
        const auto mark = run::parse_mark(find_string(json, "mark"));
        if (!mark) return std::nullopt;
        return run::NodeMarked{node, *mark};
    }
    if (name == "node.fitted") return run::NodeFitted{node, read_fit(json)};
    if (name == "node.carried") {
        return run::NodeCarried{node, std::string(find_string(json, "finish")),
                                read_usage(find(json, "usage")), usd(json, "cost_usd"),
                                integer(json, "cut_prompt", most_tokens)};
    }
    if (name == "node.chose") {
        const auto chosen = node_of(json, "chosen");
        if (!chosen) return std::nullopt;
        return run::NodeChose{node, *chosen};
    }
    if (name == "node.flagged") return run::NodeFlagged{node, read_flags(json)};
    return std::nullopt;
}

}  // namespace

std::optional<Json> policy_event_json(Millis t, const run::RunEvent& event) {
    return std::visit([t](const auto& each) { return std::optional<Json>(Writer{t}(each)); }, event);
}

std::optional<run::RunEvent> read_policy_event(std::string_view name, const Json& json) {
    if (name == "run.capped") return read_cap(json);
    if (name == "run.left_out") return read_left_out(json);
    const auto node = node_of(json);
    return node ? read_node_event(name, *node, json) : std::nullopt;
}

}  // namespace moa::session
