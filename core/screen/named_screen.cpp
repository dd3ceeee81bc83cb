#include "screen/named_screen.hpp"

#include <algorithm>
#include <iterator>

#include "screen/recipe_sections.hpp"
#include "screen/words.hpp"

namespace moa::screen {
namespace {

/// Whether the provider can be called, once a saved key is unlocked.
session::IsCallable callable(const session::Workspace& workspace) {
    const session::ModelAccess& access = workspace.access();
    return [&access](const mixture::Provider& each) {
        return !each.needs_key() || access.keys().has(each.name, each.base_url) || access.locked_out(each);
    };
}

}  // namespace

Result<mixture::Recipe> NamedScreen::recipe() const {
    return session::recipe_of_names(named_, workspace_.configuration().providers(),
                                    workspace_.access().book(), callable(workspace_));
}

/// Whoever may have a model that no known list has.
std::vector<mixture::Provider> NamedScreen::to_ask() const {
    const mixture::Providers& providers = workspace_.configuration().providers();
    const session::IsCallable can = callable(workspace_);
    std::vector<mixture::Provider> asked;
    if (!session::names_unlisted(named_, providers, workspace_.access().book(), can)) return asked;
    std::copy_if(providers.begin(), providers.end(), std::back_inserter(asked),
                 [&can](const mixture::Provider& each) { return !each.is_simulated() && can(each); });
    return asked;
}

bool NamedScreen::asking() const {
    const mixture::Providers& providers = workspace_.configuration().providers();
    return asked_ && std::any_of(providers.begin(), providers.end(), [this](const auto& each) {
               return workspace_.access().requests().loading(each);
           });
}

Screen NamedScreen::show() const {
    Screen screen{"shared", "Models that a link names"};
    screen.buttons = {{"discard", std::string(words::discard)}};
    screen.focus = "discard";
    if (const Result<mixture::Recipe> found = recipe(); found) {
        screen.title = found.value().name;
        screen.intro = words::came_by_link;
        screen.sections = recipe_sections(workspace_, found.value());
        screen.error = problem_;
        screen.buttons.push_back({"use", std::string(words::use_recipe), Role::primary});
        screen.focus = "use";
    } else if (asking()) {
        screen.intro = "The providers are asked for their lists of models\u2026";
    } else {
        screen.error = found.error().message;
        if (!asked_ && !to_ask().empty())
            screen.buttons.push_back({"ask", "Ask the providers for their lists", Role::primary});
    }
    return screen;
}

Outcome NamedScreen::act(std::string_view name, std::string_view /*value*/) {
    if (name == "ask") {
        asked_ = true;
        for (const mixture::Provider& provider : to_ask())
            (void)workspace_.access().load_models(provider);
    }
    if (name == "use") {
        const Result<mixture::Recipe> found = recipe();
        const auto error = found ? workspace_.use_recipe(found.value()) : std::optional(found.error());
        problem_ = error ? error->message : std::string();
        return {!error};
    }
    return {name == "discard"};
}

}  // namespace moa::screen
