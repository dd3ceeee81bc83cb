#include "native/platform/drafts.hpp"

#include <filesystem>
#include <system_error>

#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"

namespace moa::native {
namespace {

std::optional<std::filesystem::path> path_of(Draft draft) {
    const auto folder = data_folder();
    if (!folder) return std::nullopt;
    return *folder / "drafts" / (draft == Draft::question ? "question.txt" : "recipe.json");
}

}  // namespace

std::string kept_draft(Draft draft) {
    const auto path = path_of(draft);
    std::error_code failed;
    if (!path || !std::filesystem::is_regular_file(*path, failed)) return {};
    Result<std::string> text = read_file(path->string());
    return text ? std::move(text.value()) : std::string();
}

std::optional<Error> keep_draft(Draft draft, std::string_view text) {
    const auto path = path_of(draft);
    if (!path) return std::nullopt;
    if (!text.empty()) return replace_file(*path, text);
    std::error_code failed;
    std::filesystem::remove(*path, failed);
    if (!failed) return std::nullopt;
    return Error{ErrorKind::io, 0, "Could not delete " + path->string() + ": " + failed.message() + "."};
}

}  // namespace moa::native
