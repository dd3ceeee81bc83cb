// What servers of the user's own say of themselves, asked before they are called.
#pragma once

#include "mixture/recipe.hpp"
#include "session/credentials.hpp"
#include "session/models/model_book.hpp"

namespace moa::cli {

/// Asks each such server that the recipe calls for its list, its contexts and how many calls it takes at
/// once, since it may have been started anew with others. Takes a few milliseconds; what has not answered
/// after a second and a half stays in `book` as it was. Nothing is said of failures: the calls will tell. One
/// that answers at another address than the one in `providers` is moved there, which is said.
void ask_own_servers(const mixture::Recipe& recipe, mixture::Providers& providers,
                     const session::Credentials& keys, session::ModelBook& book);

}  // namespace moa::cli
