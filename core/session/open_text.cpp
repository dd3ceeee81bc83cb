#include "session/open_text.hpp"

#include "json.hpp"
#include "mixture/recipe_read.hpp"
#include "session/history/history.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::session {
namespace {

Error in_file(const std::string& name, const Error& error) {
    return Error{error.kind, error.http_status, name + ": " + error.message};
}

bool is_ours(const Json& json) {
    return find(json, "layers") != nullptr || find(json, "event") != nullptr ||
           find_string(json, "format").starts_with("moa-");
}

/// Whether a text that is no run log was to be one: lines of JSON, maybe broken ones, that are not just data.
bool is_broken_run_log(std::string_view name, std::string_view text) {
    if (!name.ends_with(".jsonl") && !name.ends_with(".ndjson")) return false;
    const std::optional<Json> first = parse_json(text.substr(0, text.find('\n')));
    return !first || find(*first, "event") != nullptr;
}

/// Whether a text that is no run log is a recipe, maybe a broken one; else it belongs to the question.
bool is_for_the_program(std::string_view name, std::string_view text) {
    const std::optional<Json> json = parse_json(text);
    // The reader of recipes tells where a broken one is wrong.
    return json ? is_ours(*json) : name.ends_with(".json");
}

}  // namespace

bool is_run_log(std::string_view text) {
    const auto first = parse_json(text.substr(0, text.find('\n')));
    return first && find_string(*first, "event") == "run.started";
}

std::optional<Error> open_text(Workspace& workspace, const std::string& name, std::string_view text) {
    if (is_run_log(text)) {
        if (workspace.running())
            return invalid_input("A run is in progress: stop it before opening " + name + ".");
        KeptConversation conversation;  // without an id: it is not in the history
        for (const std::string_view log : split_run_logs(text)) {
            if (const Result<RunLog> read = read_run_log(log); !read) return in_file(name, read.error());
            conversation.logs.emplace_back(log);
        }
        return workspace.conversation().open(conversation);
    }
    if (is_broken_run_log(name, text)) return in_file(name, read_run_log(text).error());
    if (!is_for_the_program(name, text)) return workspace.conversation().attach(name, text);
    return use_recipe_text(workspace, name, text);
}

std::optional<Error> use_recipe_text(Workspace& workspace, const std::string& name, std::string_view text) {
    const Result<mixture::Recipe> recipe = mixture::read_recipe(text);
    if (!recipe) return in_file(name, recipe.error());
    if (auto error = workspace.use_recipe(recipe.value())) return in_file(name, *error);
    return {};
}

}  // namespace moa::session
