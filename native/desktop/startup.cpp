#include "native/desktop/startup.hpp"

#include <cstdio>
#include <filesystem>
#include <set>
#include <string>

#include "mixture/presets.hpp"
#include "native/desktop/open_files.hpp"
#include "native/models/list_requests.hpp"
#include "native/models/named_recipe.hpp"
#include "native/platform/files.hpp"
#include "native/platform/keys.hpp"
#include "native/platform/model_store.hpp"
#include "native/platform/opening_mark.hpp"
#include "native/platform/paths.hpp"
#include "native/platform/provider_config.hpp"
#include "session/kept_setup.hpp"
#include "session/open_text.hpp"

namespace moa::desktop {
namespace {

/// Keys of the environment, for the providers where they are and where they are known to be.
void take_keys(session::Workspace& workspace) {
    session::Credentials keys;
    for (const mixture::Providers& providers :
         {mixture::known_providers(), workspace.configuration().providers()})
        native::read_environment_keys(providers, keys);
    workspace.access().add_keys(keys);
}

/// The user's own providers of the configuration, with their headers.
std::optional<Error> take_configured(session::Workspace& workspace) {
    const auto configured = native::read_provider_config();
    if (!configured) return configured.error();
    mixture::Providers providers = mixture::known_providers();
    session::Credentials keys;
    if (auto error = native::use_configured(configured.value(), providers, keys)) return error;
    mixture::Providers stated;
    for (const native::ConfiguredProvider& each : configured.value().providers)
        stated.push_back(*mixture::find_provider(providers, each.name));
    workspace.state_providers(stated);
    workspace.access().add_keys(keys);
    return std::nullopt;
}

/// Says of each provider that is in use what is wrong with its key. The window opens all the same: a key can
/// be entered there.
void tell_key_faults(const session::Workspace& workspace) {
    std::set<std::string> told;
    for (const mixture::Agent& agent : mixture::callees(workspace.configuration().recipe())) {
        const mixture::Provider* provider =
            mixture::find_provider(workspace.configuration().providers(), agent.provider);
        if (provider == nullptr || !told.insert(provider->name).second) continue;
        if (const auto fault = native::environment_key_fault(*provider, workspace.access().keys()))
            std::fprintf(stderr, "moa-desktop: %s\n", fault->message.c_str());
    }
}

/// Those of the secret store, before anything else is done.
void take_saved_credentials(session::Workspace& workspace) {
    session::Credentials keys;
    // A store that does not open keeps no window from opening.
    if (const auto error = native::add_saved_credentials(keys))
        std::fprintf(stderr, "moa-desktop: %s\n", error->message.c_str());
    workspace.access().offer_keys(keys);
}

std::optional<std::filesystem::path> setup_path() {
    const auto folder = native::data_folder();
    if (!folder) return std::nullopt;
    return *folder / "setup.json";
}

/// False where there is none, or it can no longer be used.
bool use_setup_of_last_time(session::Workspace& workspace) {
    const auto path = setup_path();
    std::error_code failed;
    if (!path || !std::filesystem::is_regular_file(*path, failed)) return false;
    const Result<std::string> text = native::read_file(path->string());
    return text && !session::use_kept_setup(workspace, text.value());
}

/// The first provider that has a key, here or in the secret store, and a preset; empty where none has.
std::string usable_provider(const session::Workspace& workspace) {
    for (const mixture::Provider& provider : mixture::known_providers()) {
        if (mixture::find_preset("moa-lite-" + provider.name) != nullptr &&
            (workspace.access().has_key(provider.name) || native::is_kept(provider)))
            return provider.name;
    }
    return {};
}

/// "NAME=BASE_URL", as on the command line of moa. Its preset comes to use where no models are named.
std::optional<Error> use_provider(session::Workspace& workspace, const Options& options) {
    const std::string& setting = options.provider;
    const std::size_t equals = setting.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == setting.size())
        return invalid_input(
            "--provider needs NAME=BASE_URL, for example together=http://127.0.0.1:8080/v1.");
    session::Setup setup;
    setup.provider = setting.substr(0, equals);
    setup.base_url = setting.substr(equals + 1);
    if (!options.models.empty()) return workspace.set_base_url(setup.provider, setup.base_url);
    return workspace.apply_setup(setup);
}

/// The command line says what to call.
bool names_recipe(const Options& options) {
    return !options.recipe.empty() || !options.provider.empty() || !options.models.empty();
}

/// Not in a demo, nor for a picture of something else.
bool takes_setup(const Options& options) {
    return !options.simulate && !(options.takes_pictures() && names_recipe(options));
}

/// Lists of the window's providers, asked for before there is a window.
Result<session::ModelBook> ask_lists(std::vector<mixture::Provider> providers, session::Credentials keys) {
    for (const mixture::Provider& provider : providers)
        if (auto error = native::add_kept_key(provider, keys)) return *error;
    session::ModelBook book = native::load_model_book();
    session::ModelBook answered;
    for (const mixture::Provider& provider : native::request_lists(providers, keys, book, no_time))
        answered.set_list(provider, *book.list_of(provider));
    if (const auto error = native::keep_model_book(book))
        std::fprintf(stderr, "moa-desktop: the model lists were not saved: %s\n", error->message.c_str());
    return answered;
}

std::optional<Error> use_recipe_file(session::Workspace& workspace, const std::string& path) {
    const Result<std::string> text = native::read_file(path);
    return text ? session::use_recipe_text(workspace, path, text.value()) : text.error();
}

}  // namespace

native::HistoryFiles* history_for(native::HistoryFiles& history, const Options& options) {
    return options.simulate || options.takes_pictures() ? nullptr : &history;
}

void show_interrupted(session::Workspace& workspace, native::HistoryFiles& history, const Options& options) {
    const bool asked =
        options.simulate || !options.file.empty() || names_recipe(options) || !options.question.empty();
    if (asked) return;
    const auto latest = native::latest_conversation();
    if (latest && latest == native::unfinished_opening()) {
        workspace.note(Error{ErrorKind::io, 0,
                             "The conversation " + *latest +
                                 " was not opened, because the program crashed while opening it last time. "
                                 "To try again, open it from History."});
        return;
    }
    // Before anything of it is read: looking whether it broke off is reading, too.
    std::optional<native::OpeningMark> mark;
    if (latest) mark.emplace(*latest);
    const auto id = history.interrupted();
    if (!id) return;
    if (const Result<session::KeptConversation> conversation = history.read(*id))
        (void)workspace.conversation().open(conversation.value());
}

Result<mixture::Recipe> recipe_of_models(const Options& options) {
    // With the providers and keys that the window will have.
    session::Workspace workspace({nullptr, [] { return Millis{0}; }});
    (void)take_configured(workspace);  // the window says what is wrong with it
    if (takes_setup(options)) (void)use_setup_of_last_time(workspace);
    if (!options.provider.empty())
        if (auto error = use_provider(workspace, options)) return *error;
    take_keys(workspace);
    const session::Credentials& keys = workspace.access().keys();
    return native::named_recipe(
        options.models, workspace.configuration().providers(), keys,
        [&keys](const std::vector<mixture::Provider>& asked) { return ask_lists(asked, keys); });
}

std::optional<Error> keep_setup_in_use(const session::Workspace& workspace) {
    const auto path = setup_path();
    if (!path) return std::nullopt;
    return native::replace_file(*path, session::write_kept_setup(workspace) + "\n");
}

std::optional<Error> prepare(session::Workspace& workspace, native::HistoryFiles& history,
                             native::Drafts& drafts, const Options& options,
                             const std::optional<mixture::Recipe>& named) {
    // A configuration that cannot be read keeps no window from opening.
    if (const auto error = take_configured(workspace))
        std::fprintf(stderr, "moa-desktop: %s\n", error->message.c_str());
    const bool has_provider = !options.provider.empty();
    // What is asked for comes on top of what was in use, so that nothing of that is lost.
    const bool as_last_time = takes_setup(options) && use_setup_of_last_time(workspace);
    if (has_provider)
        if (auto error = use_provider(workspace, options)) return error;
    take_keys(workspace);
    if (options.run) take_saved_credentials(workspace);
    if (named) {
        if (auto error = workspace.use_recipe(*named)) return error;
        if (options.simulate && !workspace.configuration().calls_no_model())
            return invalid_input("--simulate needs simulated models only; -m names others.");
    } else if (!has_provider && !options.recipe.empty()) {
        const mixture::Preset* preset = mixture::find_preset(options.recipe);
        auto error = preset != nullptr ? workspace.use_recipe(preset->recipe)
                                       : use_recipe_file(workspace, options.recipe);
        if (error && preset == nullptr && error->kind == ErrorKind::io)
            return Error{error->kind, 0, "--recipe takes a preset's name or a file: " + error->message};
        if (error) return error;
        if (options.simulate && !workspace.configuration().calls_no_model())
            return Error{
                ErrorKind::invalid_input, 0,
                "--simulate needs a recipe with simulated models only; " + options.recipe + " calls others."};
    } else if (!has_provider && !options.simulate && !as_last_time) {
        session::Setup setup;
        setup.provider = usable_provider(workspace);
        if (!setup.provider.empty())
            if (auto error = workspace.apply_setup(setup)) return error;
    }
    tell_key_faults(workspace);
    if (!options.file.empty())
        if (auto error = open_file(workspace, history_for(history, options), options.file)) return error;
    if (!options.question.empty()) {
        workspace.conversation().set_draft(options.question);
    } else if (!options.simulate && !options.takes_pictures()) {
        workspace.conversation().set_draft(drafts.kept(native::Draft::question));
    }
    if (options.run) return workspace.cannot_run() ? workspace.run() : std::nullopt;
    session::Conversation& conversation = workspace.conversation();
    if (options.replay && !conversation.can_replay(conversation.shown_turn()))
        return invalid_input("--replay needs a run log; " + options.file + " is none.");
    if (options.replay) conversation.replay(conversation.shown_turn());
    return {};
}

}  // namespace moa::desktop
