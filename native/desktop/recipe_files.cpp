#include "native/desktop/recipe_files.hpp"

#include "native/platform/environment.hpp"
#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"
#include "native/platform/recipe_store.hpp"

namespace moa::desktop {
std::vector<std::string> FileRecipeLibrary::names() {
    return native::saved_recipe_names();
}

Result<std::string> FileRecipeLibrary::load(const std::string& name) {
    const auto path = native::recipe_path(name);
    if (!path) return Error{ErrorKind::io, 0, "There is no folder for recipes: set XDG_CONFIG_HOME or HOME."};
    return native::read_file(path->string());
}

Result<std::string> FileRecipeLibrary::save(const std::string& name, std::string_view text) {
    const Result<std::string> path = native::save_recipe(name, text);
    return path ? Result<std::string>("Saved as " + path.value() + ".") : path;
}

std::optional<Error> FileRecipeLibrary::remove(const std::string& name) {
    return native::delete_recipe(name);
}

Result<std::string> FileRecipeLibrary::read_file(const std::string& path) {
    return native::read_file(native::typed_path(path));
}

std::optional<Error> FileRecipeLibrary::write_file(const std::string& path, std::string_view text) {
    return native::replace_file(native::typed_path(path), text);
}

std::string FileRecipeLibrary::unfinished() {
    return drafts_.kept(native::Draft::recipe);
}

std::optional<Error> FileRecipeLibrary::keep_unfinished(std::string_view text) {
    return drafts_.keep(native::Draft::recipe, text);
}

std::string FileRecipeLibrary::path_for(const std::string& name) {
    const auto home = native::environment_value("HOME");
    std::string file = name.empty() ? "recipe" : name;
    for (char& c : file) {
        if (c == '/' || static_cast<unsigned char>(c) < ' ') c = '-';
    }
    return (home ? *home + "/" : std::string()) + file + ".json";
}

}  // namespace moa::desktop
