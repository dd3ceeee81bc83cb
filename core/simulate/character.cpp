#include "simulate/character.hpp"

#include <algorithm>

#include "random.hpp"

namespace moa::simulate {

const std::vector<Character>& characters() {
    static const std::vector<Character> list = {
        {"sim/atlas-70b", "a terse engineer: the result first, then the figures", Style::terse, 0.8, 1.3},
        {"sim/beacon-32b", "a careful lecturer who goes step by step", Style::lecturer, 1.0, 0.9},
        {"sim/cedar-8x22b", "answers in tables and code", Style::tabular, 1.2, 1.0},
        {"sim/delta-r1", "thinks aloud before it answers", Style::thinker, 0.9, 1.1},
        {"sim/echo-8b", "small, quick and brief", Style::brief, 0.45, 1.8},
        {"sim/fjord-110b", "speaks several languages", Style::multilingual, 1.6, 0.7},
        {"sim/gale-12b", "a sceptic who names what could be wrong", Style::sceptic, 0.7, 1.2},
        {"sim/harbor-72b", "an editor who weighs other answers", Style::editor, 1.1, 1.0},
    };
    return list;
}

const Character* find_character(std::string_view id) {
    const auto& all = characters();
    const auto it = std::find_if(all.begin(), all.end(), [id](const Character& c) { return c.id == id; });
    return it == all.end() ? nullptr : &*it;
}

const Character& stand_in(std::string_view id) {
    const auto& all = characters();
    return all[static_cast<std::size_t>(stable_hash(id) % all.size())];
}

}  // namespace moa::simulate
