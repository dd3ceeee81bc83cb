// The form of a recipe's editor: the fields of the recipe, a layer or an agent.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "session/recipe_form.hpp"
#include "view/panels/model_picker.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

class RecipeFormView {
  public:
    /// Draws it, and sets in `draft` what is typed. `width` of the column.
    void draw(Flow& flow, session::RecipeDraft& draft, const session::RecipeForm& form);
    /// Draws the list to choose a model from while it is open; outside of the form's own window.
    void draw_picker(const Context& context, session::RecipeDraft& draft);
    bool is_picking() const { return picker_.is_open(); }
    /// Unfolds the section with an error in it, and puts the caret there at the next draw.
    void show_fault() { showing_fault_ = true; }
    /// The first field takes the keyboard at the next draw of a form.
    void take_focus() { focus_in_ = 2; }

  private:
    void draw_field(Flow& flow, session::RecipeDraft& draft, const session::FormField& field);
    void draw_control(Flow& flow, session::RecipeDraft& draft, const session::FormField& field, float width);
    void draw_choice(Flow& flow, session::RecipeDraft& draft, const session::FormField& field) const;
    void draw_model(Flow& flow, const session::FormField& field, float width);

    std::set<std::string, std::less<>> open_;  ///< titles of sections that are unfolded
    ModelPicker picker_;
    std::string picking_;  ///< path of the field the picker chooses for
    std::string provider_;
    bool showing_fault_ = false;
    int focus_in_ = 0;  ///< frames until the first field takes the keyboard: its form comes in the next one
};

}  // namespace moa::view
