// A recipe that is being edited: fields set from typed texts, layers and agents added, copied, moved and
// removed, every step of it undone on request.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"
#include "session/recipes/recipe_steps.hpp"

namespace moa::session {

/// Something that keeps the recipe from running.
struct RecipeFault {
    RecipePath path;
    std::string rest;  ///< the sentence without its subject: "is 5; expected a number from 0 to 2."
    bool operator==(const RecipeFault&) const = default;
};

/// The whole sentence: "Agent 1.2: Temperature is 5; expected a number from 0 to 2."
std::string to_sentence(const RecipeFault& fault);
/// As it stands under its field: "Temperature is 5; ..."
std::string field_sentence(const RecipeFault& fault);

/// What was typed and is no value is kept beside the recipe, so nothing typed is lost and nothing wrong gets
/// into it. The last layer keeps exactly one agent. Members that this version does not know stay.
class RecipeDraft {
  public:
    RecipeDraft();

    /// Begins with this recipe; nothing can be undone then.
    void open(const mixture::Recipe& recipe);
    /// Replaces the recipe by another one, as a step that can be undone.
    void replace(const mixture::Recipe& recipe);

    /// Sets a field from what was typed; an empty text leaves the member out. An error only for a path
    /// without a field: what is wrong with the text is among the `faults`.
    std::optional<Error> set(std::string_view path, std::string_view text);
    /// What stands in the field: what was typed, where that is no value.
    std::string text(const RecipePath& path) const;
    /// Makes the change and tells where to look afterwards, or says why not.
    Result<RecipePlace> step(const DraftStep& step);

    bool undo();
    bool redo();
    bool can_undo() const { return place_ > 0; }
    bool can_redo() const { return place_ + 1 < history_.size(); }

    /// Whether there is anything that mark_saved has not seen.
    bool is_dirty() const;
    void mark_saved();

    /// All that is edited, what is no value yet included, as text for a shell that keeps it.
    std::string kept() const;
    /// Replaces the recipe by what `kept` has given, as a step that can be undone. False, without a change,
    /// for any other text.
    bool restore(std::string_view kept);

    /// The recipe without what is no value.
    const mixture::Recipe& recipe() const { return recipe_; }
    /// As JSON, to be saved or exported.
    std::string json() const;
    /// The member at the path, as it is in the recipe; null where there is none.
    JsonBox member(const RecipePath& path) const;
    /// Everything that keeps it from running with these providers, in the order of the recipe's rules.
    std::vector<RecipeFault> faults(const mixture::Providers& providers) const;
    /// What keeps it from nothing and may not be meant, see mixture::recipe_remarks.
    std::vector<RecipeFault> remarks() const;
    /// Grows with every change.
    std::uint64_t revision() const { return revision_; }

  private:
    void take(Json next, std::string step);
    void show(std::size_t place);

    std::vector<std::shared_ptr<const Json>> history_;
    std::size_t place_ = 0;  ///< of what is on screen, in `history_`
    std::shared_ptr<const Json> saved_;
    std::string latest_;      ///< the field of the latest step: typing on is the same step
    mixture::Recipe recipe_;  ///< of what is on screen
    std::uint64_t revision_ = 0;
};

/// Steps that can be taken back.
inline constexpr std::size_t most_draft_steps = 100;

}  // namespace moa::session
