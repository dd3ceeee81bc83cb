// The recipe editor: layers and agents beside the form of the one that is chosen; where a recipe comes from
// and where it goes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "screen/recipe_form.hpp"
#include "screen/screen_model.hpp"
#include "session/recipes/recipe_library.hpp"

namespace moa::screen {

/// What the editor shows beside the form, which is the sections of its screen. `act` takes "select " and a
/// place (session::to_string) for the form of another one, and "step ", a DraftStep's name, where, and where
/// to, with blanks between them.
struct RecipePane {
    RecipeOutline outline;
    std::string name;            ///< of the recipe
    session::RecipePlace place;  ///< in the form
    std::string title;           ///< of the form
    std::vector<Button> steps;   ///< what can be done with what stands at the place
    Item start;                  ///< what the recipe could be replaced by
    std::vector<Button> head;    ///< import and export
    /// A path or a text is being asked for, with its buttons.
    std::optional<Item> transfer;
    std::string words;            ///< what is wrong, or was done
    bool wrong = false;           ///< the words tell of something wrong
    std::optional<Button> leads;  ///< to the field that the words are about
    bool in_form = false;         ///< where there is room for one of them: the form is shown, not the layers
    int fault_turn = 0;           ///< grows when the field with the error is to be shown
    bool operator==(const RecipePane&) const = default;
};

class RecipeScreen final : public ScreenModel {
  public:
    /// Begins with the recipe in use, or with what was left unfinished. Both outlive it; `library` may be
    /// null. `share_link` makes a link of a recipe; it may be empty.
    RecipeScreen(session::Workspace& workspace, session::RecipeLibrary* library,
                 std::function<void(const std::string&)> share_link = {});

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    ModelSearch search(std::string_view name, std::string_view words) const override;
    void begin_search(std::string_view name) override;
    void take_file(const std::string& name, std::string_view text) override;

  private:
    enum class Transfer { none, in, out };

    std::vector<session::RecipeFault> faults() const;
    std::string replaced_words() const;
    bool is_saved() const;
    Item start_item() const;
    std::vector<Button> head() const;
    std::vector<Button> foot() const;
    std::optional<Item> transfer_item() const;
    void say(const std::optional<Error>& refusal, const std::string& words = {});
    void refuse(std::string words);
    bool lead_to_fault();
    void lead_to_remark();
    void start_from(std::string_view what);
    void start_from(const mixture::Recipe& recipe, std::string saved_as);
    void take_step(std::string_view words);
    void import(const std::string& from, std::string_view text);
    void begin_transfer(Transfer direction);
    void transfer();
    void save();
    void remove();
    Outcome use();
    bool press(std::string_view name, Outcome& outcome);
    void keep_unfinished();

    session::Workspace& workspace_;
    session::RecipeLibrary* library_;
    std::function<void(const std::string&)> share_link_;
    session::RecipeDraft draft_;
    session::RecipePlace place_;
    std::vector<std::string> saved_;  ///< names
    std::string saved_as_;            ///< the name under which what is edited is saved
    std::string words_;               ///< what was done, or why it was not
    bool refused_ = false;            ///< the words are a refusal
    bool in_form_ = false;
    int fault_turn_ = 0;
    std::uint64_t kept_ = 0;  ///< the revision of the draft that is kept, or was no change yet
    Transfer transfer_ = Transfer::none;
    std::string transfer_text_;  ///< a path, or a recipe as JSON
    std::string focus_;
    int focus_turn_ = 0;
};

}  // namespace moa::screen
