#include "native/desktop/startup.hpp"

#include <algorithm>
#include <string_view>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "native/platform/environment.hpp"
#include "native/platform/files.hpp"
#include "session/run_log.hpp"

namespace moa::desktop {
namespace {

Error at(const std::string& path, const Error& error) {
    return Error{error.kind, error.http_status, path + ": " + error.message};
}

/// A run log is lines of JSON whose first one starts a run; a recipe is one JSON document.
bool looks_like_run_log(std::string_view text) {
    const auto first = parse_json(text.substr(0, text.find('\n')));
    return first && find_string(*first, "event") == "run.started";
}

/// Keys of the environment, for the providers where they are. Returns the first provider of a preset that has
/// one.
Result<std::string> take_environment_keys(session::Workspace& workspace) {
    std::string usable;
    for (const mixture::Provider& provider : workspace.providers()) {
        std::string variable = mixture::own_key_variable(provider.name);
        auto key = native::environment_value(variable);
        if (!key && !provider.key_variable.empty()) {
            variable = provider.key_variable;
            key = native::environment_value(variable);
        }
        if (!key) continue;
        if (auto error = workspace.set_key(provider.name, *key))
            return Error{error->kind, 0,
                         "The variable " + variable + " holds no usable key: " + error->message};
        if (usable.empty() && mixture::find_preset("moa-lite-" + provider.name) != nullptr)
            usable = provider.name;
    }
    return usable;
}

/// "NAME=BASE_URL", as on the command line of moa.
std::optional<Error> use_provider(session::Workspace& workspace, const std::string& setting) {
    const std::size_t equals = setting.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == setting.size())
        return Error{ErrorKind::invalid_input, 0,
                     "--provider needs NAME=BASE_URL, for example together=http://127.0.0.1:8080/v1."};
    session::Setup setup;
    setup.provider = setting.substr(0, equals);
    setup.base_url = setting.substr(equals + 1);
    if (auto error = workspace.apply_setup(setup)) return error;
    // Only the provider's own variable was meant for wherever the provider is.
    const auto key = native::environment_value(mixture::own_key_variable(setup.provider));
    return key ? workspace.set_key(setup.provider, *key) : std::nullopt;
}

}  // namespace

std::optional<Error> open_file(session::Workspace& workspace, const std::string& path) {
    const Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    if (looks_like_run_log(text.value())) {
        const Result<session::RunLog> log = session::read_run_log(text.value());
        if (!log) return at(path, log.error());
        if (workspace.running())
            return Error{ErrorKind::invalid_input, 0, "A run is going: stop it before opening " + path + "."};
        workspace.show(session::replay(log.value()));
        return {};
    }
    const Result<mixture::Recipe> recipe = mixture::read_recipe(text.value());
    if (!recipe) return at(path, recipe.error());
    if (auto error = workspace.use_recipe(recipe.value())) return at(path, *error);
    return {};
}

std::optional<Error> prepare(session::Workspace& workspace, const Options& options) {
    const Result<std::string> provider = take_environment_keys(workspace);
    if (!provider) return provider.error();
    if (!options.provider.empty()) {
        if (auto error = use_provider(workspace, options.provider)) return error;
    } else if (!options.recipe.empty()) {
        const mixture::Preset* preset = mixture::find_preset(options.recipe);
        auto error =
            preset != nullptr ? workspace.use_recipe(preset->recipe) : open_file(workspace, options.recipe);
        if (error && preset == nullptr && error->kind == ErrorKind::io)
            return Error{error->kind, 0, "--recipe takes a preset's name or a file: " + error->message};
        if (error) return error;
        if (options.simulate && !workspace.is_demo())
            return Error{
                ErrorKind::invalid_input, 0,
                "--simulate needs a recipe of simulated models; " + options.recipe + " calls others."};
    } else if (!options.simulate && !provider.value().empty()) {
        session::Setup setup;
        setup.provider = provider.value();
        if (auto error = workspace.apply_setup(setup)) return error;
    }
    if (!options.file.empty())
        if (auto error = open_file(workspace, options.file)) return error;
    if (!options.question.empty()) workspace.set_draft(options.question);
    if (options.run) return workspace.run();
    return {};
}

}  // namespace moa::desktop
