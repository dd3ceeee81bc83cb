#include "native/platform/experience_store.hpp"

#include <filesystem>
#include <system_error>

#include "native/platform/file_lock.hpp"
#include "native/platform/files.hpp"
#include "native/platform/model_store.hpp"

namespace moa::native {
namespace {

std::optional<std::filesystem::path> experience_path() {
    const auto book = model_book_path();
    if (!book) return std::nullopt;
    return book->parent_path() / "experience.json";
}

}  // namespace

session::Experience load_experience() {
    const auto path = experience_path();
    std::error_code failed;
    if (!path || !std::filesystem::is_regular_file(*path, failed)) return {};
    const Result<std::string> text = read_file(path->string());
    return text ? session::read_experience(text.value()) : session::Experience();
}

std::optional<Error> keep_experience(const run::RunState& state, const mixture::Providers& providers) {
    const auto path = experience_path();
    if (!path) return std::nullopt;
    const FileLock lock = FileLock::wait_for_folder(path->parent_path().string());
    session::Experience experience = load_experience();
    experience.learn(state, providers);
    if (experience.empty()) return std::nullopt;
    return replace_file(*path, session::write_experience(experience));
}

}  // namespace moa::native
