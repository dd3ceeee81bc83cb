#include "screen/shortcuts_screen.hpp"

#include "screen/words.hpp"

#include <algorithm>

namespace moa::screen {

Screen ShortcutsScreen::show() const {
    Screen screen{"shortcuts", std::string(words::shortcuts)};
    screen.width = Width::wide;
    for (const ShortcutLine& line : shortcut_lines(shell_)) {
        const auto group = std::find_if(screen.sections.begin(), screen.sections.end(),
                                        [&](const Section& each) { return each.title == line.group; });
        Section& section = group != screen.sections.end()
                               ? *group
                               : screen.sections.emplace_back(Section{std::string(line.group), {}});
        // Keys that do the same stand on one line.
        if (!section.items.empty() && section.items.back().label == line.words) {
            std::string& keys = section.items.back().value;
            if (keys != line.keys) keys += ", " + line.keys;
        } else {
            section.items.push_back({Kind::shortcut, "", std::string(line.words), line.keys});
        }
    }
    screen.buttons = {{"close", "Close", Role::primary, "", "?"}};
    return screen;
}

Outcome ShortcutsScreen::act(std::string_view name, std::string_view /*value*/) {
    return {name == "close"};
}

}  // namespace moa::screen
