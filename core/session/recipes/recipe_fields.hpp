// The fields of a recipe as people see them: what each is called, how it is typed, and how what is typed
// becomes a value.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "session/recipes/recipe_place.hpp"

namespace moa::session {

enum class FieldKind {
    text,
    long_text,
    number,
    whole,    ///< a whole number
    seconds,  ///< typed as seconds, or with a unit ("500ms", "2m"); milliseconds in the recipe
    choice,   ///< one of a few words
    toggle,   ///< "true", or empty for off
    provider,
    model,
    lines,  ///< a list of texts, one a line
    json,   ///< an object, as JSON
};

/// Where a field stands; bits.
enum FieldScope : unsigned { at_recipe = 1, at_layer = 2, at_agent = 4, at_defaults = 8 };

struct FieldRule {
    std::string_view member;   ///< "limits.idle_ms"; for the recipe's defaults without "defaults."
    std::string_view label;    ///< "Idle timeout"
    std::string_view section;  ///< under which it stands; empty: above all sections
    FieldKind kind;
    unsigned scopes;
    std::string_view unit;     ///< behind the field: "s", "tokens"
    std::string_view unset;    ///< what holds where nothing is set anywhere: "the provider's own"
    std::string_view help;     ///< one sentence; may be empty
    std::string_view choices;  ///< of a choice, the values with their words: "list=Numbered list|fenced=..."
};

/// All of them, in the order of a form, those of one section together.
std::span<const FieldRule> field_rules();
/// The rule of a member at a place; nullptr for what has no field of its own.
const FieldRule* find_rule(const RecipePath& path);

/// The value that a typed text means. Null: the member is to be left out. A text that means no such value
/// becomes a string, for the reader to refuse.
JsonBox value_of(const FieldRule& rule, std::string_view text);
/// The value as one would type it; empty for null.
std::string text_of(const FieldRule& rule, const Json& value);

}  // namespace moa::session
