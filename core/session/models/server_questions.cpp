#include "session/models/server_questions.hpp"

#include <algorithm>

#include "json.hpp"

namespace moa::session {
namespace {

/// The base URL without its version: "http://localhost:8080".
std::string server_root(const mixture::Provider& provider) {
    std::string_view root = provider.base_url;
    constexpr std::string_view version = "/v1";
    if (root.ends_with(version)) root.remove_suffix(version.size());
    return std::string(root);
}

}  // namespace

std::deque<ServerFactsReading::Step> server_steps(const mixture::Provider& provider,
                                                  const std::vector<wire::ListedModel>& models) {
    std::deque<ServerFactsReading::Step> steps;
    if (!provider.is_own()) return steps;
    for (const wire::ServerQuestion question : wire::questions_for(models)) {
        if (question != wire::ServerQuestion::ollama_model) {
            steps.push_back({question, {}});
            continue;
        }
        for (std::size_t i = 0; i < std::min(models.size(), most_models_asked); ++i)
            steps.push_back({question, models[i].id});
    }
    return steps;
}

wire::HttpRequest server_request(const mixture::Provider& provider, const ServerFactsReading::Step& step) {
    wire::HttpRequest http{"GET", server_root(provider) + std::string(path_of(step.question)), {}, {}};
    if (!step.model.empty()) {
        http.method = "POST";
        http.headers.emplace_back("Content-Type", "application/json");
        http.body = dump_json(Json{{"model", step.model}});
    }
    return http;
}

void add_facts(KeptList& list, const wire::ServerFacts& facts) {
    if (facts.calls_at_once > 0) list.calls_at_once = facts.calls_at_once;
    for (const wire::ModelFacts& each : facts.models) {
        for (wire::ListedModel& model : list.models) {
            if (each.id.empty() || each.id == model.id) model.context_length = each.context;
        }
    }
}

}  // namespace moa::session
