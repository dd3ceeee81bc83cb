#include "web/src/models.hpp"

#include "session/check_report.hpp"
#include "session/model_choices.hpp"
#include "session/model_words.hpp"
#include "web/src/controls.hpp"

namespace moa::web {
namespace {

/// The provider at the setup's address; nothing while no address makes sense.
std::optional<mixture::Provider> provider_at(const session::Setup& setup) {
    auto provider = session::provider_of(setup, mixture::known_providers());
    if (!provider) return std::nullopt;
    return std::move(provider.value());
}

Json choice_json(const session::ModelChoice& choice) {
    return {{"id", choice.id},       {"name", choice.name},   {"context", choice.context},
            {"price", choice.price}, {"notes", choice.notes}, {"usable", choice.usable}};
}

Json list_json(const session::Workspace& workspace, const mixture::Provider& provider) {
    const session::ModelRequests& requests = workspace.access().requests();
    const session::KeptList* list = workspace.access().book().list_of(provider);
    const Error* error = requests.load_error(provider);
    std::string_view state = "none";
    if (requests.loading(provider)) {
        state = "loading";
    } else if (list != nullptr) {
        state = requests.loaded(provider) && error == nullptr ? "ready" : "kept";
    } else if (error != nullptr) {
        state = "failed";
    }
    return {
        {"state", state},
        {"provider", provider.label},
        {"total", list != nullptr ? list->models.size() : 0},
        {"at", list != nullptr ? session::when_text(list->at, workspace.access().today()) : std::string()},
        {"error", error != nullptr ? session::model_error_text(*error) : std::string()}};
}

Json line_json(const session::CheckLine& line, UtcSeconds today) {
    const bool known = !line.asking && line.result != nullptr;
    return {{"model", line.model},
            {"state", line.asking ? std::string_view("asking")
                      : known     ? to_string(line.result->verdict)
                                  : std::string_view("unknown")},
            {"sign", line.sign},
            {"words", line.words},
            {"at", known ? session::when_text(line.result->at, today) : std::string()},
            {"reason", line.reason},
            {"nearest", line.nearest}};
}

/// The models that the setup names, and those of its preset where it names none.
std::vector<session::ProbeTarget> targets_of(const session::Setup& setup, const mixture::Provider& provider) {
    const session::Setup full = session::with_preset_models(setup);
    std::vector<session::ProbeTarget> targets;
    const auto add = [&](const std::string& model) {
        for (const session::ProbeTarget& target : targets) {
            if (target.model == model) return;
        }
        if (!model.empty()) targets.push_back({provider, model});
    };
    for (const std::string& model : full.proposers)
        add(model);
    add(full.aggregator);
    return targets;
}

}  // namespace

Json models_mark_json(const session::Workspace& workspace) {
    const session::ModelRequests& requests = workspace.access().requests();
    return {{"revision", workspace.access().book().revision()},
            {"asking", !requests.idle()},
            {"checked", requests.checked()}};
}

Json models_json(const session::Workspace& workspace, const session::Setup& setup) {
    const auto provider = provider_at(setup);
    if (!provider)
        return {{"list", {{"state", "none"}}}, {"models", Json::array()}, {"checks", Json::object()}};
    const auto targets = targets_of(setup, *provider);
    const auto lines =
        session::check_lines(workspace.access().book(), targets, &workspace.access().requests());
    Json models = Json::array();
    Json checks = Json::array();
    for (std::size_t i = 0; i < targets.size(); ++i) {
        models.push_back(choice_json(choice_of(workspace.access().book(), *provider, targets[i].model)));
        checks.push_back(line_json(lines[i], workspace.access().today()));
    }
    return {{"list", list_json(workspace, *provider)},
            {"models", std::move(models)},
            {"checks",
             {{"asking", workspace.access().requests().checking()},
              {"sentence", session::check_sentence(lines, workspace.access().today())},
              {"lines", std::move(checks)}}}};
}

Json search_json(const session::Workspace& workspace, const session::Setup& setup, std::string_view query,
                 std::size_t count) {
    Json models = Json::array();
    std::size_t found = 0;
    if (const auto provider = provider_at(setup)) {
        for (const auto& choice : find_choices(workspace.access().book(), *provider, query, count, found))
            models.push_back(choice_json(choice));
    }
    return {{"found", found}, {"models", std::move(models)}};
}

}  // namespace moa::web
