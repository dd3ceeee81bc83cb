#include "screen/screens.hpp"

#include <string>
#include <utility>

#include "screen/comparison_screen.hpp"
#include "screen/conversation_acts.hpp"
#include "screen/history_screen.hpp"
#include "screen/link_screen.hpp"
#include "screen/named_screen.hpp"
#include "screen/node_screen.hpp"
#include "screen/providers_screen.hpp"
#include "screen/recipe_screen.hpp"
#include "screen/settings_screen.hpp"
#include "screen/setup_screen.hpp"
#include "screen/share_screen.hpp"
#include "screen/shared_screen.hpp"
#include "screen/shortcuts_screen.hpp"

namespace moa::screen {
namespace {

/// What stands behind `screen` and a space; empty for the name alone, null for another screen.
std::string_view argument_of(std::string_view name, std::string_view screen) {
    if (name == screen) return name.substr(name.size());
    return name.starts_with(screen) && name[screen.size()] == ' ' ? name.substr(screen.size() + 1)
                                                                  : std::string_view();
}

}  // namespace

void Screens::close_all() {
    while (model_)
        close();
}

void Screens::show(std::unique_ptr<ScreenModel> model) {
    close_all();
    model_ = std::move(model);
}

void Screens::open(std::string_view name) {
    if (name == "setup") show(std::make_unique<SetupScreen>(workspace_));
    if (name == "recipe") show(std::make_unique<RecipeScreen>(workspace_, acts_.recipes, acts_.share_link));
    if (name == "history" && acts_.history != nullptr) {
        close_all();  // the library has one reader at a time
        show(std::make_unique<HistoryScreen>(workspace_, *acts_.history, acts_.utc_offset));
    }
    if (const std::string_view wanted = argument_of(name, "providers"); wanted.data() != nullptr)
        show(std::make_unique<ProvidersScreen>(workspace_, acts_, wanted));
    if (const std::string_view wanted = argument_of(name, "node"); !wanted.empty()) {
        const std::size_t space = wanted.find(' ');
        const auto node = run::parse_node_id(wanted.substr(0, space));
        if (node && space != std::string_view::npos) ask(*node, wanted.substr(space + 1));
    }
    if (name == "compare") show(std::make_unique<ComparisonScreen>(workspace_));
    if (name == "share") show(std::make_unique<ShareScreen>(workspace_, acts_));
    if (name == "settings") show(std::make_unique<SettingsScreen>(look_));
    if (name == "shortcuts") show(std::make_unique<ShortcutsScreen>(shell_));
    if (auto own = acts_.own_screen ? acts_.own_screen(name, acts_) : nullptr) show(std::move(own));
}

std::optional<Error> Screens::show_shared(std::string text) {
    auto opened = SharedScreen::read(workspace_, acts_, std::move(text));
    if (!opened) return opened.error();
    show(std::move(opened.value()));
    return std::nullopt;
}

void Screens::show_named(session::NamedModels named) {
    show(std::make_unique<NamedScreen>(workspace_, std::move(named)));
}

void Screens::ask_link(std::string address) {
    show(std::make_unique<LinkScreen>(acts_, std::move(address)));
}

void Screens::ask(run::NodeId node, std::string_view action) {
    if (screen::find_action(workspace_, node, action))
        show(std::make_unique<NodeScreen>(workspace_, node, std::string(action)));
}

void Screens::close() {
    if (!model_) return;
    revision_ = revision() + 1;
    model_->close();
    model_.reset();
    if (below_.empty()) return;
    model_ = std::move(below_.back());
    below_.pop_back();
    model_->resume();
}

void Screens::back() {
    if (!model_) return;
    ++revision_;
    if (!model_->back()) close();
}

const Screen* Screens::shown() {
    if (!model_) return nullptr;
    if (made_of_ != revision() || made_of_workspace_ != workspace_.revision()) {
        // After an act it is told in any case: a control may show what was refused.
        const bool acted = std::exchange(made_of_, revision()) != revision();
        made_of_workspace_ = workspace_.revision();
        Screen next = model_->show();
        if (acted || next != screen_) {
            screen_ = std::move(next);
            ++made_;
        }
    }
    // What a screen was about may be gone.
    if (!screen_.title.empty()) return &screen_;
    close();
    return nullptr;
}

void Screens::take_file(const std::string& name, std::string_view text) {
    if (!model_) return;
    ++revision_;
    model_->take_file(name, text);
}

void Screens::act(std::string_view name, std::string_view value) {
    if (!model_) return;
    ++revision_;
    if (const std::string_view opens = screen_of(name); !opens.empty()) return open_over(opens);
    const Outcome outcome = model_->act(name, value);
    if (outcome.asks) to_question_ = true;
    if (outcome.closes) close();
    if (outcome.opens.empty()) return;
    outcome.over ? open_over(outcome.opens) : open(outcome.opens);
}

/// What is open comes back when that is closed.
void Screens::open_over(std::string_view name) {
    revision_ = revision() + 1;
    std::vector<std::unique_ptr<ScreenModel>> below = std::exchange(below_, {});
    below.push_back(std::move(model_));
    open(name);
    if (!model_) {
        model_ = std::move(below.back());
        below.pop_back();
    }
    below_ = std::move(below);
}

void Screens::commit(std::string_view name) {
    if (!model_) return;
    ++revision_;
    model_->commit(name);
}

ModelSearch Screens::search(std::string_view name, std::string_view words) const {
    return model_ ? model_->search(name, words) : ModelSearch();
}

void Screens::begin_search(std::string_view name) {
    if (!model_) return;
    ++revision_;
    model_->begin_search(name);
}

}  // namespace moa::screen
