#include "native/platform/model_store.hpp"

#include <system_error>

#include "native/platform/environment.hpp"
#include "native/platform/files.hpp"

namespace moa::native {

namespace fs = std::filesystem;

std::optional<fs::path> model_book_path() {
    const auto absolute = [](const std::optional<std::string>& text) {
        return text && fs::path(*text).is_absolute();
    };
    const auto cache = environment_value("XDG_CACHE_HOME");
    if (absolute(cache)) return fs::path(*cache) / "moa" / "models.json";
    const auto home = environment_value("HOME");
    if (absolute(home)) return fs::path(*home) / ".cache" / "moa" / "models.json";
    return std::nullopt;
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
    session::ModelBook all = load_model_book();
    all.merge(book);
    return replace_file(*path, session::write_model_book(all));
}

}  // namespace moa::native
