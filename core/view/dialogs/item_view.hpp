// Draws the items of a screen with Dear ImGui.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "screen/item_acts.hpp"
#include "screen/screen.hpp"
#include "view/dialogs/model_picker.hpp"
#include "view/dialogs/passages_view.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

class ItemView {
  public:
    /// Draws the sections and does what the user does. The sections may be those before it from then on.
    void draw(Flow& flow, const std::vector<screen::Section>& sections, screen::ItemActs& acts);
    /// Draws the list to choose a model from while it is open; outside of the form's own window.
    void draw_picker(const Context& context, screen::ItemActs& acts);
    bool is_picking() const { return picker_.is_open(); }

    /// The item with this name takes the keyboard at the next draw, and its section is unfolded; a model that
    /// is not chosen yet unfolds its list.
    void focus(std::string name) { focus_ = std::move(name); }
    /// The first item takes the keyboard at the next draw of a form.
    void focus_first() { first_in_ = 2; }
    /// Unfolds the section with an error in it, and puts the caret there at the next draw.
    void show_fault() { showing_fault_ = true; }

  private:
    bool draw_title(Flow& flow, const screen::Section& section);
    void draw_columns(Flow& flow, const screen::Section& section, screen::ItemActs& acts);
    void draw_item(Flow& flow, const screen::Item& item, screen::ItemActs& acts);
    void draw_field(Flow& flow, const screen::Item& item, screen::ItemActs& acts);
    void take_focus(const screen::Item& item);
    void draw_control(Flow& flow, const screen::Item& item, screen::ItemActs& acts, float width);
    void draw_text(Flow& flow, const screen::Item& item, screen::ItemActs& acts, float width);
    void draw_model(Flow& flow, const screen::Item& item, screen::ItemActs& acts, float width);

    std::set<std::string, std::less<>> open_;                    ///< titles of sections that are unfolded
    std::map<std::string, PassagesView, std::less<>> passages_;  ///< by the names of their items
    ModelPicker picker_;
    std::string picking_;  ///< name of the item that the picker chooses for
    std::string focus_;
    bool showing_fault_ = false;
    int first_in_ = 0;  ///< frames until the first item takes the keyboard: its form comes in the next one
};

}  // namespace moa::view
