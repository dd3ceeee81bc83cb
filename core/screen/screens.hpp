// The screens of a shell, of which one is open at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "screen/item_acts.hpp"
#include "screen/look.hpp"
#include "screen/node_actions.hpp"
#include "screen/screen_model.hpp"
#include "screen/shell_acts.hpp"
#include "screen/shortcuts.hpp"
#include "session/models/named_models.hpp"

namespace moa::screen {

class Screens final : public ItemActs {
  public:
    /// Workspace and look outlive it.
    Screens(session::Workspace& workspace, Look& look, Shell shell, ShellActs acts = {})
        : workspace_(workspace), look_(look), shell_(shell), acts_(std::move(acts)) {}

    /// Opens "setup", "recipe", "history", "compare", "share", "settings", "shortcuts" or "providers" in
    /// place of what is open; behind "providers" and a space may stand which one, see ProvidersScreen.
    /// "node 1.2 other" asks for that action on a node. Other names are the shell's own, or have no effect.
    void open(std::string_view name);
    /// Shows what came by a link, before anything becomes of it. The error says why it is nothing to open.
    std::optional<Error> show_shared(std::string text);
    /// Shows the models that a link names in the same way.
    void show_named(session::NamedModels named);
    /// Opens the question whether to follow a link that a model wrote.
    void ask_link(std::string address);
    /// Opens what the node's action (by its name in screen::node_actions) has to ask.
    void ask(run::NodeId node, std::string_view action);
    /// The screen below it is open again, where there is one.
    void close();
    /// The same, unless something is open within the screen: then that is closed.
    void back();

    /// The screen that is open; null for none. Valid until the next call of any function of this object.
    const Screen* shown();
    /// Grows whenever `shown` has made another screen.
    std::uint64_t made() const { return made_; }
    /// A file that the user has chosen for it.
    void take_file(const std::string& name, std::string_view text);
    // What the user does on it. Nothing happens while none is open. A button that opens a screen (screen_of)
    // opens it over the one it stands on.
    void act(std::string_view name, std::string_view value) override;
    void commit(std::string_view name) override;
    ModelSearch search(std::string_view name, std::string_view words) const override;
    void begin_search(std::string_view name) override;

    /// Grows whenever the shown screen may be another one, but for changes of the workspace.
    std::uint64_t revision() const { return revision_ + (model_ ? model_->revision() : 0); }
    const ShellActs& shell() const { return acts_; }
    /// Whether a screen has left the keyboard to the question since this was asked.
    bool take_question() { return std::exchange(to_question_, false); }

  private:
    void show(std::unique_ptr<ScreenModel> model);
    void close_all();
    void open_over(std::string_view name);

    session::Workspace& workspace_;
    Look& look_;
    Shell shell_;
    ShellActs acts_;
    std::unique_ptr<ScreenModel> model_;
    std::vector<std::unique_ptr<ScreenModel>> below_;  ///< what it stands over, the lowest first
    Screen screen_;
    std::uint64_t revision_ = 1;
    std::uint64_t made_of_ = 0;            ///< the revision that screen_ is made of
    std::uint64_t made_of_workspace_ = 0;  ///< and that of the workspace
    std::uint64_t made_ = 0;
    bool to_question_ = false;
};

}  // namespace moa::screen
