#include "native/cli/chat_words.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "mixture/named_recipe.hpp"
#include "mixture/presets.hpp"
#include "native/platform/model_store.hpp"
#include "native/platform/recipe_store.hpp"
#include "session/models/model_name.hpp"

namespace moa::cli {
namespace {

std::vector<std::string> words_of(std::string_view typed) {
    std::vector<std::string> words;
    while (!typed.empty()) {
        const std::size_t end = std::min(typed.find(' '), typed.size());
        if (end > 0) words.emplace_back(typed.substr(0, end));
        typed.remove_prefix(std::min(end + 1, typed.size()));
    }
    return words;
}

std::optional<int> number_of(const std::string& word) {
    int number = 0;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (failed != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return number;
}

std::vector<std::string> recipe_names() {
    std::vector<std::string> names = native::saved_recipe_names();
    for (const mixture::Preset& preset : mixture::presets())
        names.emplace_back(preset.id);
    return names;
}

std::vector<std::string> model_names(const mixture::Providers& providers) {
    std::vector<std::string> names;
    for (const mixture::NamedModel& each : session::known_models_of(providers, native::load_model_book())) {
        names.push_back(mixture::name_of(each));
        names.push_back(each.model);
    }
    return names;
}

}  // namespace

Result<session::NamedModels> read_chat_models(std::string_view typed) {
    session::NamedModels options;
    const std::vector<std::string> words = words_of(typed);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        const bool names = word == "-m" || word == "-a" || word == "-n";
        if (!names && word.starts_with('-'))
            return invalid_input("/model knows -a MODEL and -n N, not " + word + ".");
        if (names && i + 1 == words.size())
            return invalid_input("/model: " + word + (word == "-n" ? " needs a number." : " needs a model."));
        if (word == "-n") {
            options.proposers = number_of(words[++i]);
            if (!options.proposers) return invalid_input("/model: -n needs a number, not " + words[i] + ".");
        } else if (word == "-a") {
            options.aggregator = words[++i];
        } else {
            options.models.push_back(names ? words[++i] : word);
        }
    }
    return options;
}

std::vector<std::string> chat_completions(std::string_view line, const mixture::Providers& providers) {
    std::vector<std::string> names;
    const std::string_view word = line.substr(line.rfind(' ') + 1);
    if (line.starts_with("/recipe ")) {
        names = recipe_names();
    } else if (line.starts_with("/model ")) {
        names = model_names(providers);
    } else if (line.starts_with('/') && line.find(' ') == std::string_view::npos) {
        names.assign(chat_commands.begin(), chat_commands.end());
    }
    std::erase_if(names, [word](const std::string& name) { return !name.starts_with(word); });
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace moa::cli
