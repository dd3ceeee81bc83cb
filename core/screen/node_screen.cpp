#include "screen/node_screen.hpp"

#include <utility>

#include "blank.hpp"
#include "screen/words.hpp"

namespace moa::screen {

NodeScreen::NodeScreen(session::Workspace& workspace, run::NodeId node, std::string action)
    : workspace_(workspace), node_(node), name_(std::move(action)) {
    const run::Node* asked = workspace_.shown().find(node_);
    const auto found = this->action();
    if (asked != nullptr && found && found->asks == screen::Asks::text) answer_ = asked->text;
}

std::optional<screen::Action> NodeScreen::action() const {
    return screen::find_action(workspace_, node_, name_);
}

const mixture::Provider* NodeScreen::provider() const {
    const run::Node* node = workspace_.shown().find(node_);
    return node == nullptr ? nullptr
                           : mixture::find_provider(workspace_.configuration().providers(), node->provider);
}

/// Why the model may not be there; empty for one that is listed, and while no list is known.
std::string NodeScreen::unknown_words() const {
    const mixture::Provider* own = provider();
    if (own == nullptr || is_blank(answer_)) return {};
    const NamedModel named = named_model(workspace_.configuration().providers(), *own, answer_);
    const session::ModelBook& book = workspace_.access().book();
    if (book.list_of(*named.provider) == nullptr || book.find_listed(*named.provider, named.model) != nullptr)
        return {};
    return "The list of " + named.provider->label + " has no such model.";
}

Screen NodeScreen::show() const {
    Screen screen{"node", ""};
    const auto asked = action();
    if (!asked) return screen;
    screen.title = asked->title;
    screen.error = problem_;
    screen.focus = "answer";
    Item item{Kind::area, "answer", "Answer", answer_};
    item.tall = true;
    if (asked->asks == screen::Asks::model) {
        item.kind = Kind::model;
        item.label = "Model";
        item.placeholder = words::search_models;
        if (std::string unknown = unknown_words(); !unknown.empty())
            item.notes.push_back({std::move(unknown), Tone::doubtful});
        if (const std::string price = screen::price_words(workspace_, *asked, answer_); !price.empty())
            item.notes.push_back({"Estimate: " + price});
    } else {
        item.help =
            "Nodes that build on it become stale and can be run again. Undo restores the model\u2019s own "
            "text.";
    }
    screen.sections = {{"", {std::move(item)}}};
    screen.buttons = {{"cancel", "Cancel"}, {"save", std::string(asked->verb), Role::primary}};
    return screen;
}

Outcome NodeScreen::save() {
    const auto asked = action();
    if (!asked) return {true};
    if (asked->asks == screen::Asks::model && is_blank(answer_)) {
        problem_ = "Choose a model first.";
        return {};
    }
    const auto command = screen::command_of(workspace_, *asked, answer_);
    if (!command) return {true};
    const auto error = workspace_.conversation().change(*command);
    problem_ = error ? error->message : std::string();
    return {!error};
}

Outcome NodeScreen::act(std::string_view name, std::string_view value) {
    if (name == "answer") answer_ = value;
    if (name == "save") return save();
    return {name == "cancel"};
}

ModelSearch NodeScreen::search(std::string_view name, std::string_view words) const {
    const mixture::Provider* asked = provider();
    if (name != "answer" || asked == nullptr) return {};
    return search_all_models(workspace_, *asked, words);
}

void NodeScreen::begin_search(std::string_view name) {
    const mixture::Provider* asked = provider();
    if (name == "answer" && asked != nullptr) load_all_models_once(workspace_, *asked);
}

}  // namespace moa::screen
