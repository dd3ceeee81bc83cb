#include "web/src/recipe_library.hpp"

#include <cstdlib>
#include <memory>

#include "json.hpp"
#include "web/src/page_js.hpp"

namespace moa::web {
namespace {

/// What the page answers; nothing where it has nothing.
std::optional<std::string> ask_page(const char* what, const std::string& name = {},
                                    std::string_view text = {}) {
    const std::unique_ptr<char, decltype(&std::free)> answer(
        moa_page_recipes(what, name.c_str(), text.data(), text.size()), &std::free);
    if (!answer) return std::nullopt;
    return std::string(answer.get());
}

}  // namespace

std::vector<std::string> PageRecipeLibrary::names() {
    std::vector<std::string> names;
    const std::optional<Json> list = parse_json(ask_page("names").value_or("[]"));
    if (!list || !list->is_array()) return names;
    for (const Json& name : *list) {
        if (name.is_string()) names.push_back(name.get<std::string>());
    }
    return names;
}

Result<std::string> PageRecipeLibrary::load(const std::string& name) {
    if (auto text = ask_page("load", name)) return std::move(*text);
    return invalid_input("The recipe " + name + " is not in this browser any more.");
}

Result<std::string> PageRecipeLibrary::save(const std::string& name, std::string_view text) {
    if (ask_page("save", name, text)) return std::string();
    return invalid_input("This browser keeps nothing for this page. Export the recipe as a file instead.");
}

std::optional<Error> PageRecipeLibrary::remove(const std::string& name) {
    (void)ask_page("remove", name);
    return std::nullopt;
}

std::string PageRecipeLibrary::unfinished() {
    return ask_page("unfinished").value_or("");
}

std::optional<Error> PageRecipeLibrary::keep_unfinished(std::string_view text) {
    // A browser that keeps nothing says so when the recipe is saved.
    (void)ask_page("keep_unfinished", {}, text);
    return std::nullopt;
}

void PageRecipeLibrary::choose_file() {
    (void)ask_page("choose_file");
}

void PageRecipeLibrary::give_file(const std::string& name, std::string_view text) {
    (void)ask_page("give_file", name, text);
}

}  // namespace moa::web
