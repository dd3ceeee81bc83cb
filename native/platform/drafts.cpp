#include "native/platform/drafts.hpp"

#include <system_error>
#include <utility>

#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"

namespace moa::native {
namespace {

/// More windows than anybody has open; those beyond share the last place.
constexpr int most_places = 64;

}  // namespace

std::optional<std::filesystem::path> Drafts::path_of(Draft draft) {
    const auto data = data_folder();
    if (!data) return std::nullopt;
    const std::filesystem::path folder = *data / "drafts";
    while (place_ == 0 || (lock_.refused() && place_ < most_places)) {
        if (place_ == 0) (void)make_folder(folder);
        lock_ = FileLock::take((folder / ("lock-" + std::to_string(++place_))).string());
    }
    const std::string number = place_ == 1 ? "" : "-" + std::to_string(place_);
    return folder / (draft == Draft::question ? "question" + number + ".txt" : "recipe" + number + ".json");
}

std::string Drafts::kept(Draft draft) {
    const auto path = path_of(draft);
    std::error_code failed;
    if (!path || !std::filesystem::is_regular_file(*path, failed)) return {};
    Result<std::string> text = read_file(path->string());
    return text ? std::move(text.value()) : std::string();
}

std::optional<Error> Drafts::keep(Draft draft, std::string_view text) {
    const auto path = path_of(draft);
    if (!path) return std::nullopt;
    if (!text.empty()) return replace_file(*path, text, Durable::no);
    std::error_code failed;
    std::filesystem::remove(*path, failed);
    if (!failed) return std::nullopt;
    return Error{ErrorKind::io, 0, "Could not delete " + path->string() + ": " + failed.message() + "."};
}

}  // namespace moa::native
