#include "screen/settings_screen.hpp"

#include "screen/words.hpp"

#include <algorithm>
#include <charconv>

namespace moa::screen {
namespace {

constexpr int text_step = 10;

Item options(std::string name, std::string label, std::string_view value, std::vector<Choice> choices) {
    Item item{Kind::options, std::move(name), std::move(label), std::string(value)};
    item.choices = std::move(choices);
    return item;
}

}  // namespace

Screen SettingsScreen::show() const {
    Screen screen{"settings", "Settings"};
    screen.width = Width::narrow;
    Item size{Kind::amount, "text", "Text size", std::to_string(look_.text_percent)};
    size.unit = "%";
    size.range = {Look::least_text, Look::most_text, text_step};
    screen.sections = {{"",
                        {options("theme", "Theme", to_string(look_.theme),
                                 {{"system", "As the system"}, {"dark", "Dark"}, {"light", "Light"}}),
                         std::move(size),
                         options("motion", "Motion", to_string(look_.motion),
                                 {{"system", "As the system"}, {"reduced", "Reduced"}, {"full", "Full"}}),
                         options("enter", "Enter in the question", look_.enter_runs ? "run" : "line",
                                 {{"line", "Begins a new line"}, {"run", "Runs it"}})}}};
    screen.sections.push_back({"", {{Kind::button, "screen providers", "Providers and keys"}}});
    screen.buttons = {{"shortcuts", std::string(words::shortcuts), Role::quiet, "", "?"},
                      {"done", "Done", Role::primary}};
    return screen;
}

Outcome SettingsScreen::act(std::string_view name, std::string_view value) {
    if (name == "theme") look_.theme = parse_theme(value).value_or(look_.theme);
    if (name == "motion") look_.motion = parse_motion(value).value_or(look_.motion);
    if (name == "enter") look_.enter_runs = value == "run";
    if (name == "text") {
        int percent = look_.text_percent;
        std::from_chars(value.data(), value.data() + value.size(), percent);
        look_.text_percent = std::clamp(percent, Look::least_text, Look::most_text);
    }
    if (name == "shortcuts") return {true, "shortcuts"};
    return {name == "done"};
}

}  // namespace moa::screen
