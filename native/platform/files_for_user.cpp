#include "native/platform/files_for_user.hpp"

#include <filesystem>
#include <system_error>

#include "native/platform/environment.hpp"
#include "native/platform/files.hpp"

namespace moa::native {

namespace fs = std::filesystem;

Result<fs::path> free_path_for_user(std::string_view name) {
    const auto home = environment_value("HOME");
    if (!home) return Error{ErrorKind::io, 0, "There is no folder for the file: set HOME."};
    std::error_code failed;
    const fs::path downloads = fs::path(*home) / "Downloads";
    const fs::path folder = fs::is_directory(downloads, failed) ? downloads : fs::path(*home);
    const fs::path wanted(name);
    fs::path path = folder / wanted;
    for (int number = 2; fs::exists(path, failed); ++number)
        path = folder /
               (wanted.stem().string() + " (" + std::to_string(number) + ")" + wanted.extension().string());
    return path;
}

Result<std::string> save_for_user(std::string_view name, std::string_view text) {
    const Result<fs::path> path = free_path_for_user(name);
    if (!path) return path.error();
    if (auto error = replace_file(path.value(), text)) return *error;
    return path.value().string();
}

}  // namespace moa::native
