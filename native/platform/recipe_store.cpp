#include "native/platform/recipe_store.hpp"

#include <algorithm>
#include <system_error>

#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"

namespace moa::native {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view digits = "0123456789ABCDEF";
constexpr std::string_view extension = ".json";

bool is_plain(unsigned char c, bool first) {
    return c >= ' ' && c != '/' && c != '%' && c != 0x7f && !(first && c == '.');
}

std::string file_name(std::string_view name) {
    std::string out;
    for (const char each : name) {
        const auto c = static_cast<unsigned char>(each);
        if (is_plain(c, out.empty())) {
            out += each;
        } else {
            out += {'%', digits[c / 16], digits[c % 16]};
        }
    }
    return out + std::string(extension);
}

/// The other way round; what is not written so stays as it is.
std::string name_of(std::string_view file) {
    file.remove_suffix(extension.size());
    std::string name;
    for (std::size_t i = 0; i < file.size(); ++i) {
        const std::size_t high = i + 2 < file.size() ? digits.find(file[i + 1]) : std::string_view::npos;
        const std::size_t low = i + 2 < file.size() ? digits.find(file[i + 2]) : std::string_view::npos;
        const bool coded = file[i] == '%' && high != std::string_view::npos && low != std::string_view::npos;
        name += coded ? static_cast<char>(16 * high + low) : file[i];
        if (coded) i += 2;
    }
    return name;
}

Error no_folder() {
    return {ErrorKind::io, 0, "There is no folder for recipes: set XDG_CONFIG_HOME or HOME."};
}

}  // namespace

std::optional<fs::path> recipe_folder() {
    const auto folder = config_folder();
    return folder ? std::optional(*folder / "recipes") : std::nullopt;
}

std::optional<fs::path> recipe_path(std::string_view name) {
    const auto folder = recipe_folder();
    if (!folder) return std::nullopt;
    return *folder / file_name(name);
}

std::vector<std::string> saved_recipe_names() {
    std::vector<std::string> names;
    const auto folder = recipe_folder();
    std::error_code failed;
    if (!folder || !fs::is_directory(*folder, failed)) return names;
    for (fs::directory_iterator it(*folder, failed), end; !failed && it != end; it.increment(failed)) {
        const std::string file = it->path().filename().string();
        if (file.ends_with(extension) && !file.starts_with('.')) names.push_back(name_of(file));
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<std::string> save_recipe(const std::string& name, std::string_view text) {
    const auto path = recipe_path(name);
    if (!path) return no_folder();
    if (auto error = replace_file(*path, text)) return *error;
    return path->string();
}

std::optional<Error> delete_recipe(const std::string& name) {
    const auto path = recipe_path(name);
    if (!path) return no_folder();
    std::error_code failed;
    fs::remove(*path, failed);
    if (!failed) return std::nullopt;
    return Error{ErrorKind::io, 0, "Could not delete " + path->string() + ": " + failed.message() + "."};
}

}  // namespace moa::native
