#include "screen/setup_screen.hpp"

#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "screen/words.hpp"
#include "session/models/model_words.hpp"

namespace moa::screen {
namespace {

constexpr std::string_view custom = "custom";

session::CredentialStore* keeper_of(const session::Workspace& workspace) {
    return workspace.access().credential_store();
}

std::string sentence_of(const std::optional<Error>& error) {
    return error ? error->message : std::string();
}

}  // namespace

SetupScreen::SetupScreen(session::Workspace& workspace) : workspace_(workspace) {
    const session::Setup& used = workspace.configuration().setup();
    setup_.shape = used.shape;
    choose_provider(used.provider == "simulated" ? std::string_view("together") : used.provider);
    if (used.provider == setup_.provider) {
        const session::Setup named = session::with_preset_models(used);
        move_to(used.base_url);
        setup_.limits = used.limits;
        models_.fill(named.proposers, named.repeat, named.aggregator);
    }
    focus_ = "key";
    if (has_key()) load_once();
}

void SetupScreen::choose_provider(std::string_view name) {
    session::Setup fresh;
    fresh.provider = name;
    fresh.shape = setup_.shape;
    setup_ = fresh;
    const session::Setup named = session::with_preset_models(fresh);
    models_.fill(named.proposers, named.repeat, named.aggregator);
    key_.clear();
    problem_.clear();
    refusal_.clear();
    move_to({});
}

/// A key is kept for one address.
void SetupScreen::move_to(std::string_view base_url) {
    base_url_ = base_url;
    const session::CredentialStore* keeper = keeper_of(workspace_);
    remember_ = keeper != nullptr && keeper->has(provider());
}

session::Setup SetupScreen::asked() const {
    session::Setup setup = setup_;
    const mixture::Provider* own = known();
    setup.base_url = own != nullptr && own->base_url == base_url_ ? std::string() : base_url_;
    setup.proposers = models_.proposers();
    setup.repeat = models_.repeat();
    setup.aggregator = models_.aggregator();
    return setup;
}

const mixture::Provider* SetupScreen::known() const {
    return mixture::find_provider(mixture::known_providers(), setup_.provider);
}

mixture::Provider SetupScreen::provider() const {
    const Result<mixture::Provider> provider = session::provider_of(asked(), mixture::known_providers());
    return provider ? provider.value() : mixture::Provider();
}

/// One that is set already, for the provider as it is in use.
bool SetupScreen::has_key() const {
    const mixture::Provider there = provider();
    return !there.name.empty() && workspace_.access().keys().has(there.name, there.base_url);
}

Item SetupScreen::key_item() const {
    const mixture::Provider* own = known();
    const bool needless = own != nullptr && !own->needs_key();
    Item item{Kind::secret, "key", needless ? "API key (not needed here)" : "API key", key_};
    if (has_key()) item.placeholder = "A key is set. Leave empty to keep it.";
    item.account = own != nullptr ? own->label : "custom endpoint";
    return item;
}

/// Whether the key is to be saved; and where one is, the way to delete it.
Item SetupScreen::remember_item() const {
    const session::CredentialStore& keeper = *keeper_of(workspace_);
    Item item{Kind::toggle, "remember", "Remember this key on this device", remember_ ? "true" : ""};
    const bool kept = keeper.has(provider());
    if (keeper.waiting()) {
        item.help = keeper.waiting_sentence();
    } else if (remember_ || kept) {
        item.help = "Saved in " + keeper.place() + ", and sent to this provider only.";
        if (const std::string advice = keeper.advice(); !advice.empty()) item.help += " " + advice;
    } else {
        item.help = "Held in memory only, and sent to this provider only.";
    }
    if (kept && !keeper.waiting())
        item.buttons.push_back({"forget-key", "Delete the saved key", Role::quiet});
    return item;
}

Section SetupScreen::access_section() const {
    Section section;
    Item choice{Kind::choice, "provider", "Provider", setup_.provider};
    for (const mixture::Provider& each : mixture::known_providers()) {
        if (!each.is_simulated()) choice.choices.push_back({each.name, each.label});
    }
    choice.choices.push_back({std::string(custom), "Another endpoint"});
    Item address{Kind::line, "base-url", "Base URL", base_url_};
    const mixture::Provider* own = known();
    address.placeholder = own != nullptr ? own->base_url : "https://api.example.com/v1";
    address.help = "Any OpenAI-compatible endpoint. Plain http only for a server on this machine.";
    section.items = {std::move(choice), std::move(address), key_item()};
    if (keeper_of(workspace_) != nullptr) section.items.push_back(remember_item());
    if (own != nullptr && !own->key_page.empty())
        section.items.back().link = Link{"Create a key", own->key_page};
    section.items.push_back(list_item());
    return section;
}

/// What is known of the provider's list of models, and the button that loads it.
Item SetupScreen::list_item() const {
    const mixture::Provider there = provider();
    const session::ModelAccess& access = workspace_.access();
    const session::ModelRequests& requests = access.requests();
    const session::KeptList* list = access.book().list_of(there);
    const Error* error = requests.load_error(there);
    Item item{Kind::button, "load-models", list != nullptr ? "Load again" : "Load the list"};
    Note note{there.needs_key() && key_.empty() && !has_key() ? "Enter a key to load the list of models."
                                                              : "The list of models is not loaded yet."};
    if (requests.loading(there)) {
        item.possible = false;
        note.words = "Loading the list of " + there.label + "\u2026";
    } else if (list != nullptr) {
        const bool fresh = requests.loaded(there) && error == nullptr;
        note.words = std::to_string(list->models.size()) + " models, " + (fresh ? "listed " : "as listed ") +
                     session::when_text(list->at, access.today()) + ".";
        if (!fresh) note.tone = Tone::doubtful;
    }
    if (!requests.loading(there) && (error != nullptr || !refusal_.empty())) {
        const std::string why = error != nullptr ? session::model_error_text(*error) : refusal_;
        note.words = list != nullptr ? note.words + " " + why : why;
        note.tone = Tone::failed;
    }
    item.notes.push_back(std::move(note));
    return item;
}

std::vector<session::CheckLine> SetupScreen::check_lines() const {
    const mixture::Provider there = provider();
    std::vector<session::ProbeTarget> targets;
    const auto add = [&](const std::string& model) {
        const bool known_one =
            std::any_of(targets.begin(), targets.end(),
                        [&](const session::ProbeTarget& each) { return each.model == model; });
        if (!model.empty() && !known_one) targets.push_back({there, model});
    };
    for (const std::string& model : models_.proposers())
        add(model);
    add(models_.aggregator());
    return session::check_lines(workspace_.access().book(), targets, &workspace_.access().requests());
}

Item SetupScreen::check_item(const std::vector<session::CheckLine>& lines) const {
    const bool checking = workspace_.access().requests().checking();
    Item item{Kind::button, "check-models", checking ? "Stop checking" : "Check models"};
    if (std::string sentence = session::check_sentence(lines, workspace_.access().today()); !sentence.empty())
        item.notes.push_back({std::move(sentence)});
    return item;
}

Screen SetupScreen::show() const {
    Screen screen{"setup", std::string(words::use_models)};
    screen.intro =
        "Requests go straight from here to the provider you choose. There is no server in between.";
    const std::vector<session::CheckLine> lines = check_lines();
    screen.sections.push_back(access_section());
    for (Section& section : models_.sections(workspace_.access().book(), provider(), lines))
        screen.sections.push_back(std::move(section));
    screen.sections.push_back({"", {check_item(lines)}});
    screen.error = problem_;
    screen.buttons = {{"demo", "Back to the demo", Role::quiet},
                      {"cancel", "Cancel"},
                      {"save", "Use these models", Role::primary}};
    screen.focus = focus_;
    screen.focus_turn = focus_turn_;
    return screen;
}

void SetupScreen::load() {
    refusal_ = sentence_of(workspace_.access().load_models(asked(), key_));
}

/// Where that was not tried yet, and where there is a key if one is needed.
void SetupScreen::load_once() {
    const mixture::Provider there = provider();
    if (there.name.empty() || !is_unasked(workspace_.access(), there)) return;
    if (there.needs_key() && is_blank(key_) && !has_key()) return;
    load();
}

void SetupScreen::check() {
    if (workspace_.access().requests().checking()) {
        workspace_.access().stop_check();
    } else {
        refusal_ = sentence_of(workspace_.check_models(asked(), key_));
    }
}

void SetupScreen::forget_key() {
    problem_ = sentence_of(workspace_.access().forget_key(provider()));
    remember_ = false;
    key_.clear();
    focus_ = "key";
    ++focus_turn_;
}

/// Keeps the key where that is wanted, and forgets the one that is kept where it is not.
std::optional<Error> SetupScreen::keep_key() const {
    session::CredentialStore* keeper = keeper_of(workspace_);
    if (keeper == nullptr) return std::nullopt;
    const mixture::Provider there = provider();
    if (!remember_) return keeper->has(there) ? keeper->forget(there) : std::nullopt;
    return key_.empty() ? std::nullopt : keeper->keep(there, key_);
}

Outcome SetupScreen::refuse(const std::optional<Error>& error) {
    problem_ = sentence_of(error);
    return {!error};
}

Outcome SetupScreen::save() {
    const session::Setup setup = asked();
    // All is asked before anything is done: what is refused changes nothing.
    if (const auto error = workspace_.cannot_apply(setup, key_)) return refuse(error);
    const session::CredentialStore* keeper = keeper_of(workspace_);
    if (remember_ && is_blank(key_) && keeper != nullptr && !keeper->has(provider())) {
        focus_ = "key";
        ++focus_turn_;
        return refuse(invalid_input("Enter the key to save."));
    }
    if (const auto error = keep_key()) return refuse(error);
    return refuse(workspace_.apply_setup(setup, key_));
}

Outcome SetupScreen::act(std::string_view name, std::string_view value) {
    if (models_.act(name, value)) {
        if (std::string focus = models_.take_focus(); !focus.empty()) {
            focus_ = std::move(focus);
            ++focus_turn_;
        }
        return {};
    }
    if (name == "provider" && value != setup_.provider) choose_provider(value);
    if (name == "base-url") move_to(value);
    if (name == "key") key_ = value;
    if (name == "remember") remember_ = value == "true";
    if (name == "forget-key") forget_key();
    if (name == "load-models" && !workspace_.access().requests().loading(provider())) load();
    if (name == "check-models") check();
    if (name == "save") return save();
    if (name == "demo") {
        session::Setup demo;
        demo.shape = setup_.shape;
        return refuse(workspace_.apply_setup(demo));
    }
    return {name == "cancel"};
}

void SetupScreen::commit(std::string_view name) {
    if (name == "key") load_once();
}

ModelSearch SetupScreen::search(std::string_view name, std::string_view words) const {
    if (!ModelFields::is_field(name)) return {};
    return search_models(workspace_.access(), provider(), words);
}

void SetupScreen::begin_search(std::string_view name) {
    if (ModelFields::is_field(name)) load_once();
}

void SetupScreen::close() {
    key_.assign(key_.size(), '\0');
    key_.clear();
}

}  // namespace moa::screen
