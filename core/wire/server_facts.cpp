#include "wire/server_facts.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "ascii.hpp"
#include "json.hpp"
#include "wire/delta_document.hpp"

namespace moa::wire {
namespace {

constexpr double most_tokens = 1e12;
constexpr std::int64_t most_calls = 1000;

std::optional<std::int64_t> read_count(const Json* member) {
    if (member == nullptr || !member->is_number()) return std::nullopt;
    const auto number = member->get<double>();
    if (!(number >= 1) || number > most_tokens) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

std::string name_in(const Json& entry, std::initializer_list<std::string_view> members) {
    for (const std::string_view member : members) {
        if (const std::string_view name = find_string(entry, member); !name.empty()) return std::string(name);
    }
    return {};
}

ServerFacts read_props(const Json& body) {
    ServerFacts facts;
    if (const auto slots = read_count(find(body, "total_slots")))
        facts.calls_at_once = static_cast<int>(std::min(*slots, most_calls));
    const Json* settings = find(body, "default_generation_settings");
    const auto context = settings == nullptr ? std::nullopt : read_count(find(*settings, "n_ctx"));
    if (context) facts.models.push_back({{}, context});
    return facts;
}

/// The contexts in the list `list`, of entries that have one.
ServerFacts read_list(const Json& body, std::string_view list, std::string_view context) {
    ServerFacts facts;
    const Json* entries = find(body, list);
    if (entries == nullptr || !entries->is_array()) return facts;
    for (const Json& entry : *entries) {
        const auto tokens = read_count(find(entry, context));
        std::string id = name_in(entry, {"id", "name", "model"});
        if (tokens && !id.empty()) facts.models.push_back({std::move(id), tokens});
    }
    return facts;
}

/// Lines like "num_ctx                        8192".
ServerFacts read_show(std::string_view model, const Json& body) {
    ServerFacts facts;
    constexpr std::string_view name = "num_ctx";
    std::string_view lines = find_string(body, "parameters");
    while (!lines.empty()) {
        std::string_view line = trimmed(lines.substr(0, lines.find('\n')));
        lines.remove_prefix(std::min(lines.find('\n'), lines.size() - 1) + 1);
        if (!line.starts_with(name)) continue;
        line = trimmed(line.substr(name.size()));
        std::int64_t tokens = 0;
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), tokens);
        if (error == std::errc() && end == line.data() + line.size() && tokens > 0)
            facts.models.push_back({std::string(model), tokens});
    }
    return facts;
}

bool owned_by(const std::vector<ListedModel>& list, std::string_view owner) {
    return std::any_of(list.begin(), list.end(),
                       [owner](const ListedModel& model) { return model.owner == owner; });
}

}  // namespace

std::string_view path_of(ServerQuestion question) {
    switch (question) {
        case ServerQuestion::llama_props:
            return "/props";
        case ServerQuestion::ollama_loaded:
            return "/api/ps";
        case ServerQuestion::ollama_model:
            return "/api/show";
        case ServerQuestion::lmstudio_models:
            break;
    }
    return "/api/v0/models";
}

int calls_by_owner(const std::vector<ListedModel>& list) {
    constexpr int many = 256;  // vLLM's own default
    const bool takes_many = owned_by(list, "vllm") || owned_by(list, "sglang") || owned_by(list, "openai") ||
                            owned_by(list, "simulated");
    return takes_many ? many : 0;
}

std::vector<ServerQuestion> questions_for(const std::vector<ListedModel>& list) {
    if (owned_by(list, "llamacpp")) return {ServerQuestion::llama_props};
    // What is loaded counts more than what a model file asks for, so it is read last.
    if (owned_by(list, "library")) return {ServerQuestion::ollama_model, ServerQuestion::ollama_loaded};
    if (owned_by(list, "organization_owner")) return {ServerQuestion::lmstudio_models};
    return {};
}

ServerFacts read_server_facts(ServerQuestion question, std::string_view model, std::string_view body) {
    const std::optional<Json> json = parse_lenient_json(body);
    if (!json || !json->is_object()) return {};
    switch (question) {
        case ServerQuestion::llama_props:
            return read_props(*json);
        case ServerQuestion::ollama_loaded:
            return read_list(*json, "models", "context_length");
        case ServerQuestion::ollama_model:
            return read_show(model, *json);
        case ServerQuestion::lmstudio_models:
            break;
    }
    return read_list(*json, "data", "loaded_context_length");
}

}  // namespace moa::wire
