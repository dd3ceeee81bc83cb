// The recipe editor as the page's controls ask for it.
#pragma once

#include "json.hpp"
#include "session/recipe_draft.hpp"
#include "session/workspace.hpp"

namespace moa::web {

/// What is being edited, and which part of it is in the form.
struct Editor {
    session::RecipeDraft draft;
    session::RecipePlace place;
};

/// Does what `argument` names in "do" and tells how the editor looks afterwards:
/// - "open": begins with the recipe in use, or with the one in "text"
/// - "start": the preset "id" instead of what is there; "import": the recipe in "text"
/// - "set": "text" into the field "path"; "select": the form of the place "at"
/// - "step": the change "name" at "at", of a move to "to"
/// - "unfold": the models of the field "path" are asked for where that was not done; "search": answers
///   {"choices", "note"} for the words in "text", see search_json, and nothing else
/// - "undo", "redo", "saved" (it has been kept), "look" (nothing), "export" (answers the recipe as "text",
/// too)
/// - "use": the workspace runs it
/// Answers {"error"} where it was refused, beside {"title", "at", "name", "sentence", "fault",
/// "faults", "dirty", "undo", "redo", "layers", "sections"}.
Json edit(Editor& editor, session::Workspace& workspace, const Json& argument);

/// [{"id", "group", "name", "source", "description"}].
Json presets_json();

}  // namespace moa::web
