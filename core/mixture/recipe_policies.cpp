#include "mixture/recipe_policies.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "mixture/recipe_rules.hpp"

namespace moa::mixture {

namespace {

constexpr std::string_view wait_allowed =
    "\"all\", or an object with \"count\" and \"grace_ms\", \"deadline_ms\", or all three";

void read_int(JsonFields& fields, std::string_view name, int low, int high, std::optional<int>& out) {
    std::optional<std::int64_t> value;
    fields.integer(name, low, high, value);
    if (value) out = static_cast<int>(*value);
}

/// One of a few words; `allowed` lists them.
template <class T>
void read_word(JsonFields& fields, std::string_view name, std::optional<T> (*parse)(std::string_view),
               std::string_view allowed, std::optional<T>& out) {
    const Json* json = fields.take(name);
    if (json == nullptr) return;
    if (const auto* text = json->get_ptr<const std::string*>()) out = parse(*text);
    if (!out) fields.fail(field_error(fields.path_of(name), *json, allowed));
}

}  // namespace

void read_wait(JsonFields& owner, Wait& out) {
    const Json* json = owner.take("wait");
    if (json == nullptr || *json == "all") return;
    const std::string path = owner.path_of("wait");
    if (!json->is_object()) return owner.fail(field_error(path, *json, wait_allowed));
    JsonFields fields(*json, path, owner.error());
    read_int(fields, "count", 1, max_nodes_per_layer, out.count);
    fields.integer("grace_ms", 0, max_limit_ms, out.grace_ms);
    fields.integer("deadline_ms", 1, max_limit_ms, out.deadline_ms);
    out.unknown = fields.unknown();
    out.order = fields.order();
    if (out.grace_ms && !out.count)
        fields.fail(missing_error(path + ".count", "a number of answers to go with \"grace_ms\""));
    if (out.is_all()) fields.fail(field_error(path, *json, wait_allowed));
}

void read_early_exit(JsonFields& owner, std::optional<EarlyExit>& out) {
    const Json* json = owner.take("early_exit");
    if (json == nullptr) return;
    const std::string path = owner.path_of("early_exit");
    if (!json->is_object()) return owner.fail(field_error(path, *json, "an object with \"agreement\""));
    JsonFields fields(*json, path, owner.error());
    EarlyExit exit;
    std::optional<double> agreement;
    fields.number("agreement", 0, 1, agreement);
    if (agreement) {
        exit.agreement = *agreement;
    } else {
        fields.fail(missing_error(path + ".agreement", "a number from 0 to 1"));
    }
    std::optional<int> min_layers;
    read_int(fields, "min_layers", 1, max_layers, min_layers);
    if (min_layers) exit.min_layers = *min_layers;
    exit.unknown = fields.unknown();
    exit.order = fields.order();
    out = std::move(exit);
}

void read_reference_policies(JsonFields& fields, Parameters& out) {
    read_word(fields, "aggregation", &parse_aggregation, R"("synthesize", "rank" or "window")",
              out.aggregation);
    read_int(fields, "window", min_window, max_nodes_per_layer, out.window);
    read_word(fields, "references", &parse_reference_style, R"("list" or "fenced")", out.references);
    read_word(fields, "context_fit", &parse_context_fit,
              R"("fail", "window", "trim_longest" or "drop_lowest")", out.context_fit);
    read_int(fields, "context_tokens", 1, max_max_tokens, out.context_tokens);
}

Json wait_json(const Wait& wait) {
    if (wait.is_all()) return "all";
    Json out = Json::object();
    if (wait.count) out["count"] = *wait.count;
    if (wait.grace_ms) out["grace_ms"] = *wait.grace_ms;
    if (wait.deadline_ms) out["deadline_ms"] = *wait.deadline_ms;
    return arranged(out, *wait.unknown, wait.order);
}

Json early_exit_json(const EarlyExit& exit) {
    Json out = Json::object();
    out["agreement"] = number_json(exit.agreement);
    if (exit.min_layers != 1 || was_read(exit.order, "min_layers")) out["min_layers"] = exit.min_layers;
    return arranged(out, *exit.unknown, exit.order);
}

void put_reference_policies(Json& out, const Parameters& parameters) {
    if (parameters.aggregation) out["aggregation"] = to_string(*parameters.aggregation);
    if (parameters.window) out["window"] = *parameters.window;
    if (parameters.references) out["references"] = to_string(*parameters.references);
    if (parameters.context_fit) out["context_fit"] = to_string(*parameters.context_fit);
    if (parameters.context_tokens) out["context_tokens"] = *parameters.context_tokens;
}

bool was_read(const MemberOrder& order, std::string_view name) {
    return std::find(order.names.begin(), order.names.end(), name) != order.names.end();
}

Json number_json(double value) {
    if (std::floor(value) == value && std::abs(value) < 1e9) return static_cast<std::int64_t>(value);
    return value;
}

}  // namespace moa::mixture
