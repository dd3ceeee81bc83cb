#include "native/cli/recipe_overrides.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>

#include "json.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_write.hpp"

namespace moa::cli {
namespace {

using mixture::Recipe;

std::optional<Error> apply_limit(mixture::Limits& limits, const std::string& setting) {
    const auto read = read_setting(setting);
    if (read && read->second >= 0 && read->second <= 86'400) {
        const auto& [name, value] = *read;
        const auto ms = static_cast<Millis>(value * 1000);
        if (name == "retries") return limits.retries = static_cast<int>(value), std::nullopt;
        if (name == "connect") return limits.connect_ms = ms, std::nullopt;
        if (name == "first-token") return limits.first_token_ms = ms, std::nullopt;
        if (name == "idle") return limits.idle_ms = ms, std::nullopt;
        if (name == "total") return limits.total_ms = ms, std::nullopt;
    }
    return usage_error(
        "--limit " + setting +
        " is not valid: use connect, first-token, idle or total with seconds, or retries with a number, for "
        "example --limit first-token=300.");
}

int called_nodes(const mixture::Layer& layer) {
    int nodes = 0;
    for (const mixture::Agent& agent : layer.agents)
        nodes += agent.muted ? 0 : agent.repeat;
    return nodes;
}

/// --wait and --deadline, for every layer but the last.
std::optional<Error> apply_wait(Recipe& recipe, const RunOptions& options) {
    if (options.wait.empty() && options.deadline.empty()) return std::nullopt;
    if (recipe.layers.size() < 2) {
        return usage_error("--wait and --deadline need a proposer layer; this recipe has none.");
    }
    const auto deadline = mixture::parse_duration(options.deadline);
    if (!options.deadline.empty() && !deadline) {
        return usage_error("--deadline " + options.deadline +
                           " is not valid: use a time of at most one day, for example 20s or 1.5m.");
    }
    const Result<mixture::TypedWait> typed = mixture::parse_wait(options.wait.empty() ? "all" : options.wait);
    if (!typed) return usage_error("--wait: " + typed.error().message);
    for (std::size_t i = 0; i + 1 < recipe.layers.size(); ++i) {
        mixture::Layer& layer = recipe.layers[i];
        const int nodes = called_nodes(layer);
        if (typed.value().of && *typed.value().of != nodes) {
            return usage_error("--wait " + options.wait + " expects layers of " +
                               std::to_string(*typed.value().of) + " nodes; layer " + std::to_string(i + 1) +
                               " of this recipe has " + std::to_string(nodes) + ".");
        }
        if (!options.wait.empty()) {
            const auto kept = layer.wait.deadline_ms;
            layer.wait = typed.value().wait;
            if (!layer.wait.is_all()) layer.wait.deadline_ms = kept;
        }
        if (deadline) layer.wait.deadline_ms = deadline;
    }
    return std::nullopt;
}

}  // namespace

Error usage_error(std::string message) {
    return {ErrorKind::invalid_input, 0, std::move(message)};
}

std::optional<std::pair<std::string, double>> read_setting(const std::string& setting) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) return std::nullopt;
    const char* begin = setting.data() + equals + 1;
    const char* end = setting.data() + setting.size();
    double value = 0;
    const auto read = std::from_chars(begin, end, value);
    if (read.ec != std::errc() || read.ptr != end || begin == end) return std::nullopt;
    return std::pair(setting.substr(0, equals), value);
}

std::optional<Error> apply_overrides(Recipe& recipe, const RunOptions& options) {
    if (options.layers) {
        if (*options.layers < 1 || *options.layers > mixture::max_layers) {
            return usage_error("--layers must be a number from 1 to " + std::to_string(mixture::max_layers) +
                               ".");
        }
        recipe = mixture::with_layer_count(recipe, *options.layers);
    }
    if (auto error = apply_wait(recipe, options)) return error;
    if (options.max_cost) recipe.max_cost_usd = options.max_cost;
    if (options.temperature) recipe.defaults.temperature = options.temperature;
    if (options.seed) {
        if (*options.seed > INT64_MAX) return usage_error("--seed must not be above 2^63 - 1.");
        recipe.defaults.seed = static_cast<std::int64_t>(*options.seed);
    }
    if (options.max_tokens) recipe.defaults.max_tokens = options.max_tokens;
    for (const std::string& limit : options.limits) {
        if (auto error = apply_limit(recipe.defaults.limits, limit)) return error;
    }
    // Read back what was set by hand: the recipe's own rules decide on ranges.
    const Result<Recipe> checked = mixture::recipe_from_json(mixture::recipe_to_json(recipe));
    if (!checked) return checked.error();
    return std::nullopt;
}

}  // namespace moa::cli
