#include "screen/setup_screen.hpp"

#include <algorithm>
#include <utility>

#include "figures.hpp"
#include "mixture/presets.hpp"
#include "screen/provider_facts.hpp"
#include "screen/words.hpp"

namespace moa::screen {
namespace {

/// The choice that adds an endpoint.
constexpr std::string_view new_endpoint = "new";

std::string sentence_of(const std::optional<Error>& error) {
    return error ? error->message : std::string();
}

/// The one in use, else the first that has a key and published recipes, else the first of these.
std::string first_provider(const session::Workspace& workspace) {
    const session::Setup& used = workspace.configuration().setup();
    if (!mixture::is_simulated(workspace.configuration().providers(), used.provider)) return used.provider;
    for (const mixture::Provider& each : mixture::known_providers()) {
        if (workspace.access().has_key(each.name) && mixture::find_preset("moa-lite-" + each.name) != nullptr)
            return each.name;
    }
    return "together";
}

}  // namespace

SetupScreen::SetupScreen(session::Workspace& workspace) : workspace_(workspace) {
    const session::Setup& used = workspace.configuration().setup();
    setup_.shape = used.shape;
    choose_provider(first_provider(workspace));
    if (used.provider == setup_.provider) {
        const session::Setup named = session::with_preset_models(used);
        setup_.limits = used.limits;
        models_.fill(named.proposers, named.repeat, named.aggregator);
    }
    own_providers_ = workspace.configuration().own_providers().size();
    focus_ = has_key() || !provider().needs_key() ? "provider" : settings_name();
}

/// Opens the screen of providers at this one.
std::string SetupScreen::settings_name() const {
    return "screen providers " + setup_.provider;
}

void SetupScreen::choose_provider(std::string_view name) {
    session::Setup fresh;
    fresh.provider = name;
    fresh.shape = setup_.shape;
    setup_ = fresh;
    const session::Setup named = session::with_preset_models(fresh);
    models_.fill(named.proposers, named.repeat, named.aggregator);
    problem_.clear();
    refusal_.clear();
    load_once();
}

/// In a setup, what is left open means the preset's models; on this screen, an empty field means what stands
/// in it as its placeholder.
Result<session::Setup> SetupScreen::asked() const {
    session::Setup setup = setup_;
    setup.proposers = models_.proposers();
    if (setup.proposers.empty()) return session::no_proposer(provider());
    setup.repeat = models_.repeat();
    setup.aggregator = models_.aggregator().empty() ? setup.proposers.front() : models_.aggregator();
    return setup;
}

/// "7 calls a question: 6 proposers, 1 aggregator."; without words where nothing can be called.
Item SetupScreen::calls_item() const {
    Item item{Kind::words, "calls", ""};
    const Result<session::Setup> setup = asked();
    if (!setup) return item;
    const auto resolved = session::resolve_setup(setup.value(), workspace_.configuration().providers());
    if (!resolved) return item;
    const mixture::Recipe& recipe = resolved.value().recipe;
    std::int64_t calls = 0;
    for (const mixture::Layer& layer : recipe.layers)
        calls += mixture::node_count(layer);
    item.label = figure::counted(calls, "call") + " a question: " + mixture::shape_words(recipe) + ".";
    return item;
}

/// One without a name where it is gone.
const mixture::Provider& SetupScreen::provider() const {
    static const mixture::Provider none;
    const auto* there = mixture::find_provider(workspace_.configuration().providers(), setup_.provider);
    return there != nullptr ? *there : none;
}

bool SetupScreen::has_key() const {
    return workspace_.access().has_key(setup_.provider);
}

Section SetupScreen::access_section() const {
    const mixture::Provider& there = provider();
    Item choice{Kind::choice, "provider", "Provider", setup_.provider};
    for (const mixture::Provider& each : workspace_.configuration().providers()) {
        if (!each.is_simulated()) choice.choices.push_back({each.name, each.label});
    }
    choice.choices.push_back({std::string(new_endpoint), "Another endpoint\u2026"});
    const bool lacks_key = there.needs_key() && !has_key();
    Item settings{Kind::button, settings_name(), lacks_key ? "Enter the API key" : "Key and address"};
    Note facts = key_facts(workspace_.access(), there);
    facts.words += " \u00b7 " + there.base_url;
    settings.notes.push_back(std::move(facts));
    return {"",
            {std::move(choice), std::move(settings),
             model_list_item(workspace_.access(), there, "load-models", refusal_)}};
}

std::vector<session::CheckLine> SetupScreen::check_lines() const {
    const mixture::Provider& there = provider();
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
    if (Item calls = calls_item(); !calls.label.empty())
        screen.sections.back().items.insert(screen.sections.back().items.begin(), std::move(calls));
    screen.error = problem_;
    screen.buttons = {{"demo", "Back to the demo", Role::quiet},
                      {"cancel", "Cancel"},
                      {"save", "Use these models", Role::primary}};
    screen.focus = focus_;
    screen.focus_turn = focus_turn_;
    return screen;
}

void SetupScreen::load() {
    refusal_ = sentence_of(workspace_.access().load_models(provider()));
}

/// Where that was not tried yet, and where there is a key if one is needed.
void SetupScreen::load_once() {
    if (provider().name.empty() || !is_unasked(workspace_.access(), provider())) return;
    const bool locked = workspace_.access().locked_out(provider());
    if (has_key() || (!provider().needs_key() && !locked)) load();
}

void SetupScreen::check() {
    if (workspace_.access().requests().checking()) {
        workspace_.access().stop_check();
    } else {
        const Result<session::Setup> setup = asked();
        refusal_ = sentence_of(setup ? workspace_.check_models(setup.value()) : setup.error());
    }
}

Outcome SetupScreen::save() {
    const Result<session::Setup> setup = asked();
    return refuse(setup ? workspace_.apply_setup(setup.value()) : setup.error());
}

Outcome SetupScreen::refuse(const std::optional<Error>& error) {
    problem_ = sentence_of(error);
    return {!error};
}

Outcome SetupScreen::act(std::string_view name, std::string_view value) {
    if (models_.act(name, value)) {
        if (std::string focus = models_.take_focus(); !focus.empty()) {
            focus_ = std::move(focus);
            ++focus_turn_;
        }
        return {};
    }
    if (name == "provider" && value == new_endpoint) {
        Outcome outcome;
        outcome.opens = "providers new";
        outcome.over = true;
        return outcome;
    }
    if (name == "provider" && value != setup_.provider) choose_provider(value);
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

/// An endpoint that was added meanwhile is the one that is wanted.
void SetupScreen::resume() {
    const mixture::Providers own = workspace_.configuration().own_providers();
    const std::string newest = own.empty() ? std::string() : own.back().name;
    const bool added =
        own.size() > own_providers_ && mixture::find_provider(mixture::known_providers(), newest) == nullptr;
    own_providers_ = own.size();
    if (added || provider().name.empty()) choose_provider(added ? newest : first_provider(workspace_));
    load_once();
    focus_ = "provider";
    ++focus_turn_;
}

ModelSearch SetupScreen::search(std::string_view name, std::string_view words) const {
    if (!ModelFields::is_field(name)) return {};
    return search_models(workspace_.access(), provider(), words);
}

void SetupScreen::begin_search(std::string_view name) {
    if (ModelFields::is_field(name)) load_once();
}

}  // namespace moa::screen
