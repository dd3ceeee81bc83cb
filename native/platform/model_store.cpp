#include "native/platform/model_store.hpp"

#include <system_error>

#include "native/platform/file_lock.hpp"
#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"
#include "session/models/model_book_json.hpp"

namespace moa::native {

namespace fs = std::filesystem;

std::optional<fs::path> model_book_path() {
    const auto folder = cache_folder();
    if (!folder) return std::nullopt;
    return *folder / "models.json";
}

session::ModelBook load_model_book() {
    const auto path = model_book_path();
    std::error_code failed;
    if (!path || !fs::is_regular_file(*path, failed)) return {};
    const Result<std::string> text = read_file(path->string());
    return text ? session::read_model_book(text.value()) : session::ModelBook();
}

std::optional<Error> keep_model_book(const session::ModelBook& book) {
    const auto path = model_book_path();
    if (!path) return std::nullopt;
    const FileLock lock = FileLock::wait_for_folder(path->parent_path().string());
    session::ModelBook all = load_model_book();
    all.merge(book);
    return replace_file(*path, session::write_model_book(all));
}

}  // namespace moa::native
