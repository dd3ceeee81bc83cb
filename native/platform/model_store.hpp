// What is known of providers' models, kept between programs: one file that the command line and the window
// share.
#pragma once

#include <filesystem>
#include <optional>

#include "session/models/model_book.hpp"

namespace moa::native {

/// "moa/models.json" in the user's cache folder: $XDG_CACHE_HOME where that is an absolute path, else
/// $HOME/.cache (XDG Base Directory Specification 0.8). Nothing when neither is set.
std::optional<std::filesystem::path> model_book_path();

/// What was kept; an empty book where there is none or it cannot be read. All of it can be asked again.
session::ModelBook load_model_book();

/// Keeps what `book` knows, and of what others have kept since it was loaded what is later. The file is
/// replaced as a whole, so that no reader ever finds half of one. Nothing is done where there is no path.
std::optional<Error> keep_model_book(const session::ModelBook& book);

}  // namespace moa::native
